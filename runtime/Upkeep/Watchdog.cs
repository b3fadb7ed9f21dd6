using Journeys.Runtime.Catalog;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Pacing;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Upkeep;

/// <summary>
/// Nobody is forgotten: finds instances whose turn is overdue, and effects that nobody performs, and wakes them. It finds
/// something only after a fault, for example a process that died between storing a move and waking the instance.
/// </summary>
public sealed class Watchdog(
    JourneyCatalog catalog,
    DueIndex due,
    Ledger ledger,
    Pauses pauses,
    IWaker waker,
    TimeProvider clock,
    ILogger<Watchdog> log
)
{
    /// <summary>How late a turn may be before it counts as overdue: a busy host needs a while.</summary>
    public static readonly Duration Grace = Duration.FromMinutes(2);

    /// <summary>How long an effect may be open before somebody looks whether it is still being performed.</summary>
    public static readonly Duration EffectGrace = SendEmailPerformer.Patience;

    /// <summary>The most instances of a shard that one round wakes; the next round goes on.</summary>
    public const int PerShard = 1_000;

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Wakes the instances whose timer should have elapsed.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> WakeOverdueAsync(CancellationToken cancellation)
    {
        var found = 0;
        foreach (var partition in await PartitionsAsync(cancellation))
        {
            foreach (var (instance, timer) in await due.ElapsedAsync(partition, Now - Grace, PerShard, cancellation))
            {
                found++;
                RuntimeLog.Overdue(log, instance, timer.Due);
                await WakeAsync(instance, cancellation);
            }
        }

        Telemetry.Overdue(found);
        return found;
    }

    /// <summary>
    /// Wakes the instances with effects that should have been performed; among them mails of which nobody knows whether they
    /// were sent, because whoever sent them died: their turn asks the provider, and goes on from its answer.
    /// </summary>
    /// <returns>How many there were.</returns>
    public async Task<int> WakeUnfinishedAsync(CancellationToken cancellation)
    {
        var found = 0;
        foreach (var partition in await PartitionsAsync(cancellation))
        {
            var unfinished = await ledger.UnfinishedAsync(partition, cancellation);
            var late = unfinished.Where(entry => (entry.NotBefore ?? entry.ClaimedAt) < Now - EffectGrace);
            foreach (var entry in late.DistinctBy(entry => entry.Instance).Take(PerShard))
            {
                found++;
                RuntimeLog.Unfinished(log, entry.Instance, entry.ClaimedAt);
                await WakeAsync(entry.Instance, cancellation);
            }
        }

        Telemetry.Unfinished(found);
        // Told now and then even while nothing is sent, so that an alert stays until sending goes on.
        await pauses.AllAsync(cancellation);
        return found;
    }

    private async Task WakeAsync(string instance, CancellationToken cancellation)
    {
        try
        {
            await waker.WakeAsync(instance, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // One that cannot be woken must not keep the others asleep.
            RuntimeLog.NotWoken(log, instance, fault);
        }
    }

    private async Task<IEnumerable<string>> PartitionsAsync(CancellationToken cancellation) =>
        from journey in (await catalog.LiveAsync(cancellation)).Values
        from shard in Enumerable.Range(0, journey.Shards)
        select InstanceRows.Partition(journey.Journey, shard);
}
