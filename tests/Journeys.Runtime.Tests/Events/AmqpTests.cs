using System.Text;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tests.Templates;
using NodaTime;

namespace Journeys.Runtime.Tests.Events;

/// <summary>Events in AMQP messages, as a topic's senders write them.</summary>
public sealed class AmqpTests
{
    [Theory]
    [InlineData("cloudEvents:")]
    [InlineData("cloudEvents_")]
    public void The_example_of_the_AMQP_binding_is_read_once_it_names_a_contact(string prefix)
    {
        // CloudEvents AMQP protocol binding, section 3.1.4.
        var parsed = Read(
                "application/json; charset=utf-8",
                """{"topic": "energy"}""",
                (prefix + "specversion", "1.0"),
                (prefix + "type", "com.example.someevent"),
                (prefix + "time", "2026-02-28T03:56:24Z"),
                (prefix + "id", "1234-1234-1234"),
                (prefix + "source", "/mycontext/subcontext"),
                (prefix + "subject", "Ada@Example.com"),
                ("priority", 5)
            )
            .Parsed();

        Assert.Equal(
            ("1234-1234-1234", "/mycontext/subcontext", "com.example.someevent", "ada@example.com"),
            (parsed.Event.Id, parsed.Event.Source, parsed.Event.Type, parsed.Incoming.Contact)
        );
        Assert.Equal(Instant.FromUtc(2026, 2, 28, 3, 56, 24), parsed.Event.Time);
        Assert.Equal("application/json; charset=utf-8", parsed.Event.DataContentType);
        Assert.Empty(parsed.Event.Extensions);
        Assert.Equal(Samples.Fields("""{"topic": "energy"}"""), parsed.Incoming.Data);
    }

    [Fact]
    public void Values_may_be_native_or_text()
    {
        var instant = new DateTimeOffset(2026, 2, 28, 4, 56, 24, 500, TimeSpan.FromHours(1));
        var parsed = Read(
                "application/json",
                "{}",
                [
                    .. Attributes("cloudEvents:"),
                    ("cloudEvents:time", instant),
                    ("cloudEvents:since", instant.UtcDateTime),
                    ("cloudEvents:flag", true),
                    ("cloudEvents:count", 7L),
                    ("cloudEvents:bytes", new byte[] { 1, 2 }),
                    ("cloudEvents:link", new Uri("https://example.com/a")),
                    ("cloudEvents:unset", null),
                ]
            )
            .Parsed();

        Assert.Equal(Instant.FromDateTimeOffset(instant), parsed.Event.Time);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["since"] = "2026-02-28T03:56:24.5Z",
                ["flag"] = "true",
                ["count"] = "7",
                ["bytes"] = "AQI=",
                ["link"] = "https://example.com/a",
            },
            parsed.Event.Extensions
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    [InlineData("application/cloudevents+json; charset=UTF-8")]
    public void A_whole_event_is_read_whatever_its_message_is_called(string? contentType) =>
        Assert.Equal("e-1", Read(contentType, Sent.Event()).Parsed().Event.Id);

    [Fact]
    public void A_whole_event_may_repeat_its_attributes_as_properties() =>
        Assert.Equal(
            "e-1",
            Read(CloudEventReader.Structured, Sent.Event(), [.. Attributes("cloudEvents:")]).Parsed().Event.Id
        );

    [Fact]
    public void A_list_of_events_is_read() =>
        Assert.Equal(2, Read(CloudEventReader.Batch, $"[{Sent.Event()},{Sent.Event("id", "\"e-2\"")}]").Items().Count);

    [Theory]
    [InlineData("application/cloudevents+avro", "events in application/cloudevents+avro are not read")]
    [InlineData("application/json; charset=utf-16", "the body is in charset \"utf-16\": send UTF-8")]
    public void What_cannot_be_read_says_what_to_send(string contentType, string reason) =>
        Assert.StartsWith(
            "WrongContentType: " + reason,
            Read(contentType, Sent.Event()).Fault(),
            StringComparison.Ordinal
        );

    [Fact]
    public void Data_that_is_not_JSON_is_refused() =>
        Assert.Equal(
            "WrongContentType: the event's data comes as text/xml: send it as application/json",
            Read("text/xml", "<a/>", [.. Attributes("cloudEvents_")]).Fault()
        );

    [Fact]
    public void A_missing_attribute_is_named() =>
        Assert.StartsWith(
            "\"specversion\" is missing",
            Read("application/json", "{}", ("cloudEvents:id", "1")).Reason(),
            StringComparison.Ordinal
        );

    private static IEnumerable<(string, object?)> Attributes(string prefix) =>
        [
            (prefix + "specversion", "1.0"),
            (prefix + "id", "other"),
            (prefix + "source", "/test"),
            (prefix + "type", "page.viewed"),
            (prefix + "subject", "ada@example.com"),
        ];

    private static EventReading Read(string? contentType, string body, params (string, object?)[] properties) =>
        CloudEventReader.ReadMessage(
            contentType,
            properties.Select(property => KeyValuePair.Create(property.Item1, property.Item2)),
            Encoding.UTF8.GetBytes(body),
            Sent.Now
        );
}
