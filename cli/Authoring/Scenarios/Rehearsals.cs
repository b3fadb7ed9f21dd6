using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Scenarios;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Templates;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>Plays the scenarios of the journeys of a workspace.</summary>
internal sealed class Rehearsals(OfflineWorkspace workspace)
{
    /// <summary>How a scenario's file ends.</summary>
    public const string Suffix = ".scenario.json";

    /// <summary>Plays all scenarios of a journey.</summary>
    public JourneyVerdict Of(OfflineJourney journey)
    {
        if (journey.Published is not { } published)
        {
            return new(journey.Name, [], [.. workspace.Shared, .. journey.Diagnostics], []);
        }

        var coverage = new Coverage(published.Definition);
        var verdicts = Read(journey).Select(file => Play(file, published, coverage)).ToImmutableArray();
        return new(journey.Name, verdicts, [], coverage.Steps);
    }

    /// <summary>The scenarios of a journey that can be read.</summary>
    public IEnumerable<Scenario> Readable(OfflineJourney journey) =>
        journey.Published is { } published
            ? Read(journey)
                .Where(file => file.Text is not null)
                .Select(file => Reading(file, published).Scenario)
                .OfType<Scenario>()
            : [];

    /// <summary>What is wrong with the scenarios of a journey, without playing them; nothing when the journey is broken.</summary>
    public IEnumerable<Diagnostic> Findings(OfflineJourney journey) =>
        journey.Published is { } published
            ? Read(journey).SelectMany(file => file.Text is null ? file.Findings : Reading(file, published).Diagnostics)
            : [];

    private static IEnumerable<ScenarioFile> Read(OfflineJourney journey)
    {
        var folder = Path.Combine(journey.Folder, "tests");
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var file in Directory.EnumerateFiles(folder, $"*{Suffix}").Order(StringComparer.Ordinal))
        {
            var bag = new DiagnosticBag($"{journey.Name}/tests/{Path.GetFileName(file)}");
            string? text = null;
            try
            {
                text = WorkspaceText.Read(file, bag);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                bag.Error("J011", Place.Start, $"the file cannot be read: {e.Message}");
            }

            yield return new(bag.File, text, [.. bag.Items]);
        }
    }

    private Verdict Play(ScenarioFile file, PublishedJourney journey, Coverage coverage)
    {
        var reading = file.Text is null ? new(null, file.Findings) : Reading(file, journey);
        if (reading.Scenario is not { } scenario)
        {
            return new(file.Name, Path.GetFileName(file.Name), [], [], reading.Diagnostics);
        }

        var played = Scenarios.Play.Run(scenario, journey, workspace.Teams, coverage);
        return new(
            file.Name,
            scenario.Title,
            Comparison.Of(played, journey.Definition.TimeZone),
            [.. played.Troubles, .. Comparison.OfEnd(played).Select(wrong => $"at the end, {wrong}")],
            reading.Diagnostics
        );
    }

    private ScenarioReading Reading(ScenarioFile file, PublishedJourney journey)
    {
        var known = TemplateSchema.For(workspace.Fields, [], []);
        return ScenarioReader.Read(
            file.Name,
            file.Text!,
            journey.Definition,
            [.. known.Contact.Select(name => $"contact.{name}"), .. known.Account.Select(name => $"account.{name}")]
        );
    }

    private sealed record ScenarioFile(string Name, string? Text, ImmutableArray<Diagnostic> Findings);
}
