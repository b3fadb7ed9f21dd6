using System.Collections.Immutable;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tasks;

/// <summary>
/// The tasks of several teams as one list, what is due first at the top. Each team's list is sorted by the same keys, so
/// a page is merged from the teams' pages, and the last key says where the next page begins.
/// </summary>
public sealed class TaskList(ITables tables)
{
    /// <summary>One page.</summary>
    /// <param name="teams">Whose tasks.</param>
    /// <param name="open">Those to do, or those that are done.</param>
    /// <param name="owner">Only this owner's; null for everybody's.</param>
    /// <param name="top">The most tasks in the page.</param>
    /// <param name="after">The key the page before ended with; null for the first page.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<(ImmutableArray<StoredTask> Tasks, string? Next)> ReadAsync(
        IEnumerable<string> teams,
        bool open,
        string? owner,
        int top,
        string? after,
        CancellationToken cancellation
    )
    {
        var rows = new List<TableRow>();
        foreach (var team in teams)
        {
            rows.AddRange(await ReadTeamAsync(TaskRows.List(team, open), owner, top + 1, after, cancellation));
        }

        rows.Sort((a, b) => string.CompareOrdinal(a.Row, b.Row));
        var page = rows.Take(top).ToList();
        return ([.. page.Select(StoredTask.Read).OfType<StoredTask>()], rows.Count > top ? page[^1].Row : null);
    }

    private async Task<List<TableRow>> ReadTeamAsync(
        string partition,
        string? owner,
        int top,
        string? after,
        CancellationToken cancellation
    )
    {
        var query = new RowQuery
        {
            Partition = partition,
            // No key lies between a key and the same key with a space behind it.
            From = after is null ? null : after + " ",
            Where = owner is null
                ? new Dictionary<string, object>()
                : new Dictionary<string, object> { ["owner"] = owner },
            Top = top,
        };
        var rows = new List<TableRow>();
        for (string? token = null; ; )
        {
            var page = await tables.QueryAsync(TaskRows.Table, query with { After = token }, cancellation);
            rows.AddRange(page.Rows);
            token = page.Next;
            if (token is null || rows.Count >= top)
            {
                return rows;
            }
        }
    }
}
