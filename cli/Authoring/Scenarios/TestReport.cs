using Journeys.Cli.Output;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>Tells what came of scenarios.</summary>
internal sealed class TestReport(OfflineWorkspace workspace, Surroundings surroundings, Screen screen)
{
    private readonly TwoColumns columns = new(screen, surroundings);

    /// <summary>For people.</summary>
    /// <param name="list">Whether every step and way is listed.</param>
    /// <param name="least">The percentage of ways that is asked for.</param>
    public void Print(IReadOnlyList<JourneyVerdict> verdicts, bool list, int? least)
    {
        foreach (var verdict in verdicts)
        {
            screen.Line($"[bold]{verdict.Journey}[/]");
            Print(verdict.Broken);
            foreach (var scenario in verdict.Scenarios)
            {
                Print(scenario);
            }

            if (verdict.Broken.IsEmpty)
            {
                Coverage(verdict, list, least);
            }

            screen.Line();
        }

        var (passed, failed) = Count(verdicts);
        screen.Line($"{passed} passed, {failed} failed");
    }

    /// <summary>For programs.</summary>
    public void Document(IReadOnlyList<JourneyVerdict> verdicts, int? least) =>
        screen.Document(TestJson.Of(verdicts, least));

    /// <summary>For whoever runs tests.</summary>
    public void Write(IReadOnlyList<JourneyVerdict> verdicts, string file)
    {
        var full = Path.GetFullPath(file, surroundings.Folder);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        JUnit.Of(verdicts).Save(full);
    }

    /// <summary>How many scenarios did, and did not; a journey that cannot be played has failed once.</summary>
    public static (int Passed, int Failed) Count(IReadOnlyList<JourneyVerdict> verdicts)
    {
        var passed = verdicts.Sum(verdict => verdict.Scenarios.Count(scenario => scenario.Passed));
        var all = verdicts.Sum(verdict => verdict.Scenarios.Length + (verdict.Broken.IsEmpty ? 0 : 1));
        return (passed, all - passed);
    }

    private void Print(Verdict scenario)
    {
        if (scenario.Passed)
        {
            screen.Line($"  [green]✓[/] {scenario.Title}");
            Print(scenario.Findings);
            return;
        }

        screen.Line($"  [red]✗ {scenario.Title}[/]  [grey]{Shown(scenario.File)}[/]");
        Print(scenario.Findings);
        columns.Print(scenario.Rows);
        foreach (var problem in scenario.Problems)
        {
            screen.Line($"    [red]! {problem}[/]");
        }
    }

    private void Print(IEnumerable<Diagnostic> findings)
    {
        foreach (var found in findings.Where(found => found.Severity != Severity.Information))
        {
            var word = found.Severity == Severity.Error ? "error" : "warning";
            screen.Line($"    {Shown(found.File)}:{found.At} {word} [bold]{found.Code}[/]: {found.Message}");
        }
    }

    private void Coverage(JourneyVerdict verdict, bool list, int? least)
    {
        var words =
            $"{verdict.StepsCovered} of {verdict.Steps} steps, {verdict.WaysCovered} of {verdict.Ways} ways ({verdict.Percent} %)";
        if (verdict.Scenarios.IsEmpty)
        {
            screen.Line($"    [yellow]no scenario: write one in {Shown($"{verdict.Journey}/tests")}[/]");
        }
        else if (verdict.Percent < (least ?? 0))
        {
            screen.Line($"    [red]takes {words}, and {least ?? 0} % are asked for[/]");
        }
        else
        {
            screen.Line($"    [grey]takes {words}[/]");
        }

        if (list)
        {
            CoverageList.Print(screen, verdict);
        }
        else if (verdict.Percent < (least ?? 0))
        {
            screen.Line($"    [grey]journeys test {verdict.Journey} --coverage lists them[/]");
        }
    }

    private string Shown(string file) =>
        Path.GetRelativePath(surroundings.Folder, Path.Combine(workspace.Folder, file));
}
