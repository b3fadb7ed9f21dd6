using System.Globalization;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Tests.Storage;

/// <summary>Reads the filters that we write, as the service would.</summary>
internal static class FilterReader
{
    public static RowQuery Read(string? filter)
    {
        var query = new RowQuery();
        var where = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var rest = filter ?? ""; rest.Length > 0; )
        {
            var parts = rest.Split(' ', 3);
            var (name, comparison) = (parts[0], parts[1]);
            var value = Value(parts[2], out var length);
            query = (name, comparison) switch
            {
                ("PartitionKey", "eq") => query with { Partition = (string)value },
                ("RowKey", "ge") => query with { From = (string)value },
                ("RowKey", "lt") => query with { Before = (string)value },
                (_, "eq") when where.TryAdd(name, value) => query,
                _ => throw new FormatException($"The filter cannot be read at: {rest}"),
            };
            rest = parts[2][length..];
            rest = rest.StartsWith(" and ", StringComparison.Ordinal) ? rest[" and ".Length..] : rest;
        }

        return query with
        {
            Where = where,
        };
    }

    private static object Value(string text, out int length)
    {
        if (text[0] == '\'')
        {
            return Quoted(text, out length);
        }

        length = text.IndexOf(' ', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length;
        return text[..length] switch
        {
            "true" => true,
            "false" => false,
            [.. var digits, 'L'] => long.Parse(digits, CultureInfo.InvariantCulture),
            var digits => int.Parse(digits, CultureInfo.InvariantCulture),
        };
    }

    private static string Quoted(string text, out int length)
    {
        var end = 1;
        while (text[end] != '\'' || (end + 1 < text.Length && text[end + 1] == '\''))
        {
            end += text[end] == '\'' ? 2 : 1;
        }

        length = end + 1;
        return text[1..end].Replace("''", "'", StringComparison.Ordinal);
    }
}
