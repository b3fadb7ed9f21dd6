using System.Text.Json;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tests.Templates;
using NodaTime;

namespace Journeys.Runtime.Tests.Events;

public sealed class BinaryTests
{
    [Fact]
    public void The_example_of_the_HTTP_binding_is_read_once_it_names_a_contact()
    {
        // CloudEvents HTTP protocol binding 1.0.2, section 3.1.4.
        var parsed = Sent.Read(
                "application/json; charset=utf-8",
                """{"topic": "energy"}""",
                ("ce-specversion", "1.0"),
                ("ce-type", "com.example.someevent"),
                ("ce-time", "2026-02-28T03:56:24Z"),
                ("ce-id", "1234-1234-1234"),
                ("ce-source", "/mycontext/subcontext"),
                ("CE-Subject", "Ada@Example.com"),
                ("ce-comexampleextension1", "value"),
                ("Authorization", "none of our business")
            )
            .Parsed();
        var cloud = parsed.Event;
        Assert.Equal(
            (
                "1234-1234-1234",
                "/mycontext/subcontext",
                "com.example.someevent",
                "Ada@Example.com",
                "application/json; charset=utf-8"
            ),
            (cloud.Id, cloud.Source, cloud.Type, cloud.Subject, cloud.DataContentType)
        );
        Assert.Equal(Instant.FromUtc(2026, 2, 28, 3, 56, 24), cloud.Time);
        Assert.Equal(new Dictionary<string, string> { ["comexampleextension1"] = "value" }, cloud.Extensions);
        Assert.Equal("ada@example.com", parsed.Incoming.Contact);
        Assert.Equal(Samples.Fields("""{"topic": "energy"}"""), parsed.Incoming.Data);
    }

    [Theory]
    [InlineData("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀")]
    [InlineData("\"quoted %25 \\\"x\\\"\"", "quoted % \"x\"")]
    [InlineData("100%", "100%")]
    [InlineData("  plain  ", "plain")]
    public void Values_are_decoded_as_the_HTTP_binding_says(string header, string expected) =>
        Assert.Equal(expected, Sent.Read("application/json", "{}", Headers(("ce-type", header))).Parsed().Event.Type);

    [Fact]
    public void An_event_without_a_body_has_no_data()
    {
        var parsed = Sent.Read(null, "", Headers()).Parsed();
        Assert.Equal(JsonValueKind.Undefined, parsed.Event.Data.ValueKind);
        Assert.Equal(Fields.Empty, parsed.Incoming.Data);
        Assert.Null(parsed.Event.DataContentType);
    }

    [Theory]
    [InlineData("application/vnd.example+json")]
    [InlineData(null)]
    public void Data_may_be_any_kind_of_JSON(string? contentType) =>
        Assert.Equal(
            Samples.Fields("""{"topic": "energy"}"""),
            Sent.Read(contentType, """{"topic": "energy"}""", Headers()).Parsed().Incoming.Data
        );

    [Fact]
    public void A_structured_content_type_wins_over_headers() =>
        Assert.Equal(
            "e-1",
            Sent.Read(CloudEventReader.Structured, Sent.Event(), Headers(("ce-id", "other"))).Parsed().Event.Id
        );

    [Theory]
    [InlineData("ce-specversion", "", "\"specversion\" is \"\", only \"1.0\" is read: set it to \"1.0\"")]
    [InlineData("ce-id", "", "\"id\" is empty: set it to what names the event within its source, such as a UUID")]
    [InlineData("ce-id", "a%0D%0Ab", "\"id\" contains a control character: remove it")]
    [InlineData(
        "ce-subject",
        "a%00b",
        "\"subject\" contains a control character: set it to the contact's mail address, or its id in your CRM, without line breaks and tabs"
    )]
    [InlineData(
        "ce-my_extension",
        "x",
        "\"my_extension\" is not an attribute's name: use small letters and digits, and put your own values into \"data\""
    )]
    public void A_wrong_header_is_refused(string name, string value, string expected) =>
        Assert.Equal(expected, Sent.Read("application/json", "{}", Headers((name, value))).Reason());

    [Theory]
    [InlineData("[1]", "the body must be an object with named values, found a list")]
    [InlineData("{", "the body does not hold JSON (it breaks off, or is wrong, at line 1, column 2)")]
    [InlineData("{\"a\":1,\"a\":2}", "\"data.a\" stands there twice: send it once")]
    public void A_wrong_body_is_refused(string body, string expected) =>
        Assert.Equal(expected, Sent.Read("application/json", body, Headers()).Reason());

    [Fact]
    public void Data_that_is_not_JSON_is_refused_as_a_whole() =>
        Assert.Equal(
            "WrongContentType: the event's data comes as text/plain: send it as application/json",
            Sent.Read("text/plain", "hello", Headers()).Fault()
        );

    [Fact]
    public void Data_over_64_KiB_is_refused_as_a_whole() =>
        Assert.Equal(
            "TooLarge: the event has 65545 bytes, at most 65536 (64 KiB) are allowed: send a link to large content",
            Sent.Read("application/json", $$"""{"a": "{{new string('x', 65_536)}}"}""", Headers()).Fault()
        );

    private static (string, string)[] Headers(params (string, string)[] changed)
    {
        var headers = new Dictionary<string, string>
        {
            ["ce-specversion"] = "1.0",
            ["ce-id"] = "e-1",
            ["ce-source"] = "/web",
            ["ce-type"] = "whitepaper.downloaded",
            ["ce-subject"] = "ada@example.com",
        };
        foreach (var (name, value) in changed)
        {
            headers[name] = value;
        }

        return [.. headers.Select(pair => (pair.Key, pair.Value))];
    }
}
