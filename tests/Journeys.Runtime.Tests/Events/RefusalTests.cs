using System.Text;
using Journeys.Runtime.Events;

namespace Journeys.Runtime.Tests.Events;

public sealed class RefusalTests
{
    private const string Needed = "(a CloudEvent needs specversion, id, source, type and subject)";
    private const string Set = "set it to the contact's mail address, or its id in your CRM";
    private const string Window =
        "accepted is 2025-01-25T09:00:00Z to 2026-03-02T09:00:00Z (400 days before and 1 day after the host's clock): correct the sender's clock, or leave \"time\" out to mean now";

    [Theory]
    [InlineData("specversion", "", $"\"specversion\" is missing: set it to \"1.0\" {Needed}")]
    [InlineData("specversion", "\"0.3\"", "\"specversion\" is \"0.3\", only \"1.0\" is read: set it to \"1.0\"")]
    [InlineData("specversion", "1.0", "\"specversion\" must be text, found a number")]
    [InlineData(
        "id",
        "",
        $"\"id\" is missing: set it to what names the event within its source, such as a UUID {Needed}"
    )]
    [InlineData(
        "id",
        "null",
        $"\"id\" is missing: set it to what names the event within its source, such as a UUID {Needed}"
    )]
    [InlineData("id", "\"  \"", "\"id\" is empty: set it to what names the event within its source, such as a UUID")]
    [InlineData("id", "17", "\"id\" must be text, found a number")]
    [InlineData("id", "\"a\\nb\"", "\"id\" contains a control character: remove it")]
    [InlineData(
        "source",
        "",
        $"\"source\" is missing: set it to the system it comes from, such as \"https://example.com/website\" {Needed}"
    )]
    [InlineData("source", "\"a\\u0000\"", "\"source\" contains a control character: remove it")]
    [InlineData("type", "\"\"", "\"type\" is empty: set it to what happened, such as \"whitepaper.downloaded\"")]
    [InlineData("type", "\"a\\u007f\"", "\"type\" contains a control character: remove it")]
    [InlineData("subject", "", $"\"subject\" is missing: {Set}")]
    [InlineData("subject", "\" \"", $"\"subject\" is missing: {Set}")]
    [InlineData(
        "subject",
        "\"a\\tb\"",
        $"\"subject\" contains a control character: {Set}, without line breaks and tabs"
    )]
    [InlineData("time", "\"1970-01-01T00:00:00Z\"", $"\"time\" is 1970-01-01T00:00:00Z, {Window}")]
    [InlineData("time", "\"2090-01-01T00:00:00Z\"", $"\"time\" is 2090-01-01T00:00:00Z, {Window}")]
    [InlineData(
        "time",
        "\"yesterday\"",
        "\"time\" is \"yesterday\", which is not an RFC 3339 time: write it like \"2026-03-01T09:00:00Z\""
    )]
    [InlineData(
        "time",
        "\"2026-03-01\"",
        "\"time\" is \"2026-03-01\", which is not an RFC 3339 time: write it like \"2026-03-01T09:00:00Z\""
    )]
    [InlineData(
        "time",
        "\"2026-02-30T09:00:00Z\"",
        "\"time\" is \"2026-02-30T09:00:00Z\", which is not an RFC 3339 time: write it like \"2026-03-01T09:00:00Z\""
    )]
    [InlineData("time", "1772355600", "\"time\" must be text, found a number")]
    [InlineData("data", "\"text\"", "\"data\" must be an object with named values, found text")]
    [InlineData("data", "[1]", "\"data\" must be an object with named values, found a list")]
    [InlineData("data", "7", "\"data\" must be an object with named values, found a number")]
    [InlineData("data", "false", "\"data\" must be an object with named values, found true or false")]
    [InlineData(
        "data_base64",
        "\"%%\"",
        "\"data_base64\" is not base64: encode the data's JSON with RFC 4648, or send \"data\""
    )]
    [InlineData(
        "data_base64",
        "\"aGVsbG8=\"",
        "\"data_base64\" does not hold JSON (it breaks off, or is wrong, at line 1, column 1)"
    )]
    [InlineData("data_base64", "\"WzFd\"", "\"data_base64\" must be an object with named values, found a list")]
    [InlineData("data_base64", "\"e30=\",\"data\":{}", "\"data\" and \"data_base64\" are both there: send one of them")]
    [InlineData("data", "{\"a\":1,\"b\":{\"c\":1,\"c\":2}}", "\"data.b.c\" stands there twice: send it once")]
    [InlineData("data", "{\"n\":1e400}", "\"data\" cannot be kept: \"n\" is a number beyond 28 digits")]
    [InlineData(
        "data",
        "{\"a\":\"\\ud800\"}",
        "\"data.a\" is not valid Unicode: send UTF-8, and surrogates only in pairs"
    )]
    [InlineData("data", "{\"\\udc00\":1}", "a name in \"data\" is not valid Unicode: send UTF-8")]
    [InlineData("data", "{\"contact\":\"Ada\"}", "\"data.contact\" must be an object with named values, found text")]
    [InlineData("data", "{\"contact\":[]}", "\"data.contact\" must be an object with named values, found a list")]
    [InlineData("data", "{\"account\":5}", "\"data.account\" must be an object with named values, found a number")]
    [InlineData(
        "data",
        "{\"account\":{\"name\":\"x\"}}",
        "\"data.account.id\" is missing: set it to the account's id in your CRM"
    )]
    [InlineData(
        "data",
        "{\"account\":{\"id\":\"a\\nb\"}}",
        "\"data.account.id\" contains a control character: set it to the account's id in your CRM, without line breaks and tabs"
    )]
    [InlineData(
        "data",
        "{\"effect\":5}",
        "\"data.effect\" must be the id of an effect (1 to 256 characters), found a number"
    )]
    [InlineData(
        "data",
        "{\"effect\":\"\"}",
        "\"data.effect\" must be the id of an effect (1 to 256 characters), found empty text"
    )]
    [InlineData("data", "{\"effect\":{\"id\":1}}", "\"data.effect\" must be the id of an effect, found an object")]
    [InlineData(
        "traceParent",
        "\"x\"",
        "\"traceParent\" is not an attribute's name: use small letters and digits, and put your own values into \"data\""
    )]
    [InlineData(
        "extra",
        "{}",
        "\"extra\" must be text, a number, or true or false; put objects into \"data\", found an object"
    )]
    [InlineData("extra", "\"a\\nb\"", "\"extra\" contains a control character: remove it")]
    [InlineData("type", "\"a\",\"type\":\"b\"", "\"type\" stands there twice: send it once")]
    public void Each_fault_is_told_in_full(string attribute, string json, string expected) =>
        Assert.Equal(expected, Sent.Structured(Sent.Event(attribute, json)).Reason());

