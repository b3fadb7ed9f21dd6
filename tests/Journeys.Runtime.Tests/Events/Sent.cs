using System.Text;
using Journeys.Runtime.Events;
using NodaTime;

namespace Journeys.Runtime.Tests.Events;

/// <summary>Events as senders send them, at a known instant.</summary>
internal static class Sent
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 9, 0);

    /// <summary>An event that is right in every way, with one attribute changed, added, or (null) removed.</summary>
    public static string Event(string? name = null, string? json = null)
    {
        var attributes = new Dictionary<string, string>
        {
            ["specversion"] = "\"1.0\"",
            ["id"] = "\"e-1\"",
            ["source"] = "\"https://example.com/web\"",
            ["type"] = "\"whitepaper.downloaded\"",
            ["subject"] = "\"Ada@Example.com\"",
        };
        if (name is not null)
        {
            attributes[name] = json ?? "";
        }

        var left = attributes.Where(pair => pair.Value.Length > 0).Select(pair => $"\"{pair.Key}\":{pair.Value}");
        return $"{{{string.Join(',', left)}}}";
    }

    public static EventReading Structured(string body) => Read(CloudEventReader.Structured, body);

    public static EventReading Batch(string body) => Read(CloudEventReader.Batch, body);

    public static EventReading Read(string? contentType, string body, params (string, string)[] headers) =>
        CloudEventReader.Read(
            contentType,
            headers.Select(header => KeyValuePair.Create(header.Item1, header.Item2)),
            Encoding.UTF8.GetBytes(body),
            Now
        );

    public static EventRead.Parsed Parsed(this EventReading reading) =>
        Assert.IsType<EventRead.Parsed>(Assert.Single(reading.Items()));

    public static string Reason(this EventReading reading) =>
        Assert.IsType<EventRead.Refused>(Assert.Single(reading.Items())).Reason;

    public static string Fault(this EventReading reading) =>
        reading is EventReading.Fault fault ? $"{fault.Kind}: {fault.Reason}" : $"no fault: {reading}";

    public static IReadOnlyList<EventRead> Items(this EventReading reading) =>
        Assert.IsType<EventReading.Read>(reading).Items;
}
