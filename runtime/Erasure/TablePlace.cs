using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Erasure;

/// <summary>A place in one table.</summary>
internal abstract class TablePlace(ITables tables, string table) : IContactPlace
{
    protected ITables Tables => tables;

    public abstract IReadOnlyList<string> Kinds { get; }

    public abstract IAsyncEnumerable<ContactFind> FindAsync(ContactTraces traces, CancellationToken cancellation);

    public async Task RemoveAsync(IReadOnlyList<ContactFind> finds, CancellationToken cancellation)
    {
        foreach (var partition in finds.Where(find => !find.IsFence).GroupBy(find => find.Row.Partition))
        {
            foreach (var portion in partition.Chunk(TableLimits.TransactionRows))
            {
                await RemoveAsync(partition.Key, [.. portion.Select(Delete)], cancellation);
            }
        }
    }

    /// <summary>All rows of a range, page after page.</summary>
    protected async IAsyncEnumerable<TableRow> RowsAsync(
        RowQuery query,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (string? after = null; ; )
        {
            var page = await tables.QueryAsync(table, query with { After = after }, cancellation);
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            after = page.Next;
            if (after is null)
            {
                yield break;
            }
        }
    }

    // A state that has moved since has another timer beside it: both are found again together.
    private static RowChange Delete(ContactFind find) =>
        find.Kind == ContactKinds.Instances
            ? new RowChange.Delete(find.Row.Row, find.Row.ETag)
            : new RowChange.Delete(find.Row.Row);

    // A row that is gone already is as good as removed: another process erases too, or our last answer was lost.
    private async Task RemoveAsync(string partition, List<RowChange> doomed, CancellationToken cancellation)
    {
        while (
            doomed.Count > 0
            && await tables.CommitAsync(table, partition, doomed, cancellation) is CommitResult.Refused refused
        )
        {
            if (refused.Reason == ConflictReason.Changed)
            {
                return;
            }

            doomed.RemoveAt(refused.Index);
        }
    }
}
