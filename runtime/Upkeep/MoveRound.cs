using System.Collections.Immutable;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;

namespace Journeys.Runtime.Upkeep;

/// <summary>
/// One process's work at one order: shard by shard it tells those who are on older versions, a portion at a time, and keeps
/// how far it has come between two portions. It goes round until it finds nobody new.
/// </summary>
internal sealed class MoveRound(
    MoveOrder order,
    LiveJourney journey,
    JourneyCatalog catalog,
    ITables tables,
    MoveOrders orders,
    IInstances instances,
    RuntimeSettings settings,
    ILogger log
)
{
    // How many instances one row of progress stands for.
    private const int Portion = 100;

    private static readonly IReadOnlyList<string> Needed = ["version", "contact", "status", "step", "run"];

    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private MoveOrder order = order with { Refused = MoveOrder.NoCounts };

    /// <summary>Works until nobody is left who can be moved.</summary>
    /// <returns>The order as it stands then, not stored yet; null when another one, or another process, has taken over.</returns>
    public async Task<MoveOrder?> RunAsync(CancellationToken cancellation)
    {
        await SettleAsync(cancellation);
        bool foundSome;
        do
        {
            foundSome = false;
            for (var shard = 0; shard < journey.Shards; shard++)
            {
                switch (await MoveShardAsync(InstanceRows.Partition(journey.Journey, shard), cancellation))
                {
                    case null:
                        return null;
                    case true:
                        foundSome = true;
                        break;
                }
            }
        } while (foundSome);

        return order;
    }

    // What became of those that a process was telling when it died.
    private async Task SettleAsync(CancellationToken cancellation)
    {
        foreach (var instance in order.Pending)
        {
            if (await IsMovedAsync(instance, cancellation))
            {
                order = order with { Moved = order.Moved + 1 };
            }
        }

        order = order with { Pending = [] };
    }

    private async Task<bool> IsMovedAsync(string instance, CancellationToken cancellation)
    {
        var partition = InstanceRows.Partition(journey.Journey, InstanceId.Parse(instance).Shard(journey.Shards));
        var key = InstanceRows.StateKey(instance);
        var row = await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation);
        return row?.Text("version") == order.Version
            || (order.Inside == InsideChoice.Finish && row?.Text("status") == "finished");
    }

    // Whether it found somebody; null when something else has taken over.
    private async Task<bool?> MoveShardAsync(string partition, CancellationToken cancellation)
    {
        var foundSome = false;
        var query = RowQuery.Prefixed(partition, InstanceRows.StatePrefix) with { Select = Needed, Top = Portion };
        while (true)
        {
            var page = await tables.QueryAsync(InstanceRows.Table, query, cancellation);
            var inside = page.Rows.Where(IsToBeMoved).Select(Insider.Of).ToList();
            if (inside.Count > 0)
            {
                foundSome = true;
                if (!await MoveAsync(inside, cancellation))
                {
                    return null;
                }
            }

            if (page.Next is null)
            {
                return foundSome;
            }

            query = query with { After = page.Next };
        }
    }

    private bool IsToBeMoved(TableRow row) =>
        row.Text("status") != "finished"
        && row.Text("version") != order.Version
        && !refused.Contains(row.Row[InstanceRows.StatePrefix.Length..]);

    private async Task<bool> MoveAsync(List<Insider> inside, CancellationToken cancellation)
    {
        ImmutableArray<string> pending = [.. inside.Select(insider => insider.Instance)];
        if (await orders.SaveAsync(order with { Pending = pending }, cancellation) is not { } saved)
        {
            return false;
        }

        order = saved;
        var results = new Result[inside.Count];
        // Some at a time, each of which takes the next one that is left.
        var next = -1;
        var lanes = Math.Min(inside.Count, settings.Concurrency);
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => RunLaneAsync()));
        foreach (var (insider, result) in inside.Zip(results))
        {
            Count(insider, result);
        }

        order = order with { Pending = [] };
        return true;

        async Task RunLaneAsync()
        {
            for (int index; (index = Interlocked.Increment(ref next)) < inside.Count; )
            {
                cancellation.ThrowIfCancellationRequested();
                results[index] = await MoveAsync(inside[index], cancellation);
            }
        }
    }

    private void Count(Insider insider, Result result)
    {
        if (result.Refusal is { } reason)
        {
            refused.Add(insider.Instance);
            order = order with { Refused = order.Refused.SetItem(reason, order.Refused.GetValueOrDefault(reason) + 1) };
        }
        else if (result.IsErased)
        {
            // Its rows go by themselves, maybe in a while: until then it must not be found again and again.
            refused.Add(insider.Instance);
        }
        else if (result.IsMoved)
        {
            order = order with { Moved = order.Moved + 1 };
        }
    }

    private async Task<Result> MoveAsync(Insider insider, CancellationToken cancellation)
    {
        try
        {
            if (await ObstacleAsync(insider, cancellation) is { } obstacle)
            {
                return new(false, obstacle);
            }

            var telling = new Telling(insider.Instance, insider.Contact, Input(insider));
            var answers = await instances.TellAsync(telling, cancellation);
            return ResultOf(answers[0]);
        }
        catch (Exception fault) when (fault is not StorageUnavailableException && !cancellation.IsCancellationRequested)
        {
            // One that is broken must not keep the others from being moved; and it may be stored, and what follows broken.
            RuntimeLog.NotMoved(log, insider.Instance, fault);
            var isMoved = await IsMovedAsync(insider.Instance, cancellation);
            return new(isMoved, isMoved ? null : fault.Message);
        }
    }

    // The run is named, so that one which began anew meanwhile is not ended.
    private JourneyInput Input(Insider insider) =>
        order.Inside == InsideChoice.Finish
            ? new JourneyInput.OperatorDecided(OperatorAction.Cancel, order.By, Run: insider.Run)
            : new JourneyInput.VersionChanged(order.Version, order.Steps, order.By);

    // Publishing saw to it that the steps of the version before keep their verbs. Those of still older ones may not.
    private async Task<string?> ObstacleAsync(Insider insider, CancellationToken cancellation)
    {
        if (order.Inside == InsideChoice.Finish || insider.Step is not { } step || order.Map.ContainsKey(step))
        {
            return null;
        }

        var before = (await catalog.GetAsync(journey.Journey, insider.Version, cancellation)).Definition;
        var after = (await catalog.GetAsync(journey.Journey, order.Version, cancellation)).Definition;
        return
            before.Steps.TryGetValue(step, out var old)
            && after.Steps.TryGetValue(step, out var next)
            && old.Verb != next.Verb
            ? $"\"{step}\" is \"{next.Verb}\" in version {order.Version} and \"{old.Verb}\" in version {insider.Version}, "
                + "and nothing says where it leads"
            : null;
    }

    private static Result ResultOf(AdvanceAnswer answer) =>
        answer switch
        {
            AdvanceAnswer.Moved => new(true, null),
            AdvanceAnswer.Ignored { Because: var because } => because.Code switch
            {
                // Another process told it of the same order.
                ReasonCode.Duplicate => new(true, null),
                // It ended by itself, maybe to begin anew.
                ReasonCode.AlreadyFinished or ReasonCode.NotBegun or ReasonCode.DecisionOfEarlierVisit => new(
                    false,
                    null
                ),
                ReasonCode.ContactErased => new(false, null, IsErased: true),
                _ => new(false, because.ToString()),
            },
            _ => throw new System.Diagnostics.UnreachableException(
                $"{answer} answers nothing that an instance is told"
            ),
        };

    // Somebody on an older version.
    private sealed record Insider(string Instance, string Contact, string Version, string? Step, int Run)
    {
        public static Insider Of(TableRow row) =>
            new(
                row.Row[InstanceRows.StatePrefix.Length..],
                row.Text("contact")!,
                row.Text("version")!,
                row.Text("step"),
                (int)row.Properties["run"]
            );
    }

    // What came of telling one; neither moved nor refused when there was nothing to move.
    private readonly record struct Result(bool IsMoved, string? Refusal, bool IsErased = false);
}
