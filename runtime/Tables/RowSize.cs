using System.Collections.Immutable;

namespace Journeys.Runtime.Tables;

/// <summary>What rows and changes count against <see cref="TableLimits"/>, in bytes.</summary>
public static class RowSize
{
    // What a request costs per change, besides keys and values: part headers, and the names of the system properties.
    private const int WireBytesPerChange = 640;

    // A key stands in the JSON, at most 6 bytes a character, and percent-encoded in the address, at most 9.
    private const int WireBytesPerKeyCharacter = 15;

    // Quotes, separators and the annotation of the type, such as "@odata.type":"Edm.DateTime".
    private const int WireBytesPerProperty = 40;

    /// <summary>
    /// What a row counts against the limit of 1 MiB: 4 bytes, twice the length of its keys, and per property 8 bytes, twice
    /// the length of its name, and its value.
    /// Source: the Azure Storage team's formula, learn.microsoft.com/archive/blogs/avkashchauhan/, "How the size of an
    /// entity is calculated in Windows Azure Table storage".
    /// </summary>
    public static int Stored(string partition, string row, IReadOnlyDictionary<string, object> properties)
    {
        var bytes = 4 + ((partition.Length + row.Length) * 2);
        foreach (var (name, value) in properties)
        {
            bytes += 8 + (name.Length * 2) + StoredValue(value);
        }

        return bytes;
    }

    /// <summary>
    /// The most bytes that a change takes in the request that carries its transaction; their sum counts against the limit
    /// of 4 MiB. A caller that gathers changes sums this to know when a transaction is full.
    /// </summary>
    public static int OnTheWire(string partition, RowChange change)
    {
        var bytes = WireBytesPerChange + ((partition.Length + change.Row.Length) * WireBytesPerKeyCharacter);
        foreach (var (name, value) in Properties(change))
        {
            bytes += (name.Length * 2) + WireBytesPerProperty + ValueOnTheWire(value);
        }

        return bytes;
    }

    /// <summary>What a change writes; nothing for a delete.</summary>
    public static IReadOnlyDictionary<string, object> Properties(RowChange change) =>
        change switch
        {
            RowChange.Insert insert => insert.Properties,
            RowChange.Replace replace => replace.Properties,
            RowChange.Put put => put.Properties,
            _ => ImmutableDictionary<string, object>.Empty,
        };

    private static int StoredValue(object value) =>
        value switch
        {
            string text => 4 + (text.Length * 2),
            byte[] data => 4 + data.Length,
            int => 4,
            bool => 1,
            _ => 8,
        };

    private static int ValueOnTheWire(object value) =>
        value switch
        {
            string text => TextOnTheWire(text),
            byte[] data => (data.Length + 2) / 3 * 4,
            _ => 40,
        };

    /// <summary>JSON may write each unit outside printable ASCII as an escape of six bytes.</summary>
    private static int TextOnTheWire(ReadOnlySpan<char> text)
    {
        var bytes = text.Length + text.Count('"') + text.Count('\\');
        if (text.IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return bytes;
        }

        foreach (var unit in text)
        {
            bytes += unit is < ' ' or > '~' ? 5 : 0;
        }

        return bytes;
    }
}
