using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Scenarios;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>What came of one scenario file.</summary>
/// <param name="File">The file, from the workspace.</param>
/// <param name="Title">The scenario's title, or the file's name when it cannot be read.</param>
/// <param name="Rows">What happened beside what was expected; empty when it was not played.</param>
/// <param name="Problems">What else is wrong: mistakes in the file, the end, what could not be played.</param>
/// <param name="Findings">What was found in the file.</param>
internal sealed record Verdict(
    string File,
    string Title,
    ImmutableArray<Row> Rows,
    ImmutableArray<string> Problems,
    ImmutableArray<Diagnostic> Findings
)
{
    public bool Passed =>
        Problems.IsEmpty
        && Rows.All(row => row.Mark is Mark.Remark or Mark.Same)
        && Findings.All(found => found.Severity != Severity.Error);
}

/// <summary>What came of the scenarios of one journey.</summary>
/// <param name="Broken">The journey cannot be played: why.</param>
/// <param name="Coverage">Its steps and ways, and how often the scenarios came through them; empty when it is broken.</param>
internal sealed record JourneyVerdict(
    string Journey,
    ImmutableArray<Verdict> Scenarios,
    ImmutableArray<Diagnostic> Broken,
    ImmutableArray<CoveredStep> Coverage
)
{
    public int Steps => Coverage.Length;

    public int StepsCovered => Coverage.Count(step => step.Visits > 0);

    public int Ways => Coverage.Sum(step => step.Ways.Length);

    public int WaysCovered => Coverage.Sum(step => step.Ways.Count(way => way.Taken > 0));

    /// <summary>How many of a hundred ways were taken, rounded down: 100 is all of them.</summary>
    public int Percent => Ways == 0 ? (StepsCovered == Steps ? 100 : 0) : WaysCovered * 100 / Ways;

    public bool Passed =>
        Broken.All(found => found.Severity != Severity.Error) && Scenarios.All(scenario => scenario.Passed);
}
