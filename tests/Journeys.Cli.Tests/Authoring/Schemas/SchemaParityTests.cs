using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Scenarios;
using Journeys.Orchestrations.Times;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Templates;

namespace Journeys.Cli.Tests.Authoring.Schemas;

/// <summary>
/// The published schema and the readers agree on every file of <c>tests/corpus</c>: both take what is <c>good</c>, both
/// refuse what is <c>bad</c>, and what is <c>beyond</c> a schema only the reader refuses.
/// </summary>
[Trait("Needs", "npm")]
public sealed class SchemaParityTests
{
    private const string Mails = "hello.html";

    private static readonly string Corpus = Repository.Folder("tests/corpus");

    private static readonly Lazy<Dictionary<string, string?>> Ajv = new(() => Judge(Corpus));

    // The journey that the scenarios are about.
    private static readonly Lazy<JourneyDefinition> Told = new(() =>
        DefinitionReader.Read(Sources(WrittenWorkspace.Fine) with { Folder = "spring" }).Definition!
    );

    public static TheoryData<string> Files => [.. Names];

    private static IEnumerable<string> Names =>
        Directory
            .EnumerateFiles(Corpus, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Corpus, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public void Schema_and_reader_agree(string file)
    {
        var parts = file.Split('/');
        var errors = Read(parts[0], File.ReadAllText(Path.Combine(Corpus, file)));
        var refused = Ajv.Value[file];

        Assert.True(parts[1] == "good" == (errors.Length == 0), $"the reader says: {string.Join("; ", errors)}");
        Assert.True(parts[1] == "bad" == refused is not null, $"the schema says: {refused ?? "nothing"}");
    }

    [Fact]
    public void There_are_enough_files_of_every_kind()
    {
        var files = Names.ToList();

        Assert.True(files.Count >= 200);
        Assert.Equal(
            ["calendars", "fields", "journeys", "scenarios", "teams"],
            files.Select(file => file.Split('/')[0]).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_workspace_that_ships_satisfies_the_schema()
    {
        var judged = Judge(Repository.Folder("workspace"))
            .Where(file =>
                file.Key.EndsWith("journey.json", StringComparison.Ordinal)
                || file.Key.StartsWith("calendars/", StringComparison.Ordinal)
                || file.Key.EndsWith(".scenario.json", StringComparison.Ordinal)
                || file.Key is "teams.json" or "fields.json"
            )
            .ToList();

        Assert.True(judged.Count > 20);
        Assert.All(judged, file => Assert.True(file.Value is null, $"{file.Key}: {file.Value}"));
    }

    private static ImmutableArray<string> Read(string kind, string text)
    {
        var bag = new DiagnosticBag("file.json");
        switch (kind)
        {
            case "journeys":
                var reading = DefinitionReader.Read(Sources(text));
                return Errors(reading.Diagnostics);
            case "scenarios":
                return Errors(ScenarioReader.Read("file.json", text, Told.Value, []).Diagnostics);
            case "calendars":
                BusinessCalendar.Read("calendars/business.json", text, bag);
                break;
            case "teams":
                Teams.Read(text, bag);
                break;
            case "fields":
                WorkspaceFields.Read(text, bag);
                break;
            default:
                throw new UnreachableException(kind);
        }

        return Errors(bag.Items);
    }

    private static ImmutableArray<string> Errors(IEnumerable<Diagnostic> found) =>
        [.. found.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.ToString())];

    private static JourneySources Sources(string journey) =>
        new(
            "test",
            journey,
            ImmutableSortedDictionary<string, string>.Empty.Add(Mails, "<title>Hello</title>"),
            ImmutableSortedDictionary<string, string>.Empty.Add("business", WrittenWorkspace.Calendar)
        );

    private static Dictionary<string, string?> Judge(string folder)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Repository.Folder("."),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Repository.Folder("tests/Journeys.Cli.Tests/Authoring/Schemas/ajv.cjs"));
        start.ArgumentList.Add(Repository.Folder("workspace/journeys.schema.json"));
        start.ArgumentList.Add(folder);
        using var node = Process.Start(start)!;
        var trouble = node.StandardError.ReadToEndAsync();
        var verdicts = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, trouble.Result);
        return JsonSerializer.Deserialize<Dictionary<string, string?>>(verdicts)!;
    }
}
