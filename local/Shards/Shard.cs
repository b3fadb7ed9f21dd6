using System.Collections.Immutable;
using System.Threading.Channels;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;

namespace Journeys.Local.Shards;

/// <summary>What follows from something that was stored: a timer to be set, effects to be performed.</summary>
internal delegate void Aftermath(Standing next, IReadOnlyList<LedgerEntry> commissions);

/// <summary>
/// One partition of instances, and its only writer. Orders that arrive while a transaction is under way are planned
/// together and committed together: storage answers a transaction of a hundred rows almost as fast as one of a few.
/// </summary>
/// <param name="partition">The partition's key.</param>
/// <param name="wall">The wall's clock, by which a store that does not answer is asked again.</param>
/// <param name="aftermath">Told what was stored, before those who ordered it are answered.</param>
internal sealed class Shard(
    string partition,
    ITables tables,
    Advance advance,
    Ledger ledger,
    Aftermath aftermath,
    TimeProvider wall,
    ILogger logger
)
{
    private const int Remembered = 4_096;

    private readonly Channel<Order> orders = Channel.CreateUnbounded<Order>(new() { SingleReader = true });

    // Where instances stand. Nobody else writes them, so what was stored last need not be read again.
    private readonly Dictionary<string, Standing> standings = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<AdvanceAnswer>> TellAsync(Telling telling)
    {
        var order = new Order(telling);
        if (!orders.Writer.TryWrite(order))
        {
            order.Fail(new StorageUnavailableException("The host is stopping; tell it again when it runs."));
        }

        return order.Answers;
    }

    /// <summary>Forgets where an instance stands, after everything that it was told before is stored.</summary>
    public Task ForgetAsync(string instance)
    {
        var order = new Order(new Telling(instance, null, ImmutableArray<Told>.Empty));
        if (!orders.Writer.TryWrite(order))
        {
            order.Answer([]);
        }

        return order.Answers;
    }

    /// <summary>Works until it is cancelled; what is still waiting then is refused, and its senders tell it again.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (await orders.Reader.WaitToReadAsync(cancellation))
            {
                await WorkAsync(cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            orders.Writer.TryComplete();
            while (orders.Reader.TryRead(out var order))
            {
                order.Fail(new StorageUnavailableException("The host was stopped; tell it again when it runs."));
            }
        }
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        var batch = new Batch();
        var forgotten = new List<Order>();
        while (batch.HasRoom && orders.Reader.TryRead(out var order))
        {
            if (order.Telling.Told.IsEmpty)
            {
                forgotten.Add(order);
                continue;
            }

            try
            {
                batch.Put(order, await PlanAsync(batch, order, cancellation));
            }
            catch (Exception fault)
                when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // One instance that cannot be planned must not keep the others of its shard waiting.
                order.Fail(fault);
            }
        }

        try
        {
            await CommitAsync(batch, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // A fault of ours: whoever asked is told, what was remembered is doubtful, and the shard goes on.
            ShardLog.Broken(logger, partition, fault);
            standings.Clear();
            foreach (var order in batch.Plans.SelectMany(planned => planned.Orders))
            {
                order.Fail(fault);
            }
        }

        foreach (var order in forgotten)
        {
            standings.Remove(order.Telling.Instance);
            order.Answer([]);
        }
    }

    private Task<StepPlan> PlanAsync(Batch batch, Order order, CancellationToken cancellation)
    {
        return Retries.Short.UntilAnsweredAsync(
            async () =>
            {
                var instance = order.Telling.Instance;
                var plan = batch.Find(instance)?.Plan ?? StepPlan.From(await StandAsync(instance, cancellation));
                return await advance.PlanAsync(plan, order.Telling, cancellation);
            },
            Tell,
            wall,
            cancellation
        );
    }

    private async Task<Standing> StandAsync(string instance, CancellationToken cancellation) =>
        standings.TryGetValue(instance, out var known) ? known : await advance.LoadAsync(instance, cancellation);

    private async Task CommitAsync(Batch batch, CancellationToken cancellation)
    {
        var changes = new List<RowChange>(batch.Rows);
        var firsts = new List<int>();
        foreach (var planned in batch.Plans)
        {
            firsts.Add(changes.Count);
            changes.AddRange(planned.Plan.Changes());
        }

        switch (changes.Count == 0 ? new CommitResult.Committed([]) : await TryAsync(changes, cancellation))
        {
            case CommitResult.Committed committed:
                foreach (var (planned, first) in batch.Plans.Zip(firsts))
                {
                    Stored(planned, planned.Plan.Moves ? committed.ETags[first] : null);
                }

                break;
            default:
                // Some row stood in the way, or nobody knows what was stored: each instance is looked at by itself.
                foreach (var planned in batch.Plans)
                {
                    await MendAsync(planned, cancellation);
                }

                break;
        }
    }

    // Null: not committed, or nobody knows.
    private async Task<CommitResult?> TryAsync(List<RowChange> changes, CancellationToken cancellation)
    {
        try
        {
            return await tables.CommitAsync(InstanceRows.Table, partition, changes, cancellation);
        }
        catch (StorageUnavailableException fault)
        {
            ShardLog.Unanswered(logger, partition, changes.Count, fault.Message);
            return null;
        }
        catch (TableLimitException fault)
        {
            ShardLog.TooLarge(logger, partition, changes.Count, fault.Message);
            return null;
        }
    }

    private void Stored(Batch.Planned planned, string? etag)
    {
        Remember(etag is null ? planned.Plan.Next : planned.Plan.Next with { ETag = etag });
        planned.Plan.Measure();
        Follow(planned.Plan);
        planned.Answer();
    }

    private void Follow(StepPlan plan)
    {
        if (plan.Moves || !plan.Commissions.IsEmpty)
        {
            aftermath(plan.Next, plan.Commissions);
        }
    }

    private async Task MendAsync(Batch.Planned planned, CancellationToken cancellation)
    {
        standings.Remove(planned.Plan.Next.Instance);
        var wasStored = await Retries.Short.UntilAnsweredAsync(
            () => advance.WasStoredAsync(planned.Plan, cancellation),
            Tell,
            wall,
            cancellation
        );
        if (wasStored)
        {
            planned.Plan.Measure();
            Follow(planned.Plan);
            planned.Answer();
            return;
        }

        foreach (var order in planned.Orders)
        {
            await RunAloneAsync(order, cancellation);
        }
    }

    private async Task RunAloneAsync(Order order, CancellationToken cancellation)
    {
        try
        {
            var advanced = await Retries.Short.UntilAnsweredAsync(
                () => advance.RunAsync(order.Telling, cancellation),
                Tell,
                wall,
                cancellation
            );
            await CatchUpAsync(order.Telling.Instance, cancellation);
            order.Answer(advanced.Answers);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            order.Fail(fault);
        }
    }

    // A repeated call answers only for itself: what its lost forerunner commissioned stands in the ledger.
    private Task<bool> CatchUpAsync(string instance, CancellationToken cancellation) =>
        Retries.Short.UntilAnsweredAsync(
            async () =>
            {
                var unfinished = await ledger.UnfinishedOfAsync(instance, cancellation);
                aftermath(await advance.LoadAsync(instance, cancellation), unfinished);
                return true;
            },
            Tell,
            wall,
            cancellation
        );

    private void Remember(Standing standing)
    {
        if (standings.Count >= Remembered)
        {
            // Which are dropped hardly matters: a standing that is not remembered costs one read.
            foreach (var instance in standings.Keys.Take(Remembered / 4).ToList())
            {
                standings.Remove(instance);
            }
        }

        standings[standing.Instance] = standing;
    }

    private void Tell(StorageUnavailableException fault, TimeSpan pause) =>
        ShardLog.Waits(logger, partition, pause, fault.Message);
}
