using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Journeys.Runtime.Tables;

/// <summary>
/// Text of any length in a row: as one readable property while it fits (32 Ki characters), else compressed and cut into
/// numbered binary properties (<c>name_0</c>, <c>name_1</c> …). Never truncated; what outgrows a row is refused by the
/// table's own limit.
/// </summary>
public static class PackedText
{
    private const int PlainLimit = TableLimits.PropertyBytes / sizeof(char);

    /// <summary>Puts text into the properties of a row.</summary>
    /// <param name="properties">The row's properties.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="text">The text.</param>
    public static void Write(IDictionary<string, object> properties, string name, string text)
    {
        text = Plain.WellFormed(text);
        if (text.Length <= PlainLimit)
        {
            properties[name] = text;
            return;
        }

        var part = 0;
        foreach (var piece in Compress(text).Chunk(TableLimits.PropertyBytes))
        {
            properties[Part(name, part++)] = piece;
        }
    }

    /// <summary>The text under a name, or null when the row has none.</summary>
    public static string? Read(TableRow row, string name)
    {
        if (row.Text(name) is { } plain)
        {
            return plain;
        }

        using var packed = new MemoryStream();
        for (var part = 0; row.Properties.GetValueOrDefault(Part(name, part)) is byte[] piece; part++)
        {
            packed.Write(piece);
        }

        return packed.Length == 0 ? null : Expand(packed);
    }

    /// <summary>All texts of a row with their names, also those that were cut.</summary>
    public static IEnumerable<(string Name, string Value)> All(TableRow row)
    {
        foreach (var (name, value) in row.Properties)
        {
            if (value is string text)
            {
                yield return (name, text);
            }
            else if (value is byte[] && name.EndsWith(Part("", 0), StringComparison.Ordinal))
            {
                var whole = name[..^Part("", 0).Length];
                yield return (whole, Read(row, whole) ?? "");
            }
        }
    }

    private static string Part(string name, int part) => string.Create(CultureInfo.InvariantCulture, $"{name}_{part}");

    private static byte[] Compress(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            brotli.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static string Expand(MemoryStream packed)
    {
        packed.Position = 0;
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
