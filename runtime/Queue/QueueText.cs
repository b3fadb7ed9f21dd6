using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace Journeys.Runtime.Queue;

/// <summary>
/// The text of messages. Azure's libraries and Functions send base64 by convention, people send plain JSON, and nothing in
/// a message says which. So what is base64 of JSON is undone, and everything else is taken as it is.
/// </summary>
public static class QueueText
{
    /// <summary>What the sender meant.</summary>
    public static string Read(string raw)
    {
        // JSON that is worth an event begins with a bracket or a brace, which base64 has not.
        if (raw.Length == 0 || raw[0] is '{' or '[')
        {
            return raw;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(raw.Length);
        try
        {
            return Convert.TryFromBase64String(raw, bytes, out var length) && IsJson(bytes.AsSpan(0, length))
                ? Encoding.UTF8.GetString(bytes, 0, length)
                : raw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>A message travels in XML, which cannot carry every character; text that it cannot carry goes as base64.</summary>
    public static string Sendable(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var pair = at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]);
            if (!pair && !IsCarried(text[at]))
            {
                return Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
            }

            at += pair ? 1 : 0;
        }

        return text;
    }

    /// <summary>XML readers turn a carriage return into a line feed, so it does not arrive.</summary>
    private static bool IsCarried(char unit) => unit != '\r' && XmlConvert.IsXmlChar(unit);

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
                // Only whether it is JSON matters, and every byte decides that.
            }

            return reader.BytesConsumed == bytes.Length && bytes.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
