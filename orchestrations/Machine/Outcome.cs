using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>What the machine answers to an input. Refusal is a value, never an exception.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>The input had a consequence.</summary>
    /// <param name="Next">The state from now on.</param>
    /// <param name="Effects">What is to be done, in order.</param>
    /// <param name="Path">The decisions on the way, in order, each with its reason.</param>
    /// <param name="Looked">What the decisions looked at, in order; enough to make them again.</param>
    public sealed record Moved(
        JourneyState Next,
        ImmutableArray<Effect> Effects,
        ImmutableArray<Passage> Path,
        ImmutableArray<Look> Looked
    ) : Outcome;

    /// <summary>The input changes nothing, and this is why.</summary>
    public sealed record Ignored(Reason Because, ImmutableArray<Look> Looked) : Outcome;
}

/// <summary>One decision on the way.</summary>
/// <param name="Step">The step it was made at.</param>
/// <param name="Visit">The visit's number.</param>
/// <param name="Because">The reason.</param>
/// <param name="To">The step it led to; null when the instance stays, ends or is held.</param>
public sealed record Passage(
    string Step,
    int Visit,
    Reason Because,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? To
);

/// <summary>One fact that a decision looked at.</summary>
/// <param name="Path">Its name: <c>contact.country</c>, or <c>did email.clicked since …</c>.</param>
/// <param name="Value">What it was; null when it was absent.</param>
public sealed record Look(string Path, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] FieldValue? Value)
{
    /// <summary>The name of a count of touchpoints.</summary>
    internal static string PathOf(string type, Instant since) => $"did {type} since {since}";
}
