using System.Collections.Concurrent;
using Journeys.Local.Clock;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Upkeep;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Local.Shards;

/// <summary>
/// The instances of a host that owns all shards: one loop per shard commits, timers elapse by the host's clock, and
/// workers perform effects. What a crash left is found again on start: timers in the due index, effects in the ledger.
/// </summary>
public sealed class LocalInstances : IInstances, IWaker, IInstanceMemory, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Shard>> shards = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> loops = [];

    // How long the workers may take to tell the shards what they have done, when the host is stopping.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource closing;
    private readonly SemaphoreSlim firing = new(1, 1);
    private readonly Activity activity = new();
    private readonly Timers timers = new();
    private readonly TaskCompletionSource recovered = Promise.Of();
    private readonly Workers workers;
    private readonly ITables tables;
    private readonly Advance advance;
    private readonly JourneyCatalog catalog;
    private readonly Ledger ledger;
    private readonly DueIndex due;
    private readonly HostClock clock;
    private readonly ILogger<LocalInstances> logger;

    public LocalInstances(
        ITables tables,
        Advance advance,
        JourneyCatalog catalog,
        Ledger ledger,
        DueIndex due,
        EffectPerformer performer,
        HostClock clock,
        ILogger<LocalInstances> logger
    )
    {
        (this.tables, this.advance, this.catalog, this.ledger) = (tables, advance, catalog, ledger);
        this.due = due;
        (this.clock, this.logger) = (clock, logger);
        closing = new(Timeout.InfiniteTimeSpan, clock.Wall);
        workers = new(performer, ledger, this, activity, clock, logger);
    }

    /// <summary>When the next timer elapses; null when none is set. It may turn out to be void by then.</summary>
    public Instant? NextDue => timers.Next.Due;

    public async Task<IReadOnlyList<AdvanceAnswer>> TellAsync(Telling telling, CancellationToken cancellation)
    {
        // What an earlier host left is found by reading; nothing may be written meanwhile, or it would be found half done.
        await recovered.Task.WaitAsync(cancellation);
        var partition = await advance.PartitionAsync(telling.Instance, cancellation);
        activity.Begin();
        try
        {
            return await ShardOf(partition).TellAsync(telling).WaitAsync(cancellation).WaitAsync(closing.Token);
        }
        finally
        {
            activity.End();
        }
    }

    public Task ForgetAsync(InstancePlace place, CancellationToken cancellation) =>
        shards.TryGetValue(place.Partition, out var shard)
            ? shard.Value.ForgetAsync(place.Instance).WaitAsync(cancellation)
            : Task.CompletedTask;

    /// <summary>Takes up what an earlier host left: sets all timers and performs all effects that are not done.</summary>
    public async Task RecoverAsync(CancellationToken cancellation)
    {
        var (set, taken) = (0, 0);
        foreach (var journey in (await catalog.LiveAsync(cancellation)).Values)
        {
            for (var shard = 0; shard < journey.Shards; shard++)
            {
                var partition = InstanceRows.Partition(journey.Journey, shard);
                foreach (var (instance, timer) in await due.AllAsync(partition, cancellation))
                {
                    timers.Set(instance, timer);
                    set++;
                }

                foreach (var entry in await ledger.UnfinishedAsync(partition, cancellation))
                {
                    workers.Take(entry);
                    taken++;
                }
            }
        }

        ShardLog.Recovered(logger, set, taken);
        recovered.TrySetResult();
    }

    /// <summary>Takes up what the rows of one instance say: its timer, and the effects that are not done.</summary>
    public async Task WakeAsync(string instance, CancellationToken cancellation)
    {
        await recovered.Task.WaitAsync(cancellation);
        if ((await advance.LoadAsync(instance, cancellation)).Timer is { } timer)
        {
            timers.Set(instance, timer);
        }

        foreach (var entry in await ledger.UnfinishedOfAsync(instance, cancellation))
        {
            workers.Take(entry);
        }
    }

    /// <summary>
    /// Works until it is cancelled; what is being done then is done and stored to its end, a mail that is being sent above all.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var registration = cancellation.Register(stopping.Cancel);
        using var limit = stopping.Token.Register(() => closing.CancelAfter(LastWords));
        await Task.WhenAll(workers.RunAsync(stopping.Token), TimeAsync(stopping.Token));
        // At once, on this very thread: the shards end before anything else begins.
        closing.Cancel();
        await Task.WhenAll(loops);
    }

    /// <summary>Waits until nothing is being told or performed.</summary>
    public Task IdleAsync(CancellationToken cancellation) => activity.IdleAsync(cancellation);

    /// <summary>
    /// Moves a clock that stands still to an instant, stopping wherever something is due on the way until everything that
    /// follows from it is done. However busy the machine is, the same happens at the same instants.
    /// </summary>
    public async Task RunUntilAsync(Instant until, CancellationToken cancellation)
    {
        await firing.WaitAsync(cancellation);
        try
        {
            await IdleAsync(cancellation);
            while (timers.Next.Due is { } next && next <= until)
            {
                clock.MoveTo(next);
                Fire();
                await IdleAsync(cancellation);
            }

            clock.MoveTo(until);
        }
        finally
        {
            firing.Release();
        }
    }

    public void Dispose()
    {
        stopping.Dispose();
        closing.Dispose();
        firing.Dispose();
    }

    // Lazy: two callers that race for a new shard must not start two loops.
    private Shard ShardOf(string partition) =>
        shards.GetOrAdd(partition, static (key, host) => new(() => host.Open(key)), this).Value;

    private Shard Open(string partition)
    {
        var shard = new Shard(partition, tables, advance, ledger, Follow, clock.Wall, logger);
        loops.Add(shard.RunAsync(closing.Token));
        return shard;
    }

    private void Follow(Standing next, IReadOnlyList<LedgerEntry> commissions)
    {
        if (next.Timer is { } timer)
        {
            timers.Set(next.Instance, timer);
        }

        foreach (var commission in commissions)
        {
            workers.Take(commission);
        }
    }

    private async Task TimeAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await NextAsync(cancellation);
                await firing.WaitAsync(cancellation);
                Fire();
                firing.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped; the due index knows what remains.
        }
    }

    // Until the next timer elapses, or one was set that elapses sooner.
    private async Task NextAsync(CancellationToken cancellation)
    {
        var (next, sooner) = timers.Next;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var elapsed = clock.UntilAsync(next ?? Instant.MaxValue, enough.Token);
        await Task.WhenAny(elapsed, sooner);
        enough.Cancel();
        cancellation.ThrowIfCancellationRequested();
    }

    private void Fire()
    {
        foreach (var timer in timers.Elapsed(clock.Now))
        {
            activity.Begin();
            _ = ElapseAsync(timer);
        }
    }

    private async Task ElapseAsync(DueTimer timer)
    {
        try
        {
            // Nobody else tells it before the next start, so it is not given up because the store is away.
            await Retries.Short.UntilAnsweredAsync(
                () => TellAsync(timer.Telling, stopping.Token),
                (fault, pause) => ShardLog.TimerWaits(logger, timer.Instance, pause, fault.Message),
                clock.Wall,
                stopping.Token
            );
        }
        catch (Exception fault)
        {
            if (!stopping.IsCancellationRequested)
            {
                ShardLog.TimerBroken(logger, timer.Instance, fault);
            }
        }
        finally
        {
            activity.End();
        }
    }
}
