using System.Text;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Storage;

/// <summary>Addresses of rows and queries in a table service. Whatever a key holds, it stays inside its quotes.</summary>
internal sealed class TableAddress(Uri service)
{
    // Without the slash, so that paths begin with one.
    private readonly string root = service.AbsoluteUri.TrimEnd('/');

    public string Tables => $"{root}/Tables";

    public string OneTable(string table) => $"{root}/Tables('{table}')";

    public string Batch => $"{root}/$batch";

    public string Table(string table) => $"{root}/{table}";

    public string Row(string table, string partition, string row) =>
        $"{root}/{table}(PartitionKey='{Quoted(partition)}',RowKey='{Quoted(row)}')";

    public string Query(string table, RowQuery query)
    {
        var address = new StringBuilder(256)
            .Append(root)
            .Append('/')
            .Append(table)
            .Append("()?$top=")
            .Append(query.Top);
        var filter = TableFilter.Of(query);
        if (filter.Length > 0)
        {
            address.Append("&$filter=").Append(Uri.EscapeDataString(filter));
        }

        if (query.Select is { } select)
        {
            address.Append("&$select=PartitionKey,RowKey");
            foreach (var name in select)
            {
                address.Append(',').Append(name);
            }
        }

        if (query.After is { } after)
        {
            var (partition, row) = PageToken.Read(after);
            address.Append("&NextPartitionKey=").Append(Uri.EscapeDataString(partition));
            if (row.Length > 0)
            {
                address.Append("&NextRowKey=").Append(Uri.EscapeDataString(row));
            }
        }

        return address.ToString();
    }

    private static string Quoted(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
