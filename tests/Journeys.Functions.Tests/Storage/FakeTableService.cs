using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Tests.Storage;

/// <summary>
/// Azure's table client as it behaves towards its caller: rows in memory behind it, the service's own statuses and error
/// codes in what it raises, and whatever else a test wants to go wrong.
/// </summary>
internal sealed class FakeTableService : TableServiceClient
{
    /// <summary>What is stored, whatever goes wrong.</summary>
    public InMemoryTables Store { get; } = new();

    /// <summary>The requests so far: <c>Add</c>, <c>Query</c> …</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What the next requests meet before anything is done; null: nothing.</summary>
    public Queue<Exception?> Before { get; } = new();

    /// <summary>What the next requests meet after it is done, so that the answer is lost; null: nothing.</summary>
    public Queue<Exception?> After { get; } = new();

    public override TableClient GetTableClient(string tableName) => new FakeTable(this, tableName);

    public override Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName,
        CancellationToken cancellationToken = default
    ) =>
        AskAsync(
            "CreateTable",
            async () =>
            {
                await Store.EnsureTableAsync(tableName, cancellationToken);
                return Response.FromValue(new TableItem(tableName), new FakeResponse(201));
            }
        );

    /// <summary>Does what a request asks, unless something is to go wrong.</summary>
    public async Task<T> AskAsync<T>(string request, Func<Task<T>> answer)
    {
        lock (Asked)
        {
            Asked.Add(request);
        }

        Raise(Before);
        var value = await answer();
        Raise(After);
        return value;
    }

    private static void Raise(Queue<Exception?> faults)
    {
        if (faults.TryDequeue(out var fault) && fault is not null)
        {
            throw fault;
        }
    }
}
