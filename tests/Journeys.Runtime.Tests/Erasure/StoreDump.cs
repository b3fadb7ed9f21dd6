using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Erasure;

/// <summary>Everything that a store holds, row by row, as text that can be searched and compared.</summary>
internal static class StoreDump
{
    /// <summary>The rows by table, partition and row key; each with all its texts, also those that are packed.</summary>
    public static async Task<SortedDictionary<string, string>> OfAsync(ITables store)
    {
        var dump = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in RuntimeServices.Tables.Append(CapturedMail.Table))
        {
            foreach (var row in await store.QueryAllAsync(table, new RowQuery(), default))
            {
                dump[$"{table} {row.Partition} {row.Row}"] = Text(row);
            }
        }

        return dump;
    }

    /// <summary>The rows in which one of some texts stands, in their keys or their values.</summary>
    public static IEnumerable<string> Naming(this SortedDictionary<string, string> dump, IEnumerable<string> texts) =>
        from row in dump
        from text in texts
        where Names(row, text)
        select $"{text}: {row.Key}";

    /// <summary>The rows in which none of some texts stands.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Without(
        this SortedDictionary<string, string> dump,
        IReadOnlyCollection<string> texts
    ) => [.. dump.Where(row => !texts.Any(text => Names(row, text)))];

    private static bool Names(KeyValuePair<string, string> row, string text) =>
        row.Key.Contains(text, StringComparison.OrdinalIgnoreCase)
        || row.Value.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static string Text(TableRow row)
    {
        var plain = row
            .Properties.Where(property => property.Value is not byte[])
            .Select(property => $"{property.Key}={property.Value}");
        var packed = PackedText.All(row).Select(text => $"{text.Name}={text.Value}");
        var bytes = row
            .Properties.Where(property => property.Value is byte[])
            .Select(property => $"{property.Key}={Convert.ToHexString((byte[])property.Value)}");
        return string.Join('\n', plain.Concat(packed).Concat(bytes).Order(StringComparer.Ordinal));
    }
}
