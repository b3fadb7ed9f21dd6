using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Effects;

/// <summary>
/// Writes into the ledger what the provider tells of mails. A mail whose fate was not known is settled together with its
/// instance, in one transaction; any other costs one write of its row, or none when the news are none. Every write holds
/// the row's mark against what was read, so two processes lose nothing of each other's.
/// </summary>
public sealed class MailLedger(ITables tables, JourneyCatalog catalog, Advance advance, Lazy<IInstances> instances)
{
    private const int Tries = 20;

    /// <summary>
    /// The entry of a mail; null when there is none of that id: it was never decided here, or its history is not kept any
    /// more.
    /// </summary>
    public async Task<LedgerEntry?> FindAsync(EffectId effect, CancellationToken cancellation)
    {
        if (
            !InstanceId.TryParse(effect.Instance, out var instance)
            || await catalog.FindAsync(instance.Journey, cancellation) is null
        )
        {
            return null;
        }

        var (id, partition) = (effect.ToString(), await advance.PartitionAsync(effect.Instance, cancellation));

        // Mostly it is over. One that is not may end between two readings.
        return await ReadAsync(partition, LedgerRows.OverKey(id), cancellation)
            ?? await ReadAsync(partition, LedgerRows.OpenKey(id), cancellation)
            ?? await ReadAsync(partition, LedgerRows.OverKey(id), cancellation);
    }

    /// <summary>Lays news over the entry of a mail. Laying the same news twice does no harm.</summary>
    /// <param name="effect">The mail's effect.</param>
    /// <param name="news">What is told of it, in the order in which it happened.</param>
    /// <param name="known">The entry as it was read last; null reads it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Nobody knows what was stored; lay them again.</exception>
    public async Task HearAsync(
        EffectId effect,
        IReadOnlyList<MailNews> news,
        LedgerEntry? known,
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var before = known ?? await FindAsync(effect, cancellation);
            known = null;
            if (before is null)
            {
                return;
            }

            var after = news.Aggregate(before, static (entry, one) => one.Apply(entry));
            if (after == before || await TryAsync(before, after, cancellation))
            {
                return;
            }
        }

        throw new StorageUnavailableException(
            $"Effect {effect} changed {Tries} times while it was written; try again."
        );
    }

    private async Task<bool> TryAsync(LedgerEntry before, LedgerEntry after, CancellationToken cancellation)
    {
        if (before.Unsettled && !after.Unsettled)
        {
            // Somebody may settle it at the same time; the next reading tells whose word stands there.
            var told = new Told(Result(after), after) { HasNoOpenRow = !before.Open };
            await instances.Value.TellAsync(new(after.Instance, after.Contact, [told]), cancellation);
            return false;
        }

        var partition = await advance.PartitionAsync(after.Instance, cancellation);
        RowChange change = new RowChange.Replace(LedgerRows.OverKey(after.Id), LedgerRows.Write(after), before.ETag!);
        var changes = before.Status == EffectStatus.Failed ? await WithoutFailureAsync(partition, change) : [change];
        return await tables.CommitAsync(InstanceRows.Table, partition, changes, cancellation) is CommitResult.Committed;

        // It was sent after all, so nobody shall be asked to send it again.
        async Task<RowChange[]> WithoutFailureAsync(string shard, RowChange news)
        {
            var key = LedgerRows.FailedKey(after.Id);
            return await tables.ReadAsync(InstanceRows.Table, shard, key, cancellation) is { } failed
                ? [news, new RowChange.Delete(key, failed.ETag)]
                : [news];
        }
    }

    private static JourneyInput Result(LedgerEntry entry) =>
        entry.Status is EffectStatus.Bounced or EffectStatus.Dropped
            ? new JourneyInput.EffectFailed(entry.Id, Failure.Permanent, entry.Word!)
            : new JourneyInput.EffectSucceeded(entry.Id, Fields.Empty);

    private async Task<LedgerEntry?> ReadAsync(string partition, string key, CancellationToken cancellation) =>
        await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation) is { } row
            ? LedgerRows.Read(row)
            : null;
}
