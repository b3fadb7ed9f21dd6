using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Journeys.Orchestrations.Values;
using NodaTime.Text;

namespace Journeys.Runtime.Events;

/// <summary>
/// An event as one text in the JSON event format, however it came, so that it can be kept, mended and read again by
/// <see cref="CloudEventReader"/>.
/// </summary>
internal static class EventText
{
    // People read and mend it; it is never part of a page.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };

    private static readonly FieldsJson Json = new();

    /// <summary>An event that was read.</summary>
    public static string Of(CloudEvent cloud)
    {
        var attributes = new List<KeyValuePair<string, string>>
        {
            new("specversion", "1.0"),
            new("id", cloud.Id),
            new("source", cloud.Source),
            new("type", cloud.Type),
            new("subject", cloud.Subject),
        };
        if (cloud.Time is { } time)
        {
            attributes.Add(new("time", InstantPattern.ExtendedIso.Format(time)));
        }

        if (cloud.DataContentType is { } type)
        {
            attributes.Add(new("datacontenttype", type));
        }

        var data = cloud.Data.ValueKind == default ? null : cloud.Data.GetRawText();
        return Write([.. attributes, .. cloud.Extensions], json => WriteRaw(json, data));
    }

    /// <summary>An event of our own, or one that is known only as it was made ready.</summary>
    public static string Of(IncomingEvent incoming)
    {
        KeyValuePair<string, string>[] attributes =
        [
            new("specversion", "1.0"),
            new("id", incoming.Id ?? incoming.Key),
            new("source", incoming.Source),
            new("type", incoming.Type),
            new("subject", incoming.Contact),
            new("time", InstantPattern.ExtendedIso.Format(incoming.Time)),
        ];
        return Write(
            attributes,
            json =>
            {
                json.WritePropertyName("data"u8);
                Json.Write(json, incoming.ToData(), JsonSerializerOptions.Default);
            }
        );
    }

    /// <summary>An event whose attributes and data came apart, whether they can be read or not.</summary>
    public static string Of(
        IReadOnlyDictionary<string, string> attributes,
        string? contentType,
        ReadOnlyMemory<byte> body
    )
    {
        var all = attributes.Where(attribute => attribute.Key != "datacontenttype").ToList();
        if (contentType is not null)
        {
            all.Add(new("datacontenttype", contentType));
        }

        return Write(all, json => WriteBody(json, body));
    }

    private static void WriteBody(Utf8JsonWriter json, ReadOnlyMemory<byte> body)
    {
        try
        {
            EventScan.Of(body);
        }
        catch (JsonException)
        {
            if (!body.IsEmpty)
            {
                json.WriteBase64String("data_base64"u8, body.Span);
            }

            return;
        }

        WriteRaw(json, Encoding.UTF8.GetString(body.Span));
    }

    private static void WriteRaw(Utf8JsonWriter json, string? data)
    {
        if (data is not null)
        {
            json.WritePropertyName("data"u8);
            json.WriteRawValue(data, skipInputValidation: true);
        }
    }

    private static string Write(IEnumerable<KeyValuePair<string, string>> attributes, Action<Utf8JsonWriter> data)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in attributes)
            {
                json.WriteString(name, value);
            }

            data(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
