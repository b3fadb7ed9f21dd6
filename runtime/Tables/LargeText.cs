namespace Journeys.Runtime.Tables;

/// <summary>
/// Text of any length in a row: a property holds 64 KiB, so longer text is split over several, <c>Html</c>,
/// <c>Html2</c>, <c>Html3</c> … The row as a whole still holds at most <see cref="TableLimits.RowBytes"/>.
/// </summary>
public static class LargeText
{
    private const int ChunkLength = TableLimits.PropertyBytes / sizeof(char);

    /// <summary>Adds a text under a name; the names that follow from it must be free.</summary>
    public static void Put(IDictionary<string, object> properties, string name, string text)
    {
        var (at, number) = (0, 1);
        do
        {
            var length = Math.Min(ChunkLength, text.Length - at);

            // Half a surrogate pair is no text, so a pair is never split.
            if (at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]))
            {
                length--;
            }

            properties[Name(name, number++)] = text.Substring(at, length);
            at += length;
        } while (at < text.Length);
    }

    /// <summary>The text under a name, put together again; null when there is none.</summary>
    public static string? Read(TableRow row, string name)
    {
        if (row.Text(name) is not { } text || row.Text(Name(name, 2)) is null)
        {
            return row.Text(name);
        }

        var parts = new List<string> { text };
        while (row.Text(Name(name, parts.Count + 1)) is { } part)
        {
            parts.Add(part);
        }

        return string.Concat(parts);
    }

    private static string Name(string name, int number) => number == 1 ? name : $"{name}{number}";
}
