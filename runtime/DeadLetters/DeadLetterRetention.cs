using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.DeadLetters;

/// <summary>
/// Removes dead events and messages that are old, whether anybody dealt with them or not: they are personal data. Failed
/// effects go with the history of their instance.
/// </summary>
public sealed class DeadLetterRetention(ITables tables, TimeProvider clock)
{
    /// <summary>Removes what was given up before an instant.</summary>
    /// <param name="kept">How long a dead letter is kept.</param>
    /// <param name="cancellation">Ends it between two transactions; the next round goes on.</param>
    /// <returns>How many were removed.</returns>
    public async Task<int> PurgeAsync(Duration kept, CancellationToken cancellation)
    {
        var before = Instant.FromDateTimeOffset(clock.GetUtcNow()) - kept;
        var removed = 0;
        for (var shard = 0; shard < DeadLetterRows.Shards; shard++)
        {
            foreach (var prefix in new[] { DeadLetterRows.OpenPrefix, DeadLetterRows.OverPrefix })
            {
                var query = RowQuery.Prefixed(DeadLetterRows.Partition(shard), prefix) with
                {
                    // The newest come first, so what is old is the rest of the range.
                    From = prefix + SortableTime.Descending(before),
                    Select = ["at"],
                };
                removed += await RemoveAsync(query, _ => true, cancellation);
            }
        }

        bool IsOld(TableRow row) =>
            row.Properties.GetValueOrDefault("at") is DateTimeOffset at && Instant.FromDateTimeOffset(at) < before;
        return removed + await RemoveAsync(DeadLetterRows.OfFirstFormat with { Select = ["at"] }, IsOld, cancellation);
    }

    private async Task<int> RemoveAsync(RowQuery query, Func<TableRow, bool> isOld, CancellationToken cancellation)
    {
        var rows = (await tables.QueryAllAsync(DeadLetterRows.Table, query, cancellation)).Where(isOld).ToList();
        foreach (var partition in rows.GroupBy(row => row.Partition))
        {
            foreach (var portion in partition.Chunk(TableLimits.TransactionRows))
            {
                await tables.CommitAsync(
                    DeadLetterRows.Table,
                    partition.Key,
                    [.. portion.Select(row => new RowChange.Delete(row.Row))],
                    cancellation
                );
            }
        }

        return rows.Count;
    }
}
