namespace Journeys.Runtime.Tables;

/// <summary>
/// The tables of one host among several that share an account: their names begin with a prefix. A table that went away
/// under the running host is made again: an Azurite that was killed forgets what it was told last, new tables too.
/// </summary>
public sealed class PrefixedTables(ITables tables, string prefix) : ITables
{
    public Task EnsureTableAsync(string table, CancellationToken cancellation) =>
        tables.EnsureTableAsync(prefix + table, cancellation);

    public Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation) =>
        MendAsync(table, name => tables.ReadAsync(name, partition, row, cancellation), cancellation);

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation) =>
        MendAsync(table, name => tables.QueryAsync(name, query, cancellation), cancellation);

    public Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    ) => MendAsync(table, name => tables.CommitAsync(name, partition, changes, cancellation), cancellation);

    private async Task<T> MendAsync<T>(string table, Func<string, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call(prefix + table);
        }
        catch (TableMissingException)
        {
            await tables.EnsureTableAsync(prefix + table, cancellation);
            return await call(prefix + table);
        }
    }
}
