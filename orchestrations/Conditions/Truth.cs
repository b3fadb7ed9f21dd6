namespace Journeys.Orchestrations.Conditions;

/// <summary>
/// What a condition comes to, in Kleene's logic of three values: what is not known makes the whole unknown only where it
/// could have decided.
/// </summary>
public enum Truth
{
    False,

    True,

    /// <summary>It looked at something that is absent, or that cannot be compared in this way.</summary>
    Unknown,
}
