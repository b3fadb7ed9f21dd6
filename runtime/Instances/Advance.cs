using System.Collections.Immutable;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;

namespace Journeys.Runtime.Instances;

/// <summary>
/// Moves an instance: load, plan, commit in one transaction. Hosts may take the parts apart to commit many instances of
/// a shard together; whoever does must plan again from a fresh reading when the commit is refused.
/// </summary>
public sealed class Advance(ITables tables, JourneyCatalog catalog, FactsReader facts, ILogger<Advance> log)
{
    private readonly LedgerMarks marks = new(tables);

    /// <summary>The most things planned in one transaction: with their effects they stay well below its 100 rows.</summary>
    public const int ToldAtOnce = 10;

    private const int Tries = 20;

    /// <summary>Where the instance stands.</summary>
    public async Task<Standing> LoadAsync(string instance, CancellationToken cancellation)
    {
        if (WorkScope.Current?.Find<Standing>(instance) is { } known)
        {
            return known;
        }

        var partition = await PartitionAsync(instance, cancellation);
        var key = InstanceRows.StateKey(instance);
        var row = await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation);
        var standing = row is null ? Standing.Nowhere(instance) : InstanceRows.Read(instance, row);
        if (WorkScope.Current is { } scope)
        {
            // Facts that were read before might be older than what they are held against.
            scope.Drop<StoredContact>();
            scope.Drop<StoredAccount>();
            scope.Keep(instance, standing);
        }

