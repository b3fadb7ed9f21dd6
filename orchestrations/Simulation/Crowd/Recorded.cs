using System.Collections.Immutable;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>What a real contact did, to be lived again in another version of a journey.</summary>
/// <param name="Contact">The contact's id.</param>
/// <param name="Profile">What was known of it.</param>
/// <param name="Touchpoints">What it did, oldest first; without what journeys did.</param>
/// <param name="Answers">How people decided about it, oldest first.</param>
public sealed record Recorded(
    string Contact,
    Fields Profile,
    ImmutableArray<Touchpoint> Touchpoints,
    ImmutableArray<RecordedAnswer> Answers
)
{
    /// <summary>How people decided at a step; null when nobody ever was asked there.</summary>
    public RecordedAnswer? Answer(string step) => Answers.FirstOrDefault(answer => answer.Step == step);
}

/// <summary>One answer to a task.</summary>
/// <param name="Step">The step that asked.</param>
/// <param name="At">When it was given.</param>
/// <param name="By">Who gave it.</param>
/// <param name="Filled">The contact's fields that were filled in.</param>
public sealed record RecordedAnswer(string Step, string Outcome, Instant At, string By, Fields Filled)
{
    /// <summary>What was filled in, under the names that tasks ask for.</summary>
    internal Fields Told =>
        Filled.Count == 0
            ? Fields.Empty
            : Fields.Of(Filled.Select(filled => KeyValuePair.Create($"contact.{filled.Key}", filled.Value)));
}
