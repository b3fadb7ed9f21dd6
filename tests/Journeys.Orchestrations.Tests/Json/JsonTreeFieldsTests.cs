using System.Text.Json;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Tests.Json;

public sealed class JsonTreeFieldsTests
{
    [Fact]
    public void Values_become_field_values()
    {
        Assert.Equal(FieldValue.Of("x"), Parsed.Tree("\"x\"").ToFieldValue());
        Assert.Equal(FieldValue.Of(1.5m), Parsed.Tree("1.5").ToFieldValue());
        Assert.Equal(FieldValue.Of(true), Parsed.Tree("true").ToFieldValue());
        Assert.Null(Parsed.Tree("null").ToFieldValue());
        Assert.Null(Parsed.Tree("{ \"a\": 1 }").ToFieldValue());
        Assert.Equal(
            new FieldValue.Many([FieldValue.Of("a"), FieldValue.Of("{\"b\":[1,null]}")]),
            Parsed.Tree("[\"a\", null, { \"b\": [1, null] }]").ToFieldValue()
        );
    }

    [Fact]
    public void An_object_is_flattened_exactly_as_an_events_data_is()
    {
        const string text = """{ "a": { "b": 1, "c": { "d": ["x", { "e": true }] } }, "f": null, "g": "ü" }""";
        using var document = JsonDocument.Parse(text);
        var expected = FieldsJson.From(document.RootElement);

        var fields = Parsed.Tree(text).ToFields();

        Assert.Equal(FieldValue.Of(1), fields["a.b"]);
        Assert.Equal(["a.b", "a.c.d", "g"], fields.Select(pair => pair.Key));
        Assert.Equal(expected["a.b"], fields["a.b"]);
        Assert.Equal(expected["g"], fields["g"]);
    }

    [Fact]
    public void What_fields_cannot_hold_is_a_finding()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 9)) + "1" + new string('}', 9);
        var bag = new DiagnosticBag("t.json");
        Assert.Equal(Fields.Empty, Parsed.Tree(deep).ToFields(bag));
        Assert.Equal("J010", Assert.Single(bag.Items).Code);
        Assert.Throws<JsonException>(() => Parsed.Tree(deep).ToFields());
    }
}
