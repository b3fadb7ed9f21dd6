using System.Diagnostics.CodeAnalysis;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;
using NodaTime;

namespace Journeys.Runtime.Instances;

/// <summary>How far a turn has come: where the instance stands, what is to be done now, and what later.</summary>
internal sealed class TurnCourse(Standing standing)
{
    private readonly Queue<LedgerEntry> now = new();
    private Instant? later;

    /// <summary>Where the instance stands, as it was read or written last.</summary>
    public Standing Standing { get; private set; } = standing;

    /// <summary>How many effects were performed.</summary>
    public int Performed { get; private set; }

    /// <summary>
    /// Whether somebody else moved the instance during the turn: then the ledger holds effects that the turn has not seen.
    /// </summary>
    public bool WasInterrupted { get; private set; }

    /// <summary>Takes what followed from telling the instance something.</summary>
    public void Follow(Advanced advanced, Instant at)
    {
        // What concerned the ledger alone did not look where the instance stands.
        if (advanced.After.ETag is not null)
        {
            WasInterrupted |= advanced.Before.Sequence != Standing.Sequence;
            Standing = advanced.After;
        }

        Take(advanced.Commissions, at);
    }

    /// <summary>Begins with the whole ledger anew.</summary>
    public void TakeAll(IEnumerable<LedgerEntry> unfinished, Instant at)
    {
        WasInterrupted = false;
        now.Clear();
        later = null;
        Take(unfinished, at);
    }

    /// <summary>Takes effects, each to be performed now or when its time comes.</summary>
    public void Take(IEnumerable<LedgerEntry> entries, Instant at)
    {
        foreach (var entry in entries)
        {
            if (entry.NotBefore > at)
            {
                Leave(entry, at);
            }
            else
            {
                now.Enqueue(entry);
            }
        }
    }

    /// <summary>Leaves an effect to a later turn.</summary>
    public void Leave(LedgerEntry entry, Instant at)
    {
        var again = entry.NotBefore > at ? entry.NotBefore.Value : at + SendEmailPerformer.Patience;
        later = Earlier(later, again);
    }

    public bool TryNext([NotNullWhen(true)] out LedgerEntry? entry)
    {
        Performed++;
        return now.TryDequeue(out entry);
    }

    public TurnReport Report(Instant at)
    {
        var view = StateView.Of(Standing.State);
        var isLeft = now.Count > 0 || WasInterrupted;
        var due = isLeft ? at : Earlier(Standing.Timer?.Due, later);
        return new(
            Standing.Sequence,
            view.Status,
            view.Step,
            due?.ToDateTimeOffset(),
            Finished: Standing.TakesLiveVersion && due is null,
            Settled: isLeft || later is not null ? TurnReport.Unsettled : Standing.Sequence
        );
    }

    private static Instant? Earlier(Instant? one, Instant? other) =>
        one is null || other < one ? other
        : other is null || one < other ? one
        : other;
}
