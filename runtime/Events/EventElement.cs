using System.Text.Json;
using NodaTime;

namespace Journeys.Runtime.Events;

/// <summary>Reads one event in the JSON event format.</summary>
internal static class EventElement
{
    /// <summary>Reads one event, or says what is wrong with it.</summary>
    public static EventRead Read(EventSlice slice, int index, Instant now)
    {
        if (slice.Kind != JsonTokenType.StartObject)
        {
            return Refuse(slice, index, $"an event is an object, found {slice.KindInWords}");
        }

        if (slice.Depth > EventLimits.Depth)
        {
            return Refuse(slice, index, EventAttributes.TooDeep("the event", slice.Depth));
        }

        using var document = JsonDocument.Parse(slice.Bytes);
        var element = document.RootElement;
        if (EventJson.Problem(element) is { } problem)
        {
            return Refuse(slice, index, problem);
        }

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        return (Data(element, out var data) ?? Gather(element, attributes)) is { } wrong
            ? Refuse(slice, index, wrong)
            : EventAttributes.Assemble(attributes, data, index, now);
    }

    /// <summary>Refuses an event, named as far as it can be.</summary>
    public static EventRead.Refused Refuse(EventSlice slice, int index, string reason) =>
        new(index, slice.Peek("id"), slice.Peek("source"), reason);

    private static string? Gather(JsonElement element, Dictionary<string, string> into)
    {
        foreach (var property in element.EnumerateObject())
        {
            // The JSON format lets an attribute that is not set be null.
            if (property.Name is "data" or "data_base64" || property.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (Text(property, out var text) is { } problem)
            {
                return problem;
            }

            into.Add(property.Name, text);
        }

        return null;
    }

    private static string? Text(JsonProperty property, out string text)
    {
        var known = EventAttributes.IsKnown(property.Name);
        text = "";
        switch (property.Value.ValueKind)
        {
            case JsonValueKind.String:
                text = property.Value.GetString()!;
                return null;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when !known:
                text = property.Value.GetRawText();
                return null;
            default:
                var wanted = known ? "text" : "text, a number, or true or false; put objects into \"data\"";
                return $"\"{EventAttributes.Shown(property.Name)}\" must be {wanted}, found {EventJson.Kind(property.Value)}";
        }
    }

    private static string? Data(JsonElement element, out JsonElement data)
    {
        data = default;
        var hasData = element.TryGetProperty("data", out var plain) && plain.ValueKind != JsonValueKind.Null;
        var hasBytes = element.TryGetProperty("data_base64", out var bytes) && bytes.ValueKind != JsonValueKind.Null;
        return (hasData, hasBytes) switch
        {
            (true, true) => "\"data\" and \"data_base64\" are both there: send one of them",
            (true, false) => EventAttributes.Keep(plain, "\"data\"", out data),
            (false, true)
                when bytes.ValueKind == JsonValueKind.String && bytes.TryGetBytesFromBase64(out var decoded) =>
                EventAttributes.Parse(decoded, "\"data_base64\"", out data),
            (false, true) => "\"data_base64\" is not base64: encode the data's JSON with RFC 4648, or send \"data\"",
            _ => null,
        };
    }
}
