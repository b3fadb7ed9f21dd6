using System.Collections.Immutable;
using System.Text.Json;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Templates;
using NodaTime;

namespace Journeys.Runtime.Tests.Templates;

/// <summary>A journey's variables and a contact in it, and templates read and rendered with them.</summary>
internal static class Samples
{
    public static readonly TemplateSchema Schema = TemplateSchema.For(
        WorkspaceFields.Read(
            """{"contact": {"budget": "text", "tags": "list"}, "event": {"whitepaper.downloaded": {"topic": "text", "webinarAt": "date", "value": "text", "key": "text", "first": "text", "last": "text", "index": "text", "root": "text", "parent": "text", "this-one": "text", "_x": "text", "9": "text"}}}""",
            new DiagnosticBag("workspace/fields.json")
        ),
        ["whitepaper.downloaded"],
        ["thank-you", "qualify"]
    );

    public static TemplateContext Context(
        string contact =
            """{"name": "Ada Lovelace", "firstName": "Ada", "consent": {"marketing": true}, "score": 12.50, "tags": ["x", "y"]}""",
        string data =
            """{"topic": "energy", "webinarAt": "2026-03-01T09:30:00Z", "value": "v", "key": "k", "first": "f", "last": "l", "index": "i", "root": "r", "parent": "p", "this-one": "t", "_x": "u", "9": "n"}""",
        string zone = "Europe/Berlin"
    ) =>
        new(
            Fields(contact),
            Fields("""{"id": "nw", "name": "Nordwind & Söhne"}"""),
            new(
                new("e1", "whitepaper.downloaded", Instant.FromUtc(2026, 3, 1, 9, 0), null, Fields(data)),
                [
                    new(
                        "qualify",
                        1,
                        Instant.FromUtc(2026, 3, 1, 9, 0),
                        "qualified",
                        "mia@example.com",
                        Fields("""{"budget": "50k"}""")
                    ),
                ]
            ),
            "Whitepaper to account manager",
            DateTimeZoneProviders.Tzdb[zone],
            "https://example.com/u/1"
        );

    public static Fields Fields(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FieldsJson.From(document.RootElement);
    }

    /// <summary>What reading a template as a file of its own finds.</summary>
    public static string[] Findings(string template, TemplateSchema? schema = null)
    {
        var bag = new DiagnosticBag("hello.txt");
        var read = TextTemplate.Read(template, html: false, schema ?? Schema, new(template, bag, fixedPlace: null));
        Assert.Equal(read is null, bag.HasErrors);
        return [.. bag.Items.Select(item => item.ToString())];
    }

    public static TextTemplate Read(string template, bool html = false, TemplateSchema? schema = null)
    {
        var bag = new DiagnosticBag("hello.txt");
        var read = TextTemplate.Read(template, html, schema ?? Schema, new(template, bag, fixedPlace: null));
        Assert.Empty(bag.Items);
        return read!;
    }

    public static string Render(string template, TemplateContext? context = null, bool html = false) =>
        Read(template, html).Render(context ?? Context()) switch
        {
            Rendering<string>.Rendered rendered => rendered.Content,
            Rendering<string>.Failed failed => $"FAILED {failed.Reason}",
            _ => "",
        };
}
