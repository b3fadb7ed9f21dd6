using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Journeys.Orchestrations.Json;

/// <summary>Says in plain words what is wrong with text that is not JSON.</summary>
internal static class JsonSyntax
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n,:{}[]"u8);

    /// <summary>The byte at which the reader stopped. The reader counts lines by LF and columns by bytes, both from 0.</summary>
    public static int OffsetOf(JsonException found, ReadOnlySpan<byte> utf8)
    {
        var start = 0;
        for (var line = found.LineNumber ?? 0; line > 0; line--)
        {
            start += utf8[start..].IndexOf((byte)'\n') + 1;
        }

        return Math.Min(start + (int)(found.BytePositionInLine ?? 0), utf8.Length);
    }

    /// <summary>What was expected at an offset and what was found there.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="offset">Where the reader stopped.</param>
    /// <param name="last">The last token before it.</param>
    /// <param name="nested">Whether an object or a list is open.</param>
    /// <param name="inObject">Whether the innermost open one is an object.</param>
    public static string Explain(ReadOnlySpan<byte> utf8, int offset, JsonTokenType last, bool nested, bool inObject)
    {
        var before = utf8[..offset].TrimEnd(" \t\r\n"u8);
        var afterComma = before.Length > 0 && before[^1] == ',';
        var expected = Expected(last, nested, inObject, afterComma);
        if (offset >= utf8.Length)
        {
            return $"the file ends too early; expected {expected}";
        }

        return (char)utf8[offset] switch
        {
            < ' ' => "a line break or tab inside a text; close the quotation mark, or write \\n or \\t",
            '\'' => $"expected {expected}; JSON takes double quotation marks, not single ones",
            _ when offset > 0 && utf8[offset - 1] == '\\' => UnknownEscape(utf8, offset),
            _ => $"expected {expected}, found {Found(utf8[offset..])}",
        };
    }

    private static string UnknownEscape(ReadOnlySpan<byte> utf8, int offset) =>
        $"a backslash before {Found(utf8[offset..])} means nothing in JSON; write \\\\ for a backslash";

    private static string Expected(JsonTokenType last, bool nested, bool inObject, bool afterComma) =>
        (nested, inObject, last) switch
        {
            (false, _, JsonTokenType.None or JsonTokenType.Comment) => "a value, such as \"{\"",
            (false, _, _) => "nothing more behind the value",
            (_, true, JsonTokenType.PropertyName) => "\":\" and a value",
            (_, true, JsonTokenType.StartObject) => "a name in double quotation marks, or \"}\"",
            (_, true, _) when afterComma => "a name in double quotation marks",
            (_, true, _) => "\",\" or \"}\"",
            (_, false, JsonTokenType.StartArray) => "a value or \"]\"",
            (_, false, _) when afterComma => "a value",
            _ => "\",\" or \"]\"",
        };

    private static string Found(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny(WordEnds);
        var word = Encoding.UTF8.GetString(rest[..Math.Max(1, end < 0 ? rest.Length : end)]);
        return word.Length > 20 ? $"\"{word[..20]}…\"" : $"\"{word}\"";
    }
}
