using System.Text;
using System.Text.Json;
using NodaTime;

namespace Journeys.Runtime.Events;

/// <summary>
/// Reads CloudEvents 1.0 (spec v1.0.2 with its HTTP and AMQP protocol bindings, JSON event format and JSON batch format)
/// from requests and messages. Each event is read or refused on its own; nothing here throws for what a sender does.
/// </summary>
public static class CloudEventReader
{
    /// <summary>One event, as JSON.</summary>
    public const string Structured = "application/cloudevents+json";

    /// <summary>A list of events, as JSON.</summary>
    public const string Batch = "application/cloudevents-batch+json";

    private const string MendRequest = $"send {Structured}, {Batch}, or \"ce-\" headers with application/json data";

    private const string MendMessage =
        $"send {Structured}, or \"{EventProperties.Prefix}\" properties with application/json data";

    /// <summary>Reads a request's events, in whichever way it carries them.</summary>
    /// <param name="contentType">The Content-Type header; null when there is none.</param>
    /// <param name="headers">The request's headers; those that begin with <c>ce-</c> are read, names in any case.</param>
    /// <param name="body">The body, at most <see cref="EventLimits.BatchBytes"/> of it and one byte more.</param>
    /// <param name="now">When it arrived.</param>
    public static EventReading Read(
        string? contentType,
        IEnumerable<KeyValuePair<string, string>> headers,
        ReadOnlyMemory<byte> body,
        Instant now
    )
    {
        var carried = new Carried(contentType, EventHeaders.Attributes(headers), body, MendRequest);
        return carried.Media == "application/json" && carried.Attributes.Count == 0 && carried.IsUtf8
            ? ReadJson(body, now, expectsBatch: null)
            : Read(carried, now);
    }

    /// <summary>Reads the events of a queue's message: one as JSON, or a list.</summary>
    public static EventReading ReadMessage(ReadOnlyMemory<byte> body, Instant now) =>
        ReadJson(body, now, expectsBatch: null);

    /// <summary>
    /// Reads the events of an AMQP message, such as a topic's, in whichever way it carries them: as JSON, or with its
    /// attributes as properties. Source: the CloudEvents AMQP protocol binding, sections 3.1 and 3.2.
    /// </summary>
    /// <param name="contentType">The message's content type; null or empty when it has none: then its body is JSON.</param>
    /// <param name="properties">Its application properties; those with CloudEvents' prefix are read.</param>
    /// <param name="body">The body.</param>
    /// <param name="now">When it arrived.</param>
    public static EventReading ReadMessage(
        string? contentType,
        IEnumerable<KeyValuePair<string, object?>> properties,
        ReadOnlyMemory<byte> body,
        Instant now
    )
    {
        var carried = new Carried(contentType, EventProperties.Attributes(properties), body, MendMessage);

        // Without attributes of its own the body can only be a whole event, whatever the sender calls its type.
        return carried.Attributes.Count == 0 && !carried.IsCloudEvents && carried.IsUtf8
            ? ReadJson(body, now, expectsBatch: null)
            : Read(carried, now);
    }

    /// <summary>
    /// A message's whole text, to be kept when it is given up: where its attributes came as properties, they are in it.
    /// </summary>
    public static string TextOf(
        string? contentType,
        IEnumerable<KeyValuePair<string, object?>> properties,
        ReadOnlyMemory<byte> body
    )
    {
        var attributes = EventProperties.Attributes(properties);
        return attributes.Count == 0 ? Encoding.UTF8.GetString(body.Span) : EventText.Of(attributes, contentType, body);
    }

    private static EventReading Read(Carried carried, Instant now)
    {
        var (media, mend) = (carried.Media, carried.Mend);
        if (!carried.IsUtf8)
        {
            return Unfit($"the body is in charset \"{carried.Charset}\": send UTF-8");
        }

        if (media is Structured or Batch)
        {
            return ReadJson(carried.Body, now, expectsBatch: media == Batch);
        }

        if (carried.IsCloudEvents)
        {
            return Unfit($"events in {media} are not read: {mend}");
        }

        if (carried.Attributes.Count > 0)
        {
            return ReadBinary(carried, now);
        }

        return Unfit(
            media.Length == 0 ? $"there is no content type: {mend}" : $"events do not come as {media}: {mend}"
        );
    }

