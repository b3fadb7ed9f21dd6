using Azure;
using Azure.Data.Tables;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Storage;

/// <summary>One page of a query. Its end is marked by the client's own token, in the form in which all tokens travel.</summary>
internal static class TablePage
{
    /// <summary>The first page after a mark.</summary>
    public static async Task<RowPage> FirstAsync(AsyncPageable<TableEntity> rows, string? after)
    {
        await foreach (var page in rows.AsPages(after))
        {
            var next = string.IsNullOrEmpty(page.ContinuationToken) ? null : PageToken.Of(page.ContinuationToken, "");
            return new RowPage([.. page.Values.Select(RowEntity.Read)], next);
        }

        return new RowPage([], null);
    }

    /// <summary>The client's token in one of ours.</summary>
    /// <exception cref="PageTokenException">No page gave it.</exception>
    public static string Read(string token) => PageToken.Read(token).Partition;
}
