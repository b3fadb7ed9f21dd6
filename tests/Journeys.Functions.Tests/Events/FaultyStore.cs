using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Tests.Events;

/// <summary>Tables that fail when an event is recorded that the test names.</summary>
internal sealed class FaultyStore(ITables inner) : ITables
{
    private readonly Dictionary<string, Func<Exception?>> faults = [];

    /// <summary>Lets recording an event fail; null: it works this time.</summary>
    public void FailAt(string id, Func<Exception?> fault) => faults[EventKey.Of("/test", id)] = fault;

    public Task EnsureTableAsync(string table, CancellationToken cancellation) =>
        inner.EnsureTableAsync(table, cancellation);

    public Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation) =>
        inner.ReadAsync(table, partition, row, cancellation);

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation) =>
        inner.QueryAsync(table, query, cancellation);

    public Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    )
    {
        foreach (var (key, fault) in faults)
        {
            if (changes.Any(change => change.Row.Contains(key, StringComparison.Ordinal)) && fault() is { } thrown)
            {
                return Task.FromException<CommitResult>(thrown);
            }
        }

        return inner.CommitAsync(table, partition, changes, cancellation);
    }
}
