using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Journeys.Runtime.Contacts;
using NodaTime;
using NodaTime.Text;

namespace Journeys.Runtime.Events;

/// <summary>The rules for an event's attributes and data, however they were carried.</summary>
internal static class EventAttributes
{
    private const string Needed = "a CloudEvent needs specversion, id, source, type and subject";

    private static readonly InstantPattern Shortly = InstantPattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mm:ss'Z'"
    );

    /// <summary>Makes an event of its parts, or says what is wrong with them.</summary>
    public static EventRead Assemble(
        IReadOnlyDictionary<string, string> attributes,
        JsonElement data,
        int index,
        Instant now
    )
    {
        var late = Time(attributes, now, out var time);
        var problem = Problem(attributes) ?? late;
        if (problem is not null)
        {
            return Refuse(problem);
        }

        var cloud = new CloudEvent(
            attributes["id"],
            attributes["source"],
            attributes["type"],
            attributes["subject"],
            time,
            attributes.GetValueOrDefault("datacontenttype"),
            data,
            attributes.Where(pair => !IsKnown(pair.Key)).ToDictionary(StringComparer.Ordinal)
        );
        problem = IncomingEvent.From(cloud, now, out var incoming);
        return problem is null ? new EventRead.Parsed(index, cloud, incoming!) : Refuse(problem);

        EventRead.Refused Refuse(string reason) =>
            new(
                index,
                Shown(attributes.GetValueOrDefault("id")),
                Shown(attributes.GetValueOrDefault("source")),
                reason
            );
    }

    /// <summary>Whether a name is an attribute of the specification itself, rather than an extension.</summary>
    public static bool IsKnown(string name) =>
        name is "specversion" or "id" or "source" or "type" or "subject" or "time" or "datacontenttype" or "dataschema";

    /// <summary>A sender's text in the form messages show it: short, and without control characters.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Shown(string? text) =>
        text is null
            ? null
            : string.Concat(
                Plain
                    .WellFormed(Plain.Beginning(text, EventLimits.AttributeLength))
                    .Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)
            );

    /// <summary>Keeps data beyond the life of the document it stands in; says why when it is not an object.</summary>
    public static string? Keep(JsonElement found, string name, out JsonElement data)
    {
        data = default;
        if (found.ValueKind != JsonValueKind.Object)
        {
            return $"{name} must be an object with named values, found {EventJson.Kind(found)}";
        }

        data = found.Clone();
        return null;
    }

    /// <summary>Reads data from bytes that stand alone.</summary>
    public static string? Parse(ReadOnlyMemory<byte> json, string name, out JsonElement data)
    {
        data = default;
        try
        {
            // Behind the event itself, which is one level.
            var depth = EventScan.Of(json).Root.Depth + 1;
            if (depth > EventLimits.Depth)
            {
                return TooDeep(name, depth);
            }

            using var document = JsonDocument.Parse(json);
            return EventJson.Problem(document.RootElement, "data") ?? Keep(document.RootElement, name, out data);
        }
        catch (JsonException fault)
        {
            return $"{name} does not hold JSON (it breaks off, or is wrong, at {EventJson.Why(fault)})";
        }
    }

    /// <summary>Says that something is nested too deep.</summary>
    public static string TooDeep(string name, int depth) =>
        $"{name} is nested {depth} levels deep, at most {EventLimits.Depth} are allowed: flatten it";

    private static string? Problem(IReadOnlyDictionary<string, string> attributes)
    {
        if (!attributes.TryGetValue("specversion", out var version))
        {
            return $"\"specversion\" is missing: set it to \"1.0\" ({Needed})";
        }

        if (version != "1.0")
        {
            return $"\"specversion\" is \"{Shown(version)}\", only \"1.0\" is read: set it to \"1.0\"";
        }

        return Required(attributes, "id", "what names the event within its source, such as a UUID")
            ?? Required(attributes, "source", "the system it comes from, such as \"https://example.com/website\"")
            ?? Required(attributes, "type", "what happened, such as \"whitepaper.downloaded\"")
            ?? Others(attributes)
            ?? (ContactKey.TryFrom(attributes.GetValueOrDefault("subject"), out _, out var problem) ? null : problem);
    }

    private static string? Required(IReadOnlyDictionary<string, string> attributes, string name, string what)
    {
        var text = attributes.GetValueOrDefault(name);
        return text switch
        {
            null => $"\"{name}\" is missing: set it to {what} ({Needed})",
            _ when string.IsNullOrWhiteSpace(text) => $"\"{name}\" is empty: set it to {what}",
            { Length: > EventLimits.AttributeLength } =>
                $"\"{name}\" has {text.Length} characters, at most {EventLimits.AttributeLength} are allowed: shorten it",
            _ => null,
        };
    }

    private static string? Others(IReadOnlyDictionary<string, string> attributes)
    {
        foreach (var (name, text) in attributes)
        {
            if (!IsName(name))
            {
                return $"\"{Shown(name)}\" is not an attribute's name: use small letters and digits, and put your own values into \"data\"";
            }

            // The subject has its own words for this.
            if (name != "subject" && text.Any(char.IsControl))
            {
                return $"\"{name}\" contains a control character: remove it";
            }

            if (Plain.WellFormed(text) != text)
            {
                return $"\"{name}\" is not valid Unicode: send UTF-8, and surrogates only in pairs";
            }
        }

        return null;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= EventLimits.AttributeLength
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));

    private static string? Time(IReadOnlyDictionary<string, string> attributes, Instant now, out Instant? time)
    {
        time = null;
        if (!attributes.TryGetValue("time", out var text))
        {
            return null;
        }

        // RFC 3339 allows small letters too.
        var parsed = OffsetDateTimePattern.Rfc3339.Parse(text.ToUpperInvariant());
        if (!parsed.TryGetValue(default, out var moment))
        {
            return $"\"time\" is \"{Shown(text)}\", which is not an RFC 3339 time: write it like \"{Shortly.Format(now)}\"";
        }

        time = moment.ToInstant();
        return time >= now - EventLimits.Past && time <= now + EventLimits.Future ? null : Outside(text, now);
    }

    private static string Outside(string text, Instant now) =>
        $"\"time\" is {text}, accepted is {Shortly.Format(now - EventLimits.Past)} to {Shortly.Format(now + EventLimits.Future)}"
        + " (400 days before and 1 day after the host's clock): correct the sender's clock, or leave \"time\" out to mean now";
}