    [Theory]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("type")]
    public void An_attribute_of_257_characters_is_refused(string name)
    {
        Sent.Structured(Sent.Event(name, $"\"{new string('x', 256)}\"")).Parsed();
        Assert.Equal(
            $"\"{name}\" has 257 characters, at most 256 are allowed: shorten it",
            Sent.Structured(Sent.Event(name, $"\"{new string('x', 257)}\"")).Reason()
        );
    }

    [Fact]
    public void A_contact_id_of_2000_characters_is_refused() =>
        Assert.Equal(
            $"\"subject\" has 2000 characters, at most 200 are allowed: {Set}",
            Sent.Structured(Sent.Event("subject", $"\"{new string('x', 2_000)}\"")).Reason()
        );

    [Fact]
    public void What_is_nested_too_deep_is_refused()
    {
        var lists = new string('[', 15) + new string(']', 15);
        Assert.Equal(
            "the event is nested 17 levels deep, at most 16 are allowed: flatten it",
            Sent.Structured(Sent.Event("data", $$"""{"a":{{lists}}}""")).Reason()
        );
        var objects = string.Concat(Enumerable.Repeat("{\"a\":", 9)) + "1" + new string('}', 9);
        Assert.Equal(
            "\"data\" cannot be kept: \"a.a.a.a.a.a.a.a\" is nested deeper than 8 levels",
            Sent.Structured(Sent.Event("data", objects)).Reason()
        );
        var deep = new string('[', 30_000) + new string(']', 30_000);
        Assert.Equal(
            "the event is nested 30002 levels deep, at most 16 are allowed: flatten it",
            Sent.Structured(Sent.Event("data", $$"""{"a":{{deep}}}""")).Reason()
        );
    }

    [Fact]
    public void A_megabyte_of_brackets_costs_no_more_than_any_other_megabyte()
    {
        var deep = new string('[', 500_000) + new string(']', 500_000);
        Assert.Equal(
            "event 1 of the batch (index 0): the event has 1000134 bytes, at most 65536 (64 KiB) are allowed: send a link to large content",
            Sent.Batch($"[{Sent.Event("data", deep)}]").Reason()
        );
        Assert.StartsWith("Malformed: the body is not JSON", Sent.Batch(new string('[', 1_000_000)).Fault());
    }

    [Fact]
    public void More_fields_than_a_profile_may_have_are_refused()
    {
        var many = string.Join(',', Enumerable.Range(0, 501).Select(number => $"\"f{number}\":1"));
        Assert.Equal(
            "\"data\" cannot be kept: there are more than 500 fields",
            Sent.Structured(Sent.Event("data", $"{{{many}}}")).Reason()
        );
    }

    [Fact]
    public void A_refused_event_is_named_as_far_as_it_can_be()
    {
        var refused = Assert.IsType<EventRead.Refused>(Sent.Structured(Sent.Event("time", "\"x\"")).Items()[0]);
        Assert.Equal(("e-1", "https://example.com/web"), (refused.Id, refused.Source));
        refused = Assert.IsType<EventRead.Refused>(Sent.Structured("""{"id": 5, "source": "a\u0000b"}""").Items()[0]);
        Assert.Equal((null, "a\uFFFDb"), (refused.Id, refused.Source));
    }

    [Fact]
    public void An_event_of_64_KiB_is_read_and_a_larger_one_is_refused_as_a_whole()
    {
        var size = Sent.Event("data", """{"a":""}""").Length;
        string OfSize(int bytes) => Sent.Event("data", $$"""{"a":"{{new string('x', bytes - size)}}"}""");
        Sent.Structured(OfSize(65_536)).Parsed();
        Assert.Equal(
            "TooLarge: the event has 65537 bytes, at most 65536 (64 KiB) are allowed: send a link to large content",
            Sent.Structured(OfSize(65_537)).Fault()
        );
    }

    [Theory]
    [InlineData("", "Malformed: the body is empty: send a CloudEvent as JSON")]
    [InlineData(
        "hello",
        "Malformed: the body is not JSON (it breaks off, or is wrong, at line 1, column 1): send a CloudEvent as JSON"
    )]
    [InlineData(
        "{\n  \"id\": \"x\",\n  oops",
        "Malformed: the body is not JSON (it breaks off, or is wrong, at line 3, column 3): send a CloudEvent as JSON"
    )]
    [InlineData(
        "{} {}",
        "Malformed: the body is not JSON (it breaks off, or is wrong, at line 1, column 4): send a CloudEvent as JSON"
    )]
    [InlineData("\"text\"", "Malformed: an event is an object, found text: send a CloudEvent as JSON")]
    [InlineData("null", "Malformed: an event is an object, found null: send a CloudEvent as JSON")]
    [InlineData("[]", "Malformed: found a list of events: send it as application/cloudevents-batch+json")]
    public void A_body_that_is_no_event_is_refused(string body, string expected) =>
        Assert.Equal(expected, Sent.Structured(body).Fault());

    [Theory]
    [InlineData(null, "WrongContentType: there is no content type: ")]
    [InlineData("text/plain", "WrongContentType: events do not come as text/plain: ")]
    [InlineData("application/xml; charset=utf-8", "WrongContentType: events do not come as application/xml: ")]
    [InlineData(
        "application/cloudevents+xml",
        "WrongContentType: events in application/cloudevents+xml are not read: "
    )]
    [InlineData(
        "application/cloudevents+avro",
        "WrongContentType: events in application/cloudevents+avro are not read: "
    )]
    public void A_content_type_that_events_do_not_come_in_is_refused(string? contentType, string expected) =>
        Assert.Equal(
            expected
                + "send application/cloudevents+json, application/cloudevents-batch+json, or \"ce-\" headers with application/json data",
            Sent.Read(contentType, Sent.Event()).Fault()
        );

    [Fact]
    public void Another_charset_is_refused() =>
        Assert.Equal(
            "WrongContentType: the body is in charset \"iso-8859-1\": send UTF-8",
            Sent.Read("application/json; charset=iso-8859-1", Sent.Event()).Fault()
        );

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        var body = Encoding.Latin1.GetBytes(Sent.Event("data", """{"name": "Zoë"}"""));
        Assert.Equal(
            "\"data.name\" is not valid Unicode: send UTF-8, and surrogates only in pairs",
            CloudEventReader.ReadMessage(body, Sent.Now).Reason()
        );
    }

    [Fact]
    public void Any_bytes_at_all_are_answered_with_a_value()
    {
        var whole = Encoding.UTF8.GetBytes(
            Sent.Event("data", """{"a": "ü\u00e9", "contact": {"b": [1, {"c": null}]}}""")
        );
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var changed in new byte[] { 0, (byte)'"', (byte)'{', (byte)'\\', 0xFF, (byte)'9' })
            {
                var body = (byte[])whole.Clone();
                body[at] = changed;
                CloudEventReader.ReadMessage(body, Sent.Now);
                CloudEventReader.ReadMessage(body.AsMemory(0, at), Sent.Now);
            }
        }
    }
}
