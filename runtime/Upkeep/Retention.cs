using Journeys.Runtime.Catalog;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Upkeep;

/// <summary>
/// Removes the history and the ledger of runs that ended long ago. The state row stays: it is small, and knows that the
/// contact has been here, so that a journey that nobody may enter twice still refuses.
/// </summary>
public sealed class Retention(ITables tables, JourneyCatalog catalog, TimeProvider clock, ILogger<Retention> log)
{
    private const string Purged = "purged";

    private static readonly IReadOnlyList<string> Needed = ["since", Purged];

    /// <summary>Removes what ended before an instant.</summary>
    /// <param name="kept">How long the history of a finished run is kept.</param>
    /// <param name="cancellation">Ends it between two instances; the next round goes on.</param>
    /// <returns>How many instances and rows it was.</returns>
    public async Task<(int Instances, int Rows)> PurgeAsync(Duration kept, CancellationToken cancellation)
    {
        var before = Instant.FromDateTimeOffset(clock.GetUtcNow()) - kept;
        var (instances, rows) = (0, 0);
        foreach (var journey in (await catalog.LiveAsync(cancellation)).Values)
        {
            for (var shard = 0; shard < journey.Shards; shard++)
            {
                var partition = InstanceRows.Partition(journey.Journey, shard);
                foreach (var instance in await EndedAsync(partition, before, cancellation))
                {
                    instances++;
                    rows += await PurgeAsync(partition, instance, cancellation);
                }
            }
        }

        RuntimeLog.Purged(log, rows, instances, before);
        return (instances, rows);
    }

    private async Task<IEnumerable<string>> EndedAsync(string partition, Instant before, CancellationToken cancellation)
    {
        var query = RowQuery.Prefixed(partition, InstanceRows.StatePrefix) with
        {
            Where = new Dictionary<string, object> { ["status"] = "finished" },
            Select = Needed,
        };
        return from row in await tables.QueryAllAsync(InstanceRows.Table, query, cancellation)
            where !row.Properties.ContainsKey(Purged)
            where Instant.FromDateTimeOffset((DateTimeOffset)row.Properties["since"]) < before
            select row.Row[InstanceRows.StatePrefix.Length..];
    }

    private async Task<int> PurgeAsync(string partition, string instance, CancellationToken cancellation)
    {
        var key = InstanceRows.StateKey(instance);
        var state = await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation);
        if (state?.Text("status") != "finished")
        {
            return 0;
        }

        var doomed = await RowsOfAsync(partition, instance, cancellation);
        var marked = new Dictionary<string, object>(state.Properties, StringComparer.Ordinal) { [Purged] = true };
        var removed = 0;
        // The mark comes with the last rows, so that a round that is interrupted is taken up again; and only if the contact
        // has not entered again meanwhile.
        foreach (var (rows, isLast) in Portions(doomed))
        {
            var changes = rows.Select(row => (RowChange)new RowChange.Delete(row)).ToList();
            if (isLast)
            {
                changes.Add(new RowChange.Replace(key, marked, state.ETag));
            }

            if (
                await tables.CommitAsync(InstanceRows.Table, partition, changes, cancellation)
                is not CommitResult.Committed
            )
            {
                break;
            }

            removed += rows.Count;
        }

        return removed;
    }

    private static IEnumerable<(IReadOnlyList<string> Rows, bool IsLast)> Portions(List<string> rows)
    {
        const int most = TableLimits.TransactionRows - 1;
        var from = 0;
        do
        {
            var portion = rows.Skip(from).Take(most).ToList();
            from += most;
            yield return (portion, from >= rows.Count);
        } while (from < rows.Count);
    }

    private async Task<List<string>> RowsOfAsync(string partition, string instance, CancellationToken cancellation)
    {
        var rows = new List<string>();
        foreach (
            var prefix in new[]
            {
                InstanceRows.HistoryPrefix(instance),
                LedgerRows.OverOf(instance),
                LedgerRows.FailedOf(instance),
            }
        )
        {
            var query = RowQuery.Prefixed(partition, prefix) with { Select = ["f"] };
            rows.AddRange((await tables.QueryAllAsync(InstanceRows.Table, query, cancellation)).Select(row => row.Row));
        }

        return rows;
    }
}
