using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Events;
using NodaTime.Text;

namespace Journeys.Functions.Events;

/// <summary>
/// An event of ours as a message of the topic: a structured CloudEvent, in its contact's session, under its key as the
/// message's id, so that the topic drops it when it is sent twice.
/// </summary>
internal static class PublishedEvent
{
    // Service Bus allows 128 characters; a contact's key may have more.
    private const int SessionLength = 128;

    private static readonly FieldsJson Json = new();

    // Never part of a page, and read by people.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message for an event.</summary>
    public static ServiceBusMessage Message(IncomingEvent published, BinaryData body) =>
        new(body)
        {
            ContentType = CloudEventReader.Structured,
            MessageId = published.Key,
            SessionId = Session(published.Contact),
            Subject = published.Type,
        };

    /// <summary>The event as JSON.</summary>
    public static BinaryData Write(IncomingEvent published)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("specversion"u8, "1.0"u8);
            json.WriteString("id"u8, published.Id ?? published.Key);
            json.WriteString("source"u8, published.Source);
            json.WriteString("type"u8, published.Type);
            json.WriteString("subject"u8, published.Contact);
            json.WriteString("time"u8, InstantPattern.ExtendedIso.Format(published.Time));
            json.WriteString("datacontenttype"u8, "application/json"u8);
            json.WritePropertyName("data"u8);
            Json.Write(json, published.ToData(), JsonSerializerOptions.Default);
            json.WriteEndObject();
        }

        return new BinaryData(stream.ToArray());
    }

    /// <summary>The session of a contact. Only whose events share it matters, so a long key may stand there shortened.</summary>
    private static string Session(string contact) =>
        contact.Length <= SessionLength ? contact : StableHash.Base32(contact, EventKey.Length);
}