        return standing;
    }

    /// <summary>What follows from what the instance is told, at most <see cref="ToldAtOnce"/> things.</summary>
    /// <param name="plan">Where the instance stands, and what was planned already.</param>
    /// <param name="telling">What it is told.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<StepPlan> PlanAsync(StepPlan plan, Telling telling, CancellationToken cancellation)
    {
        if (telling.IsForLedger)
        {
            return plan.Note(telling.Told);
        }

        if (ContactOf(plan.Next, telling) is not { } contact)
        {
            // A timer that a process still had in memory when the contact was erased.
            return plan.Ignore(telling.Told, ReasonCode.NotBegun);
        }

        if (await facts.ForDecisionAsync(contact, cancellation) is not { } known)
        {
            return plan.Ignore(telling.Told, ReasonCode.ContactErased);
        }

        var journey = InstanceId.Parse(telling.Instance).Journey;
        foreach (var told in telling.Told)
        {
            // Inputs that come after another one may find the run begun, or over: each takes the version of its moment.
            var version =
                told.Input is JourneyInput.VersionChanged changed ? changed.Version
                : plan.Next.TakesLiveVersion ? (await catalog.GetAsync(journey, cancellation)).Version
                : plan.Next.Version;
            var published = await catalog.GetAsync(journey, version, cancellation);
            var next = plan.Tell(told, contact, published.Definition, known);
            if (next.LooksAtAccount)
            {
                // The machine is pure, so it can be asked again with what it missed; mostly it misses nothing.
                known = await facts.WithAccountAsync(known, cancellation);
                next = plan.Tell(told, contact, published.Definition, known);
            }

            plan = next;
        }

        return plan;
    }

    /// <summary>Tells an instance what happened, and stores what follows.</summary>
    /// <param name="telling">What it is told.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Nobody knows what was stored; tell it again.</exception>
    public async Task<Advanced> RunAsync(Telling telling, CancellationToken cancellation)
    {
        var answers = ImmutableArray.CreateBuilder<AdvanceAnswer>();
        var commissions = ImmutableArray.CreateBuilder<LedgerEntry>();
        var nowhere = Standing.Nowhere(telling.Instance);
        var (from, to) = (nowhere, nowhere);
        foreach (var portion in telling.Told.Chunk(ToldAtOnce))
        {
            var plan = await MoveAsync(telling with { Told = [.. portion] }, cancellation);
            answers.AddRange(plan.Answers);
            commissions.AddRange(plan.Commissions);
            (from, to) = (from == nowhere ? plan.Origin : from, plan.Next);
        }

        return new(answers.ToImmutable(), commissions.ToImmutable(), from, to);
    }

    /// <summary>
    /// Whether a plan whose commit was not answered was stored all the same: its first history row is there, and is the
    /// one that was planned.
    /// </summary>
    public async Task<bool> WasStoredAsync(StepPlan plan, CancellationToken cancellation)
    {
        if (plan.History.IsEmpty)
        {
            return false;
        }

        var planned = plan.History[0];
        var partition = await PartitionAsync(plan.Next.Instance, cancellation);
        var key = InstanceRows.HistoryKey(plan.Next.Instance, planned.Sequence);
        return await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation) is { } row
            && HistoryRecord.Read(row) is var stored
            && stored.At == planned.At
            && stored.Input.Equals(planned.Input);
    }

    /// <summary>The partition of an instance's rows.</summary>
    public async ValueTask<string> PartitionAsync(string instance, CancellationToken cancellation)
    {
        var id = InstanceId.Parse(instance);
        var journey = await catalog.GetAsync(id.Journey, cancellation);
        return InstanceRows.Partition(id.Journey, id.Shard(journey.Shards));
    }

    private async Task<StepPlan> MoveAsync(Telling telling, CancellationToken cancellation)
    {
        var partition = await PartitionAsync(telling.Instance, cancellation);
        StepPlan? unanswered = null;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (unanswered is not null && await WasStoredAsync(unanswered, cancellation))
            {
                // Their marks are not known, and another process may have taken some of them up already.
                var commissions = await marks.StandingAsync(partition, unanswered.Commissions, cancellation);
                return Stored(unanswered.Commissioning(commissions));
            }

            var plan = await PlanAsync(telling, cancellation);
            switch (await TryCommitAsync(partition, plan, cancellation))
            {
                case (StepPlan stored, _):
                    return Stored(stored);
                case (_, Answered: false):
                    RuntimeLog.CommitUnanswered(log, telling.Instance);
                    unanswered = plan;
                    break;
                default:
                    RuntimeLog.Conflict(log, telling.Instance);
                    break;
            }

            WorkScope.Current?.Drop<Standing>(telling.Instance);
            telling = telling with { Told = await marks.CompareAsync(partition, telling.Told, cancellation) };
        }

        throw new StorageUnavailableException(
            $"Instance {telling.Instance} could not be moved in {Tries} tries; it will be told again."
        );
    }

    private async Task<StepPlan> PlanAsync(Telling telling, CancellationToken cancellation)
    {
        // What concerns the ledger alone needs no reading first.
        if (telling.IsForLedger)
        {
            return await PlanAsync(StepPlan.From(Standing.Nowhere(telling.Instance)), telling, cancellation);
        }

        var isRemembered = WorkScope.Current?.Find<Standing>(telling.Instance) is not null;
        var standing = await LoadAsync(telling.Instance, cancellation);
        var plan = await PlanAsync(StepPlan.From(standing), telling, cancellation);
        if (plan.Moves || !isRemembered)
        {
            return plan;
        }

        // A move is stored only if nobody else has moved the instance since. That nothing is to be done is not checked by the
        // store, so it must not be concluded from what was read before somebody else decided the very effect that is told of.
        WorkScope.Current?.Drop<Standing>(telling.Instance);
        standing = await LoadAsync(telling.Instance, cancellation);
        return await PlanAsync(StepPlan.From(standing), telling, cancellation);
    }

    // No plan: somebody else was faster, or the store did not answer and nobody knows.
    private async Task<(StepPlan? Stored, bool Answered)> TryCommitAsync(
        string partition,
        StepPlan plan,
        CancellationToken cancellation
    )
    {
        var changes = plan.Changes();
        if (changes.Count == 0)
        {
            return (plan, true);
        }

        try
        {
            return
                await tables.CommitAsync(InstanceRows.Table, partition, changes, cancellation)
                    is CommitResult.Committed committed
                ? (plan.Marked(changes, committed.ETags), true)
                : (null, true);
        }
        catch (StorageUnavailableException)
        {
            return (null, false);
        }
    }

    private static StepPlan Stored(StepPlan plan)
    {
        plan.Measure();
        if (plan.Moves)
        {
            WorkScope.Current?.Keep(plan.Next.Instance, plan.Next);
        }

        return plan;
    }

    private static string? ContactOf(Standing standing, Telling telling) =>
        standing.ETag is not null ? standing.Contact : telling.Contact;
}

/// <summary>What came of telling an instance something.</summary>
/// <param name="Answers">One per thing told, in order.</param>
/// <param name="Commissions">What is to be done now, in order.</param>
/// <param name="Before">Where it stood.</param>
/// <param name="After">Where it stands.</param>
public sealed record Advanced(
    ImmutableArray<AdvanceAnswer> Answers,
    ImmutableArray<LedgerEntry> Commissions,
    Standing Before,
    Standing After
)
{
    /// <summary>Whether something is to be done, or done at another instant than before, or nothing any more.</summary>
    public bool ConcernsSchedule =>
        !Commissions.IsEmpty
        || Before.Timer != After.Timer
        || (After.State is JourneyState.Finished && Before.State is not JourneyState.Finished);
}
