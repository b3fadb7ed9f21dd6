using System.Text.Json;
using Azure;
using Azure.Core;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Storage;

/// <summary>
/// The tables of a storage account, in Azure or in Azurite, over the table service's REST API. Every limit of Azure is
/// enforced before a request is made, because Azurite enforces few of them.
/// Source: learn.microsoft.com/rest/api/storageservices/table-service-rest-api.
/// </summary>
public sealed class AzureTables : ITables
{
    private const string Json = "application/json;odata=minimalmetadata";

    private readonly StoragePipeline pipeline;
    private readonly TableAddress address;

    /// <summary>The tables of an account.</summary>
    public AzureTables(StorageAccount account)
        : this(account, null) { }

    internal AzureTables(StorageAccount account, StorageWire? wire)
    {
        pipeline = new StoragePipeline(account, tables: true, wire);
        address = new TableAddress(account.Tables);
    }

    public async Task EnsureTableAsync(string table, CancellationToken cancellation)
    {
        TableGuard.CheckTable(table);
        using var message = Message(RequestMethod.Post, address.Tables);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        message.Request.Headers.SetValue("Content-Type", Json);
        // The name is letters and digits only, so it needs no escapes.
        message.Request.Content = RequestContent.Create(BinaryData.FromString($"{{\"TableName\":\"{table}\"}}"));
        var response = await pipeline.SendAsync(message, cancellation);
        if (response.Status < 300)
        {
            return;
        }

        var error = StorageError.In(response);
        if (error.Code != "TableAlreadyExists")
        {
            throw error.Code == "TableBeingDeleted"
                ? new StorageUnavailableException(
                    $"The table \"{table}\" is still being deleted. Try again in a minute."
                )
                : Unexpected(error, "making a table");
        }
    }

    /// <summary>Removes a table with all its rows, unless it is gone already.</summary>
    public async Task DeleteTableAsync(string table, CancellationToken cancellation)
    {
        TableGuard.CheckTable(table);
        using var message = Message(RequestMethod.Delete, address.OneTable(table));
        var response = await pipeline.SendAsync(message, cancellation);
        if (response.Status >= 300 && response.Status != 404)
        {
            throw Unexpected(StorageError.In(response), "deleting a table");
        }
    }

    public async Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        TableGuard.CheckTable(table);
        TableGuard.CheckKeys(partition, row);
        using var message = Message(RequestMethod.Get, address.Row(table, partition, row));
        var response = await pipeline.SendAsync(message, cancellation);
        return response.Status switch
        {
            200 => RowJson.ReadRow(response.Content.ToMemory().Span),
            404 when !IsTableMissing(StorageError.In(response)) => null,
            _ => throw Fault(StorageError.In(response), table, "reading a row"),
        };
    }

    public async Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation)
    {
        TableGuard.CheckTable(table);
        TableGuard.CheckQuery(query);
        using var message = Message(RequestMethod.Get, address.Query(table, query));
        var response = await pipeline.SendAsync(message, cancellation);
        if (response.Status != 200)
        {
            throw Fault(StorageError.In(response), table, "a query");
        }

        var rows = RowJson.ReadRows(response.Content.ToMemory().Span);
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition))
        {
            return new RowPage(rows, null);
        }

        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row);
        return new RowPage(rows, PageToken.Of(partition!, row ?? ""));
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
        return changes is [var only]
            ? await CommitOneAsync(table, partition, only, cancellation)
            : await CommitAllAsync(table, partition, changes, cancellation);
    }

    /// <summary>One change is a request of its own, which costs the service less than a transaction of one.</summary>
    private async Task<CommitResult> CommitOneAsync(
        string table,
        string partition,
        RowChange change,
        CancellationToken cancellation
    )
    {
        var (method, etag) = Changeset.Verb(change);
        var target = change is RowChange.Insert ? address.Table(table) : address.Row(table, partition, change.Row);
        using var message = Message(RequestMethod.Parse(method), target);
        if (etag is not null)
        {
            message.Request.Headers.SetValue("If-Match", etag);
        }

        var body = change is RowChange.Delete ? null : RowBody(message.Request, partition, change);
        var response = await pipeline.SendAsync(message, cancellation);
        body?.Return();
        if (response.Status < 300)
        {
            return new CommitResult.Committed([ETag(response, change)]);
        }

        var error = StorageError.In(response);
        return Conflict(error) is { } reason && !IsTableMissing(error)
            ? new CommitResult.Refused(0, reason)
            : throw Fault(error, table, "a change");
    }

    private async Task<CommitResult> CommitAllAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    )
    {
        using var message = Message(RequestMethod.Post, address.Batch);
        message.Request.Headers.SetValue("Content-Type", Changeset.ContentType);
        var body = new PooledBuffer(16 * 1024);
        Changeset.Write(body, address, table, partition, changes);
        message.Request.Content = RequestContent.Create(body.Written);
        var response = await pipeline.SendAsync(message, cancellation);
        body.Return();
        if (response.Status >= 300)
        {
            throw Fault(StorageError.In(response), table, "a transaction");
        }

        var answer = ChangesetAnswer.Read(response.Content.ToMemory().Span);
        if (answer.Failure is not { } failure)
        {
            return answer.ETags.Count == changes.Count
                ? new CommitResult.Committed(answer.ETags)
                : throw new StorageAnswerException(
                    $"The table service answered {answer.ETags.Count} of {changes.Count} changes."
                );
        }

        return Conflict(failure) is { } reason && !IsTableMissing(failure) && answer.FailedIndex >= 0
            ? new CommitResult.Refused(answer.FailedIndex, reason)
            : throw Fault(failure, table, $"a transaction, at change {answer.FailedIndex}");
    }

    private HttpMessage Message(RequestMethod method, string target)
    {
        var message = pipeline.Message(method, target);
        message.Request.Headers.SetValue("Accept", Json);
        message.Request.Headers.SetValue("DataServiceVersion", "3.0;");
        return message;
    }

    private static PooledBuffer RowBody(Request request, string partition, RowChange change)
    {
        var body = new PooledBuffer(2 * 1024);
        using (var json = new Utf8JsonWriter(body, RowJson.Options))
        {
            RowJson.Write(json, partition, change.Row, RowSize.Properties(change));
        }

        request.Headers.SetValue("Content-Type", Json);
        if (change is RowChange.Insert)
        {
            request.Headers.SetValue("Prefer", "return-no-content");
        }

        request.Content = RequestContent.Create(body.Written);
        return body;
    }

    private static string ETag(Response response, RowChange change) =>
        change is not RowChange.Delete && response.Headers.TryGetValue("ETag", out var etag) ? etag : "";

    private static ConflictReason? Conflict(StorageError error) =>
        error.Status switch
        {
            409 when error.Code == "EntityAlreadyExists" => ConflictReason.AlreadyExists,
            412 => ConflictReason.Changed,
            404 => ConflictReason.NotFound,
            _ => null,
        };

    private static bool IsTableMissing(StorageError error) => error is { Status: 404, Code: "TableNotFound" };

    private static Exception Fault(StorageError error, string table, string doing) =>
        IsTableMissing(error) ? new TableMissingException(table) : Unexpected(error, doing);

    /// <summary>A transaction may fail inside an answer that is in order, so the pipeline did not try it again.</summary>
    private static Exception Unexpected(StorageError error, string doing) =>
        error.Status is >= 500 or 408 or 429
            ? new StorageUnavailableException($"The table service failed at {doing}: {error}")
            : new StorageAnswerException($"The table service refused {doing}: {error}");
}
