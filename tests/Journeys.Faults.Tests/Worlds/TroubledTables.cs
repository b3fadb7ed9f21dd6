using Journeys.Runtime.Tables;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>A process's way to the tables, on which things go wrong.</summary>
internal sealed class TroubledTables(ITables tables, Trouble trouble) : ITables
{
    public Task EnsureTableAsync(string table, CancellationToken cancellation) =>
        tables.EnsureTableAsync(table, cancellation);

    public Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation) =>
        trouble.CallAsync(
            () => $"read {table} {partition} {row}",
            () => tables.ReadAsync(table, partition, row, cancellation)
        );

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation) =>
        trouble.CallAsync(
            () => $"query {table} {query.Partition} {query.From}",
            () => tables.QueryAsync(table, query, cancellation)
        );

    public Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    ) =>
        trouble.CallAsync(
            () => $"commit {table} {partition} {string.Join(' ', changes.Select(change => change.Row))}",
            () => tables.CommitAsync(table, partition, changes, cancellation)
        );
}
