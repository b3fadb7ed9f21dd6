using System.Text.Json;

namespace Journeys.Runtime.Events;

/// <summary>
/// One pass over a body that finds where its events stand and how deep each is, before any is taken apart: the cost of a
/// document tree grows with the square of its depth, so what is too deep must never become one.
/// </summary>
/// <param name="Root">The whole body.</param>
/// <param name="Items">The items, when the body is a list.</param>
internal sealed record EventScan(EventSlice Root, IReadOnlyList<EventSlice> Items)
{
    /// <summary>Scans a body.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static EventScan Of(ReadOnlyMemory<byte> body)
    {
        // The reader keeps one bit a level, so it may go as deep as a body is long.
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = EventLimits.BatchBytes });
        reader.Read();
        var (kind, start, deepest) = (reader.TokenType, (int)reader.TokenStartIndex, Depth(reader.TokenType));
        var items = new List<EventSlice>();
        if (kind == JsonTokenType.StartArray)
        {
            deepest += Scan(ref reader, body, items);
        }
        else
        {
            deepest = Math.Max(deepest, Skip(ref reader));
        }

        var end = (int)reader.BytesConsumed;

        // Only white space may follow; the reader throws at anything else.
        reader.Read();
        return new(new(body[start..end], kind, deepest), items);
    }

    private static int Scan(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, List<EventSlice> items)
    {
        var deepest = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
            var depth = Skip(ref reader);
            items.Add(new(body[start..(int)reader.BytesConsumed], kind, depth));
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    // To the end of the value that begins here; the answer is how many levels it has.
    private static int Skip(ref Utf8JsonReader reader)
    {
        var outside = reader.CurrentDepth;
        var deepest = Depth(reader.TokenType);
        if (deepest == 0)
        {
            return 0;
        }

        while (reader.Read() && reader.CurrentDepth > outside)
        {
            deepest = Math.Max(deepest, reader.CurrentDepth - outside + Depth(reader.TokenType));
        }

        return deepest;
    }

    private static int Depth(JsonTokenType kind) =>
        kind is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0;
}

/// <summary>One JSON value of a body.</summary>
/// <param name="Bytes">Where it stands.</param>
/// <param name="Kind">Its first token.</param>
/// <param name="Depth">How many levels of objects and lists it has; 0 for a scalar.</param>
internal readonly record struct EventSlice(ReadOnlyMemory<byte> Bytes, JsonTokenType Kind, int Depth)
{
    /// <summary>What kind of value it is, in the words of messages.</summary>
    public string KindInWords =>
        Kind switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.String => "text",
            JsonTokenType.Number => "a number",
            JsonTokenType.True or JsonTokenType.False => "true or false",
            _ => "null",
        };

    /// <summary>The text of a property if it is there and can be read; for naming an event that is refused.</summary>
    public string? Peek(string name)
    {
        if (Kind != JsonTokenType.StartObject)
        {
            return null;
        }

        var reader = new Utf8JsonReader(Bytes.Span, new JsonReaderOptions { MaxDepth = EventLimits.BatchBytes });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = Text(ref reader) == name;
            reader.Read();
            if (found)
            {
                return reader.TokenType == JsonTokenType.String ? Text(ref reader) : null;
            }

            reader.Skip();
        }

        return null;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return EventAttributes.Shown(reader.GetString());
        }
        catch (InvalidOperationException)
        {
            // It is not valid Unicode, and cannot be shown.
            return null;
        }
    }
}
