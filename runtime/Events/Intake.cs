using System.Collections.Immutable;
using Journeys.Runtime.Api;

namespace Journeys.Runtime.Events;

/// <summary>What came of taking one event in.</summary>
public abstract record Intake
{
    private Intake() { }

    /// <summary>What its sender is told.</summary>
    public EventAnswer Answer(CloudEvent cloud) =>
        this switch
        {
            Accepted accepted => new(cloud.Id, cloud.Source, EventResult.Accepted, null, accepted.Reached),
            Duplicate duplicate => new(cloud.Id, cloud.Source, EventResult.Duplicate, null, duplicate.Reached),
            Rejected rejected => new(cloud.Id, cloud.Source, EventResult.Rejected, rejected.Reason, []),
            Erased => new(cloud.Id, cloud.Source, EventResult.Rejected, Erased.Reason, []) { IsOfErased = true },
            Failed failed => new(cloud.Id, cloud.Source, EventResult.Rejected, failed.Reason, []),
            _ => throw new System.Diagnostics.UnreachableException($"{GetType().Name} has no answer"),
        };

    /// <summary>It is recorded, and everyone it concerns was told.</summary>
    /// <param name="Reached">The instances on which it had an effect.</param>
    public sealed record Accepted(ImmutableArray<string> Reached) : Intake;

    /// <summary>It was recorded before.</summary>
    /// <param name="Reached">The instances that had not been told then.</param>
    public sealed record Duplicate(ImmutableArray<string> Reached) : Intake;

    /// <summary>It cannot be recorded.</summary>
    /// <param name="Reason">Why, and what to do.</param>
    public sealed record Rejected(string Reason) : Intake;

    /// <summary>Its contact was erased and has not consented again: nothing of it is kept but that it came.</summary>
    public sealed record Erased : Intake
    {
        public const string Reason =
            "the contact was erased, and nothing of it is kept: only its new consent (contact.consented) begins anew";
    }

    /// <summary>
    /// It could not be dealt with, by a fault of ours or of what is stored: it may be recorded or not, and some whom it
    /// concerns may have been told. Taken in again, nothing happens twice.
    /// </summary>
    /// <param name="Fault">What went wrong. Its own words stay in the log: they may tell of people.</param>
    public sealed record Failed(Exception Fault) : Intake
    {
        /// <summary>Why it is kept, and what to do.</summary>
        public string Reason => Because(Fault);

        /// <summary>Why something is kept whose handling failed, and what to do.</summary>
        public static string Because(Exception fault) =>
            $"dealing with it failed ({fault.GetType().Name}: the host's log says why). It is kept as a dead letter: replay "
            + "it once that is mended; journeys doctor helps to find it";
    }
}
