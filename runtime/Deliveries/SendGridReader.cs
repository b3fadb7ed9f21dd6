using System.Globalization;
using System.Text;
using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using NodaTime;

namespace Journeys.Runtime.Deliveries;

/// <summary>Reads SendGrid's batches. Each element is read or refused on its own.</summary>
public static class SendGridReader
{
    /// <summary>
    /// The most bytes of a batch: 1 MiB. SendGrid sends one every 30 seconds, or when it has 768 KB.
    /// Source: twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook.
    /// </summary>
    public const int BatchBytes = 1024 * 1024;

    private const int LongestReason = 1_000;

    /// <summary>Reads a batch.</summary>
    /// <param name="body">The body.</param>
    /// <param name="now">When it came.</param>
    /// <param name="reads">Its elements, in the order in which they came.</param>
    /// <returns>Why the whole of it cannot be read; null when it can.</returns>
    public static string? Read(ReadOnlyMemory<byte> body, Instant now, out IReadOnlyList<SendGridRead> reads)
    {
        reads = [];
        try
        {
            var scan = EventScan.Of(body);
            if (scan.Root.Kind != JsonTokenType.StartArray)
            {
                return $"SendGrid sends a list of events, found {scan.Root.KindInWords}.";
            }

            reads = [.. scan.Items.Select(item => Read(item, now))];
            return null;
        }
        catch (JsonException fault)
        {
            return $"The body is not JSON (it breaks off, or is wrong, at {EventJson.Why(fault)}).";
        }
    }

    private static SendGridRead Read(EventSlice slice, Instant now)
    {
        if (slice.Kind != JsonTokenType.StartObject)
        {
            return Refuse(slice, $"an event is an object, found {slice.KindInWords}");
        }

        if (slice.Bytes.Length > EventLimits.EventBytes)
        {
            return Refuse(
                slice,
                $"the event has {slice.Bytes.Length} bytes, at most {EventLimits.EventBytes} are read"
            );
        }

        if (slice.Depth > EventLimits.Depth)
        {
            return Refuse(slice, EventAttributes.TooDeep("the event", slice.Depth));
        }

        using var document = JsonDocument.Parse(slice.Bytes);
        var element = document.RootElement;
        if (EventJson.Problem(element) is { } problem)
        {
            return Refuse(slice, problem);
        }

        return element.TryGetProperty(SendGridEvent.EffectArgument, out var effect)
            ? Read(slice, element, effect, now)
            : new SendGridRead.Foreign();
    }

    private static SendGridRead Read(EventSlice slice, JsonElement element, JsonElement argument, Instant now)
    {
        if (IsNotice(argument))
        {
            return new SendGridRead.Foreign();
        }

        if (
            argument.ValueKind != JsonValueKind.String
            || !EffectId.TryParse(argument.GetString(), out var effect)
            || !InstanceId.TryParse(effect.Instance, out _)
        )
        {
            return Refuse(slice, $"\"{SendGridEvent.EffectArgument}\" is not the id of an effect of this product");
        }

        if (Name(element, "sg_event_id") is not { } id)
        {
            return Refuse(slice, Needs("sg_event_id"));
        }

        if (Name(element, "event") is not { } kind)
        {
            return Refuse(slice, Needs("event"));
        }

        return Time(element, now, out var time) is { } late
            ? Refuse(slice, late)
            : new SendGridRead.Ours(Take(new(id, kind, time, effect), element, slice));
    }

    // A notice to a colleague bears its effect and the address, and is no mail of the contact: nothing is kept of it.
    private static bool IsNotice(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.String
        && argument.GetString()!.LastIndexOf('~') is var at and > 0
        && EffectId.TryParse(argument.GetString()![..at], out _);

    private static SendGridEvent Take(SendGridEvent bare, JsonElement element, EventSlice slice) =>
        bare with
        {
            Step = Text(element, "journeys_step"),
            Email = Text(element, "email"),
            Reason = Short(Text(element, "reason") ?? Text(element, "response")),
            Status = Text(element, "status"),
            Type = Text(element, "type"),
            Url = Text(element, "url"),
            Offset =
                element.TryGetProperty("url_offset", out var offset) && offset.ValueKind == JsonValueKind.Object
                    ? offset.GetRawText()
                    : null,
            Agent = Text(element, "useragent"),
            IsMachineOpen =
                element.TryGetProperty("sg_machine_open", out var machine)
                && machine is { ValueKind: JsonValueKind.True },
            Raw = Encoding.UTF8.GetString(slice.Bytes.Span),
        };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    // What becomes part of a key, or of what people read.
    private static string? Name(JsonElement element, string name) =>
        Text(element, name) is { Length: > 0 and <= EventLimits.AttributeLength } text && !text.Any(char.IsControl)
            ? text
            : null;

    private static string Needs(string name) =>
        $"\"{name}\" must be a text of 1 to {EventLimits.AttributeLength} characters";

    private static string? Time(JsonElement element, Instant now, out Instant time)
    {
        time = default;
        if (!TryNumber(element, out var seconds))
        {
            return "\"timestamp\" must be a whole number of seconds since 1970";
        }

        var earliest = now - EventLimits.Past;
        var latest = now + EventLimits.Future;
        if (seconds < earliest.ToUnixTimeSeconds() || seconds > latest.ToUnixTimeSeconds())
        {
            return string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"timestamp\" is {seconds}, accepted is {earliest.ToUnixTimeSeconds()} to {latest.ToUnixTimeSeconds()}"
                ) + " (400 days before and 1 day after the host's clock)";
        }

        time = Instant.FromUnixTimeSeconds(seconds);
        return null;
    }

    private static bool TryNumber(JsonElement element, out long number)
    {
        number = 0;
        return element.TryGetProperty("timestamp", out var value)
            && value.ValueKind switch
            {
                JsonValueKind.Number => value.TryGetInt64(out number),
                JsonValueKind.String => long.TryParse(
                    value.GetString(),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out number
                ),
                _ => false,
            };
    }

    private static string? Short(string? text) => text is null ? null : Plain.Short(text, LongestReason);

    private static SendGridRead.Refused Refuse(EventSlice slice, string reason) =>
        new(slice.Peek("sg_event_id"), reason, Encoding.UTF8.GetString(slice.Bytes.Span));
}
