namespace Journeys.Runtime.Tables;

/// <summary>Ranges that are read to their end.</summary>
public static class TableScan
{
    /// <summary>All rows of a range, page after page.</summary>
    public static async Task<List<TableRow>> QueryAllAsync(
        this ITables tables,
        string table,
        RowQuery query,
        CancellationToken cancellation
    )
    {
        var rows = new List<TableRow>();
        var next = query;
        while (true)
        {
            var page = await tables.QueryAsync(table, next, cancellation);
            rows.AddRange(page.Rows);
            if (page.Next is null)
            {
                return rows;
            }

            next = query with { After = page.Next };
        }
    }
}
