using System.Collections.Concurrent;

namespace Journeys.Runtime.Tables;

/// <summary>
/// Tables in the memory of this process, with Azure's order, transactions, ETags and limits. For tests, simulations and
/// benchmarks; nothing survives the process.
/// </summary>
public sealed class InMemoryTables : ITables
{
    // Names of tables do not tell upper from lower case, as in Azure.
    private readonly ConcurrentDictionary<string, InMemoryTable> tables = new(StringComparer.OrdinalIgnoreCase);

    public Task EnsureTableAsync(string table, CancellationToken cancellation)
    {
        TableGuard.CheckTable(table);
        cancellation.ThrowIfCancellationRequested();
        tables.GetOrAdd(table, static _ => new InMemoryTable());
        return Task.CompletedTask;
    }

    public Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        TableGuard.CheckKeys(partition, row);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Table(table).Read(partition, row));
    }

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation)
    {
        TableGuard.CheckQuery(query);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Table(table).Query(query));
    }

    public Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    )
    {
        TableGuard.CheckCommit(partition, changes);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Table(table).Commit(partition, changes));
    }

    private InMemoryTable Table(string table)
    {
        TableGuard.CheckTable(table);
        return tables.TryGetValue(table, out var found) ? found : throw new TableMissingException(table);
    }
}
