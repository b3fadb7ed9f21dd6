using System.Diagnostics;
using System.Text.Json;
using Journeys.Cli.Authoring;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Scenarios;

namespace Journeys.Cli.Tests.Authoring.Schemas;

/// <summary>
/// The published schema of scenarios and their reader agree: both take what is good, both refuse what a schema can see;
/// what only the reader can know, such as the journey's steps, only the reader refuses.
/// </summary>
[Trait("Needs", "npm")]
public sealed class ScenarioSchemaTests
{
    private const string Event = """{ "event": "lead.created" }""";
    private const string Given = """ "at": "2026-03-02 10:00", "contact": { "email": "ada@kund.example" } """;
    private const string End = """ "state": "waiting" """;

    private static readonly (string Name, bool Reader, bool Schema, string Text)[] Files =
    [
        (
            "everything-that-may-happen",
            true,
            true,
            Scenario(
                """
                { "event": "lead.created", "data": { "topic": "energy" }, "contact": { "firstName": "Ada" }, "account": { "id": "kund" } },
                { "at": "+1 hour", "event": "email.clicked", "of": "hello" },
                { "at": "14:00", "fails": "hello", "how": "passing", "why": "busy", "times": 3 },
                { "at": "monday 09:00", "operator": "pause", "by": "ops@example.com" },
                { "answer": "call", "outcome": "spoke", "by": "mia@sales.example" }
                """
            )
        ),
        (
            "everything-that-may-be-expected",
            true,
            true,
            Scenario(
                Event,
                """
                { "email": "hello", "mail": "hello", "class": "marketing", "subject": "Hello" },
                { "at": "+1 hour", "task": "call", "team": "inside-sales", "title": "Call", "due": "+1 day" },
                { "remind": "call", "message": "Call" },
                { "decide": "call", "because": "asks", "to": "done" },
                { "ignore": "lead.created", "because": "under way" }
                """
            )
        ),
        (
            "everything-at-the-end",
            true,
            true,
            Scenario(
                Event,
                end: """ "state": "finished", "step": "done", "outcome": "done", "at": "2026-03-02 11:00", "contact": { "owner": "mia" } """
            )
        ),
        (
            "what-was-before",
            true,
            true,
            Scenario(
                Event,
                given: Given
                    + """, "account": { "id": "kund" }, "before": [{ "at": "2026-01-01", "event": "lead.created", "data": {}, "contact": {} }] """
            )
        ),
        (
            "until",
            true,
            true,
            $$"""{ "$schema": "x", "scenario": "A", "description": "B", "given": { {{Given}} }, "when": [], "expect": [], "until": "+3 days", "finally": { "state": "unentered" } }"""
        ),
        ("no-list", false, false, "[]"),
        (
            "no-title",
            false,
            false,
            $$"""{ "given": { {{Given}} }, "when": [], "expect": [], "finally": { {{End}} } }"""
        ),
        ("no-given", false, false, $$"""{ "scenario": "A", "when": [], "expect": [], "finally": { {{End}} } }"""),
        (
            "no-when",
            false,
            false,
            $$"""{ "scenario": "A", "given": { {{Given}} }, "expect": [], "finally": { {{End}} } }"""
        ),
        (
            "no-expect",
            false,
            false,
            $$"""{ "scenario": "A", "given": { {{Given}} }, "when": [], "finally": { {{End}} } }"""
        ),
        ("no-end", false, false, $$"""{ "scenario": "A", "given": { {{Given}} }, "when": [], "expect": [] }"""),
        ("no-start", false, false, Scenario(Event, given: """ "contact": { "id": "ada" } """)),
        ("no-contact", false, false, Scenario(Event, given: """ "at": "2026-03-02 10:00" """)),
        (
            "nobody",
            false,
            false,
            Scenario(Event, given: """ "at": "2026-03-02 10:00", "contact": { "firstName": "Ada" } """)
        ),
        ("unknown-key", false, false, Scenario("""{ "event": "lead.created", "date": {} }""")),
        ("two-verbs", false, false, Scenario("""{ "event": "lead.created", "operator": "pause" }""")),
        ("no-verb", false, false, Scenario("""{ "at": "+1 hour" }""")),
        ("a-number-of-nothing", false, false, Scenario("""{ "fails": "hello", "times": 0 }""")),
        ("an-unknown-way-to-fail", false, false, Scenario("""{ "fails": "hello", "how": "badly" }""")),
        ("an-unknown-action", false, false, Scenario("""{ "operator": "stop" }""")),
        ("an-answer-without-outcome", false, false, Scenario("""{ "answer": "call" }""")),
        ("an-unknown-deed", false, false, Scenario(Event, """{ "mail": "hello" }""")),
        ("a-detail-of-another-deed", false, false, Scenario(Event, """{ "email": "hello", "team": "inside-sales" }""")),
        ("a-detail-that-is-no-text", false, false, Scenario(Event, """{ "email": "hello", "subject": 7 }""")),
        ("an-unknown-state", false, false, Scenario(Event, end: """ "state": "done" """)),
        ("no-state", false, false, Scenario(Event, end: """ "step": "call" """)),
        ("back-in-time", false, true, Scenario("""{ "at": "2026-03-01 10:00", "event": "lead.created" }""")),
        ("no-such-step", false, true, Scenario(Event, """{ "email": "helo" }""")),
        ("no-such-outcome", false, true, Scenario("""{ "answer": "call", "outcome": "shouted" }""")),
        ("no-time", false, true, Scenario("""{ "at": "soon", "event": "lead.created" }""")),
    ];

    [Fact]
    public void Schema_and_reader_agree_on_every_scenario()
    {
        using var written = new WrittenWorkspace();
        var definition = OfflineWorkspace.Load(written.Root).Find("spring").Published!.Definition;
        foreach (var (name, _, _, text) in Files)
        {
            written.Write($"scenarios/{name}.json", text);
        }

        var judged = Judge(Path.Combine(written.Root, "scenarios"));
        var found = Files.Select(file =>
        {
            var reading = ScenarioReader.Read(file.Name, file.Text, definition, []);
            return (
                file.Name,
                Reader: reading.Diagnostics.All(one => one.Severity != Severity.Error),
                Schema: judged[$"{file.Name}.json"] is null
            );
        });

        Assert.Equal(Files.Select(file => (file.Name, file.Reader, file.Schema)), found);
    }

    [Fact]
    public void The_scenarios_that_ship_satisfy_the_schema()
    {
        var judged = Judge(Repository.Folder("workspace"))
            .Where(file => file.Key.EndsWith(".scenario.json", StringComparison.Ordinal))
            .ToList();

        Assert.True(judged.Count >= 20);
        Assert.All(judged, file => Assert.True(file.Value is null, $"{file.Key}: {file.Value}"));
    }

    private static string Scenario(string when, string expect = "", string end = End, string given = Given) =>
        $$"""{ "scenario": "A", "given": { {{given}} }, "when": [{{when}}], "expect": [{{expect}}], "finally": { {{end}} } }""";

    private static Dictionary<string, string?> Judge(string folder)
    {
        var ajv = Repository.Folder("tests/Journeys.Cli.Tests/Authoring/Schemas/ajv.cjs");
        var start = new ProcessStartInfo("node", [ajv, Repository.Folder("workspace/scenario.schema.json"), folder])
        {
            WorkingDirectory = Repository.Folder("."),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var trouble = node.StandardError.ReadToEndAsync();
        var verdicts = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, trouble.Result);
        return JsonSerializer.Deserialize<Dictionary<string, string?>>(verdicts)!;
    }
}
