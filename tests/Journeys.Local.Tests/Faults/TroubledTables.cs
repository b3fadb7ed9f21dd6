using Journeys.Runtime.Tables;

namespace Journeys.Local.Tests.Faults;

/// <summary>Tables at which things go wrong.</summary>
internal sealed class TroubledTables(ITables tables, Trouble trouble) : ITables
{
    public Task EnsureTableAsync(string table, CancellationToken cancellation) =>
        tables.EnsureTableAsync(table, cancellation);

    public Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation) =>
        trouble.CallAsync(() => tables.ReadAsync(table, partition, row, cancellation));

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation) =>
        trouble.CallAsync(() => tables.QueryAsync(table, query, cancellation));

    public Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    ) => trouble.CallAsync(() => tables.CommitAsync(table, partition, changes, cancellation));
}
