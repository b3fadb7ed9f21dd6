using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tests.Templates;
using NodaTime;

namespace Journeys.Runtime.Tests.Events;

public sealed class StructuredTests
{
    [Fact]
    public void The_example_of_the_JSON_format_is_read_once_it_names_a_contact()
    {
        // CloudEvents JSON event format 1.0.2, section 3.2, with data as an object and a time that is near.
        var parsed = Sent.Structured(
                """
                {
                    "specversion" : "1.0",
                    "type" : "com.example.someevent",
                    "source" : "/mycontext",
                    "subject": "ada@example.com",
                    "id" : "C234-1234-1234",
                    "time" : "2026-02-28T17:31:00.123Z",
                    "comexampleextension1" : "value",
                    "comexampleothervalue" : 5,
                    "unsetextension": null,
                    "datacontenttype" : "application/json",
                    "data" : { "appinfoA" : "abc", "appinfoB" : 123, "appinfoC" : true }
                }
                """
            )
            .Parsed();
        var cloud = parsed.Event;
        Assert.Equal(
            ("C234-1234-1234", "/mycontext", "com.example.someevent", "ada@example.com", "application/json"),
            (cloud.Id, cloud.Source, cloud.Type, cloud.Subject, cloud.DataContentType)
        );
        Assert.Equal(Instant.FromUtc(2026, 2, 28, 17, 31) + Duration.FromMilliseconds(123), cloud.Time);
        Assert.Equal(
            new Dictionary<string, string> { ["comexampleextension1"] = "value", ["comexampleothervalue"] = "5" },
            cloud.Extensions
        );
        Assert.Equal("abc", cloud.Data.GetProperty("appinfoA").GetString());
        Assert.Equal(
            Samples.Fields("""{"appinfoA": "abc", "appinfoB": 123, "appinfoC": true}"""),
            parsed.Incoming.Data
        );
    }

    [Fact]
    public void Data_in_base_64_is_read_when_it_holds_JSON()
    {
        var body = Sent.Event("data_base64", "\"eyJ0b3BpYyI6ImVuZXJneSJ9\"");
        Assert.Equal(Samples.Fields("""{"topic": "energy"}"""), Sent.Structured(body).Parsed().Incoming.Data);
    }

    [Fact]
    public void An_event_is_made_ready_for_the_hub()
    {
        var incoming = Sent.Structured(
                Sent.Event(
                    "data",
                    """
                    {
                        "topic": "energy",
                        "nested": {"a": [1, "b"]},
                        "effect": "spring~abc~1.2.1.1",
                        "contact": {"firstName": "Ada", "consent": {"marketing": true}},
                        "account": {"id": " Nord@Wind ", "industry": "energy"}
                    }
                    """
                )
            )
            .Parsed()
            .Incoming;
        Assert.Equal(
            new IncomingEvent(
                EventKey.Of("https://example.com/web", "e-1"),
                "ada@example.com",
                "whitepaper.downloaded",
                Sent.Now,
                "https://example.com/web",
                "spring~abc~1.2.1.1",
                Samples.Fields("""{"firstName": "Ada", "consent": {"marketing": true}}"""),
                Samples.Fields("""{"id": "nord@wind", "industry": "energy"}"""),
                Samples.Fields("""{"topic": "energy", "nested": {"a": [1, "b"]}}""")
            )
            {
                Id = "e-1",
            },
            incoming
        );
        Assert.Equal(
            new EventFact(incoming.Key, "whitepaper.downloaded", Sent.Now, "spring~abc~1.2.1.1", incoming.Data),
            incoming.ToFact()
        );
    }

    [Theory]
    [InlineData("""{"contact": null, "account": null, "effect": null}""")]
    [InlineData("""{"contact": {}, "account": {}}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public void An_event_may_say_nothing(string data)
    {
        var incoming = Sent.Structured(Sent.Event("data", data)).Parsed().Incoming;
        Assert.Equal(
            (null, Fields.Empty, Fields.Empty, Fields.Empty),
            (incoming.About, incoming.ContactFields, incoming.AccountFields, incoming.Data)
        );
    }

    [Fact]
    public void An_event_without_a_time_happened_now()
    {
        var parsed = Sent.Structured(Sent.Event()).Parsed();
        Assert.Null(parsed.Event.Time);
        Assert.Equal(Sent.Now, parsed.Incoming.Time);
        Assert.Equal(JsonValueKind.Undefined, parsed.Event.Data.ValueKind);
    }

    [Theory]
    [InlineData("2026-02-28T12:00:00+05:30", 6, 30)]
    [InlineData("2026-02-28t06:30:00z", 6, 30)]
    [InlineData("2026-02-28T06:30:00.000000000Z", 6, 30)]
    public void A_time_is_read_as_RFC_3339_writes_it(string time, int hour, int minute) =>
        Assert.Equal(
            Instant.FromUtc(2026, 2, 28, hour, minute),
            Sent.Structured(Sent.Event("time", $"\"{time}\"")).Parsed().Incoming.Time
        );

    [Theory]
    [InlineData("2025-01-25T09:00:00Z", true)]
    [InlineData("2025-01-25T08:59:59Z", false)]
    [InlineData("2026-03-02T09:00:00Z", true)]
    [InlineData("2026-03-02T09:00:01Z", false)]
    public void The_window_of_time_includes_its_bounds(string time, bool accepted) =>
        Assert.Equal(accepted, Sent.Structured(Sent.Event("time", $"\"{time}\"")).Items()[0] is EventRead.Parsed);

    [Theory]
    [InlineData("application/cloudevents+json; charset=UTF-8")]
    [InlineData("Application/CloudEvents+JSON")]
    [InlineData("application/json")]
    [InlineData("application/json; charset=\"utf-8\"")]
    public void The_content_type_may_be_written_in_several_ways(string contentType) =>
        Assert.Equal("e-1", Sent.Read(contentType, Sent.Event()).Parsed().Event.Id);

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Sent.Structured("\uFEFF" + Sent.Event()).Parsed();

    [Fact]
    public void A_message_holds_one_event_or_a_list()
    {
        var single = CloudEventReader.ReadMessage(System.Text.Encoding.UTF8.GetBytes(Sent.Event()), Sent.Now);
        Assert.False(Assert.IsType<EventReading.Read>(single).Batch);
        var list = CloudEventReader.ReadMessage(System.Text.Encoding.UTF8.GetBytes($"[{Sent.Event()}]"), Sent.Now);
        Assert.True(Assert.IsType<EventReading.Read>(list).Batch);
        Assert.Equal("e-1", list.Parsed().Event.Id);
    }

    [Fact]
    public void The_data_outlives_the_request()
    {
        var body = System.Text.Encoding.UTF8.GetBytes(Sent.Event("data", """{"topic": "energy"}"""));
        var parsed = CloudEventReader.ReadMessage(body, Sent.Now).Parsed();
        Array.Clear(body);
        Assert.Equal("energy", parsed.Event.Data.GetProperty("topic").GetString());
    }

    [Fact]
    public void The_key_of_an_event_depends_on_source_and_id()
    {
        Assert.Equal("qwtung4n4uoz4idoaj4m", EventKey.Of("https://example.com/web", "A234"));
        Assert.NotEqual(EventKey.Of("a", "bc"), EventKey.Of("ab", "c"));
    }
}
