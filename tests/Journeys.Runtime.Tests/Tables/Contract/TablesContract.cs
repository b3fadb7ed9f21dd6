using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Tables.Contract;

/// <summary>What every suite over <see cref="ITables"/> starts from: a store, and an empty table of the test's own.</summary>
public abstract class TablesContract : IAsyncLifetime
{
    private static int made;

    protected abstract ITables Store { get; }

    protected string Table { get; } = $"Contract{Interlocked.Increment(ref made)}";

    public Task InitializeAsync() => Store.EnsureTableAsync(Table, default);

    public Task DisposeAsync() => Task.CompletedTask;

    protected static Dictionary<string, object> Properties(params (string Name, object Value)[] values) =>
        values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

    protected static Dictionary<string, object> Text(string text) => Properties(("Text", text));

    protected Task<CommitResult> CommitAsync(string partition, params RowChange[] changes) =>
        Store.CommitAsync(Table, partition, changes, default);

    /// <summary>Makes changes that must succeed, and returns the last ETag.</summary>
    protected async Task<string> MakeAsync(string partition, params RowChange[] changes) =>
        Assert.IsType<CommitResult.Committed>(await CommitAsync(partition, changes)).ETags[^1];

    protected Task<TableRow?> ReadAsync(string partition, string row) =>
        Store.ReadAsync(Table, partition, row, default);

    /// <summary>All pages of a range; a page may be short or empty and still have a next.</summary>
    protected async Task<List<TableRow>> AllAsync(RowQuery query)
    {
        var rows = new List<TableRow>();
        for (var page = query; ; )
        {
            var answer = await Store.QueryAsync(Table, page, default);
            Assert.InRange(answer.Rows.Count, 0, query.Top);
            rows.AddRange(answer.Rows);
            if (answer.Next is null)
            {
                return rows;
            }

            page = page with { After = answer.Next };
        }
    }

    protected async Task RefusedAsync(string partition, int index, ConflictReason reason, params RowChange[] changes)
    {
        var refused = Assert.IsType<CommitResult.Refused>(await CommitAsync(partition, changes));
        Assert.Equal((index, reason), (refused.Index, refused.Reason));
    }
}