    private static EventReading ReadJson(ReadOnlyMemory<byte> body, Instant now, bool? expectsBatch)
    {
        body = WithoutByteOrderMark(body);
        if (body.Length > EventLimits.BatchBytes)
        {
            return TooLarge(
                $"the body has more than {EventLimits.BatchBytes} bytes (1 MiB): send the events in smaller batches"
            );
        }

        try
        {
            return ReadRoot(EventScan.Of(body), now, expectsBatch);
        }
        catch (JsonException fault)
        {
            return Malformed(
                body.IsEmpty
                    ? "the body is empty: send a CloudEvent as JSON"
                    : $"the body is not JSON (it breaks off, or is wrong, at {EventJson.Why(fault)}): send a CloudEvent as JSON"
            );
        }
    }

    private static EventReading ReadRoot(EventScan scan, Instant now, bool? expectsBatch) =>
        (scan.Root.Kind, expectsBatch) switch
        {
            (JsonTokenType.StartArray, not false) => ReadBatch(scan.Items, now),
            (JsonTokenType.StartObject, not true) => ReadSingle(scan.Root, now),
            (_, true) => Malformed($"a batch is a list of events, found {scan.Root.KindInWords}: send a list"),
            (JsonTokenType.StartArray, _) => Malformed($"found a list of events: send it as {Batch}"),
            _ => Malformed($"an event is an object, found {scan.Root.KindInWords}: send a CloudEvent as JSON"),
        };

    private static EventReading ReadSingle(EventSlice slice, Instant now) =>
        slice.Bytes.Length > EventLimits.EventBytes
            ? TooLarge(TooMany(slice.Bytes.Length))
            : new EventReading.Read([Keep(EventElement.Read(slice, 0, now), slice.Bytes)], Batch: false);

    private static EventReading ReadBatch(IReadOnlyList<EventSlice> slices, Instant now)
    {
        if (slices.Count > EventLimits.BatchEvents)
        {
            return TooLarge(
                $"the batch has {slices.Count} events, at most {EventLimits.BatchEvents} are allowed: send smaller batches"
            );
        }

        return new EventReading.Read([.. slices.Select((slice, index) => ReadItem(slice, index, now))], Batch: true);
    }

    private static EventRead ReadItem(EventSlice slice, int index, Instant now)
    {
        var read =
            slice.Bytes.Length > EventLimits.EventBytes
                ? EventElement.Refuse(slice, index, TooMany(slice.Bytes.Length))
                : EventElement.Read(slice, index, now);
        return Keep(read, slice.Bytes) is EventRead.Refused refused
            ? refused with
            {
                Reason = $"event {index + 1} of the batch (index {index}): {refused.Reason}",
            }
            : read;
    }

    // What is refused is kept as it came, so that it can be mended and sent again.
    private static EventRead Keep(EventRead read, ReadOnlyMemory<byte> raw) =>
        read is EventRead.Refused refused ? refused with { Raw = Encoding.UTF8.GetString(raw.Span) } : read;

    private static EventReading ReadBinary(Carried carried, Instant now)
    {
        var (media, body) = (carried.Media, WithoutByteOrderMark(carried.Body));
        if (body.Length > EventLimits.EventBytes)
        {
            return TooLarge(TooMany(body.Length));
        }

        var isJson = media is "" or "application/json" || media.EndsWith("+json", StringComparison.Ordinal);
        if (!isJson && !body.IsEmpty)
        {
            return Unfit($"the event's data comes as {media}: send it as application/json");
        }

        var read = EventHeaders.Read(carried.Attributes, carried.ContentType, body, now);
        return new EventReading.Read(
            [
                read is EventRead.Refused refused
                    ? refused with
                    {
                        Raw = EventText.Of(carried.Attributes, carried.ContentType, body),
                    }
                    : read,
            ],
            Batch: false
        );
    }

    private static string TooMany(int bytes) =>
        $"the event has {bytes} bytes, at most {EventLimits.EventBytes} (64 KiB) are allowed: send a link to large content";

    private static EventReading.Fault TooLarge(string reason) => new(EventFault.TooLarge, reason);

    private static EventReading.Fault Malformed(string reason) => new(EventFault.Malformed, reason);

    private static EventReading.Fault Unfit(string reason) => new(EventFault.WrongContentType, reason);

    // Some tools write one, and RFC 8259 lets a reader ignore it.
    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
