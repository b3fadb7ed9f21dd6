using Azure;
using Azure.Data.Tables;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Tests.Storage;

/// <summary>One table of <see cref="FakeTableService"/>.</summary>
internal sealed class FakeTable(FakeTableService service, string name) : TableClient
{
    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    ) =>
        service.AskAsync<NullableResponse<T>>(
            "Get",
            async () =>
            {
                try
                {
                    return await service.Store.ReadAsync(name, partitionKey, rowKey, cancellationToken) is { } row
                        ? Response.FromValue((T)(object)FakeEntity.Of(row), new FakeResponse(200))
                        : new NoValue<T>(new FakeResponse(404, "ResourceNotFound"));
                }
                catch (TableMissingException)
                {
                    return new NoValue<T>(new FakeResponse(404, "TableNotFound"));
                }
            }
        );

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
    {
        var query = FilterReader.Read(filter) with
        {
            Top = maxPerPage ?? 1_000,
            Select = select?.Where(property => property is not ("PartitionKey" or "RowKey" or "Timestamp")).ToArray(),
        };
        return (AsyncPageable<T>)(object)new FakePages(service, name, query, cancellationToken);
    }

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        ChangeAsync("Add", TableTransactionActionType.Add, entity, default, cancellationToken);

    public override Task<Response> UpsertEntityAsync<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    ) => ChangeAsync("Upsert" + mode, TableTransactionActionType.UpsertReplace, entity, default, cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    ) => ChangeAsync("Update" + mode, TableTransactionActionType.UpdateReplace, entity, ifMatch, cancellationToken);

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default
    ) =>
        service.AskAsync(
            "Transaction",
            async () =>
            {
                var answers = await CommitAsync([.. transactionActions], transaction: true, cancellationToken);
                return Response.FromValue(answers, new FakeResponse(202));
            }
        );

    private Task<Response> ChangeAsync(
        string request,
        TableTransactionActionType type,
        ITableEntity entity,
        ETag etag,
        CancellationToken cancellation
    ) =>
        service.AskAsync(
            request,
            async () => (await CommitAsync([new(type, entity, etag)], transaction: false, cancellation))[0]
        );

    private async Task<IReadOnlyList<Response>> CommitAsync(
        TableTransactionAction[] actions,
        bool transaction,
        CancellationToken cancellation
    )
    {
        try
        {
            var changes = actions.Select(FakeEntity.Change).ToArray();
            var partition = actions[0].Entity.PartitionKey;
            return await service.Store.CommitAsync(name, partition, changes, cancellation) switch
            {
                CommitResult.Committed made => [.. made.ETags.Select(etag => new FakeResponse(204, etag: etag))],
                CommitResult.Refused refused => throw FakeFault.Of(refused, transaction),
                var other => throw new InvalidOperationException($"{other}"),
            };
        }
        catch (TableMissingException)
        {
            throw FakeFault.TableNotFound(transaction);
        }
    }

    private sealed class NoValue<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T Value => throw new InvalidOperationException("There is no value.");

        public override Response GetRawResponse() => response;
    }
}
