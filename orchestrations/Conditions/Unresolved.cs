namespace Journeys.Orchestrations.Conditions;

/// <summary>Why a condition could not be decided.</summary>
/// <param name="Path">What it looked at: <c>contact.country</c>.</param>
/// <param name="Why">What was wrong with it, to be read after the path: <c>is not known</c>.</param>
public sealed record Unresolved(string Path, string Why)
{
    public override string ToString() => $"{Path} {Why}";
}
