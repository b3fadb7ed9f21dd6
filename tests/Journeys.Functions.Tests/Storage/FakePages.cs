using Azure;
using Azure.Data.Tables;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Tests.Storage;

/// <summary>The pages of a query, each asked for when it is reached.</summary>
internal sealed class FakePages(FakeTableService service, string table, RowQuery query, CancellationToken cancellation)
    : AsyncPageable<TableEntity>
{
    public override async IAsyncEnumerable<Page<TableEntity>> AsPages(
        string? continuationToken = null,
        int? pageSizeHint = null
    )
    {
        for (var next = continuationToken; ; )
        {
            var page = await service.AskAsync("Query", () => PageAsync(next));
            yield return page;
            if (page.ContinuationToken is null)
            {
                yield break;
            }

            next = page.ContinuationToken;
        }
    }

    private async Task<Page<TableEntity>> PageAsync(string? after)
    {
        try
        {
            var page = await service.Store.QueryAsync(table, query with { After = after }, cancellation);
            return Page<TableEntity>.FromValues(
                [.. page.Rows.Select(row => FakeEntity.Of(row, query.Select))],
                page.Next,
                new FakeResponse(200)
            );
        }
        catch (TableMissingException)
        {
            throw FakeFault.TableNotFound(transaction: false);
        }
    }
}
