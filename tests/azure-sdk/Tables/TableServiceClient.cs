#nullable disable

using Azure.Core;
using Azure.Data.Tables.Models;
using Journeys.AzureSdk;

namespace Azure.Data.Tables;

public partial class TableServiceClient
{
    protected TableServiceClient() { }

    public TableServiceClient(string connectionString, TableClientOptions options = null) => throw Declared.Only();

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) =>
        throw Declared.Only();

    public virtual string AccountName => throw Declared.Only();

    public virtual Uri Uri => throw Declared.Only();

    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName,
        CancellationToken cancellationToken = default
    ) => throw Declared.Only();

    public virtual TableClient GetTableClient(string tableName) => throw Declared.Only();
}
