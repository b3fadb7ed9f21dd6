using Journeys.Orchestrations.Machine;
using NodaTime;

namespace Journeys.Runtime.Instances;

/// <summary>Where an instance stands: its state row, read.</summary>
/// <param name="Instance">The instance's id.</param>
/// <param name="Contact">The contact's key; empty while it is not known.</param>
/// <param name="Version">The version of the journey its newest run is pinned to; empty before the first.</param>
/// <param name="Sequence">How many inputs had a consequence so far: the number of its newest history row.</param>
/// <param name="State">What it is doing.</param>
/// <param name="ETag">The mark of the state row; null when it has none yet.</param>
public sealed record Standing(
    string Instance,
    string Contact,
    string Version,
    int Sequence,
    JourneyState State,
    string? ETag
)
{
    /// <summary>An instance that has no row.</summary>
    public static Standing Nowhere(string instance) =>
        new(instance, "", "", 0, new JourneyState.Unentered(instance), null);

    /// <summary>Whether the next run, if one begins, takes the live version: nothing is under way that is pinned.</summary>
    public bool TakesLiveVersion => State is JourneyState.Unentered or JourneyState.Finished;

    /// <summary>The timer that is set: when, and for which visit. Null when none is.</summary>
    public Timer? Timer =>
        State switch
        {
            JourneyState.Waiting waiting => new(waiting.Due, waiting.Visit.Number),
            JourneyState.Performing performing => new(performing.Due, performing.Visit.Number),
            _ => null,
        };
}

/// <summary>A timer of an instance.</summary>
/// <param name="Due">When it elapses.</param>
/// <param name="Visit">The number of the visit it was set for.</param>
public sealed record Timer(Instant Due, int Visit);
