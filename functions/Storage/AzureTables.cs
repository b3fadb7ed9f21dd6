using Azure;
using Azure.Data.Tables;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Storage;

/// <summary>
/// The tables of a storage account, over Azure's own client: it signs, retries (<see cref="TableRetries"/>) and speaks the
/// protocol. Every limit is enforced before a request is made, so that the Azure host refuses just what the local host does.
/// </summary>
public sealed class AzureTables(TableServiceClient service) : ITables
{
    public async Task EnsureTableAsync(string table, CancellationToken cancellation)
    {
        TableGuard.CheckTable(table);
        await TableFault.AskAsync(
            table,
            "making a table",
            () => service.CreateTableIfNotExistsAsync(table, cancellation),
            cancellation
        );
    }

    public async Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        TableGuard.CheckTable(table);
        TableGuard.CheckKeys(partition, row);
        var client = service.GetTableClient(table);
        var answer = await TableFault.AskAsync(
            table,
            "reading a row",
            () => client.GetEntityIfExistsAsync<TableEntity>(partition, row, null, cancellation),
            cancellation
        );
        return answer switch
        {
            { HasValue: true, Value: { } entity } => RowEntity.Read(entity),

            // The client takes a table that is not there for a row that is not there; its answer knows better.
            _ when TableFault.IsTableMissing(new RequestFailedException(answer.GetRawResponse())) =>
                throw new TableMissingException(table),
            _ => null,
        };
    }

    public async Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation)
    {
        TableGuard.CheckTable(table);
        TableGuard.CheckQuery(query);
        var after = query.After is { } token ? TablePage.Read(token) : null;
        var filter = TableFilter.Of(query);
        var rows = service
            .GetTableClient(table)
            .QueryAsync<TableEntity>(
                filter.Length > 0 ? filter : null,
                query.Top,
                RowEntity.Selection(query.Select),
                cancellation
            );
        return await TableFault.AskAsync(table, "a query", () => TablePage.FirstAsync(rows, after), cancellation);
    }

    public async Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    )
    {
        TableGuard.CheckTable(table);
        TableGuard.CheckCommit(partition, changes);
        var client = service.GetTableClient(table);
        return await TableFault.AskAsync(table, "a change", CommitAsync, cancellation);

        async Task<CommitResult> CommitAsync()
        {
            try
            {
                return new CommitResult.Committed(
                    changes is [var only and not RowChange.Delete]
                        ? [await TableChange.MakeAsync(client, partition, only, cancellation)]
                        : await TableChange.MakeAsync(client, partition, changes, cancellation)
                );
            }
            catch (RequestFailedException fault) when (TableFault.Refusal(fault, changes.Count) is { } refusal)
            {
                return refusal;
            }
        }
    }
}
