using System.Text.Json;
using NodaTime;

namespace Journeys.Runtime.Events;

/// <summary>Reads one event in HTTP's binary content mode: attributes in <c>ce-</c> headers, data in the body.</summary>
internal static class EventHeaders
{
    private const string Prefix = "ce-";

    /// <summary>The attributes among a request's headers.</summary>
    public static Dictionary<string, string> Attributes(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                attributes[name[Prefix.Length..].ToLowerInvariant()] = Decode(value);
            }
        }

        return attributes;
    }

    /// <summary>Reads the event, or says what is wrong with it.</summary>
    public static EventRead Read(
        IReadOnlyDictionary<string, string> attributes,
        string? contentType,
        ReadOnlyMemory<byte> body,
        Instant now
    )
    {
        var data = default(JsonElement);
        var problem = body.IsEmpty ? null : EventAttributes.Parse(body, "the body", out data);
        if (problem is not null)
        {
            var id = attributes.GetValueOrDefault("id");
            var source = attributes.GetValueOrDefault("source");
            return new EventRead.Refused(0, EventAttributes.Shown(id), EventAttributes.Shown(source), problem);
        }

        // In this mode the data's type is the request's, and may not come as an attribute.
        var all = new Dictionary<string, string>(attributes, StringComparer.Ordinal);
        all.Remove("datacontenttype");
        if (contentType is not null)
        {
            all["datacontenttype"] = contentType;
        }

        return EventAttributes.Assemble(all, data, 0, now);
    }

    // HTTP binding, section 3.1.3.2: values are percent-encoded UTF-8, and may stand in double quotes.
    private static string Decode(string value)
    {
        var text = value.Trim(' ', '\t');
        if (text.Length >= 2 && text[0] == '"' && text[^1] == '"')
        {
            text = text[1..^1].Replace("\\\"", "\"").Replace("\\\\", "\\");
        }

        return text.Contains('%') ? Uri.UnescapeDataString(text) : text;
    }
}
