using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>Results as JSON: the shape that docs/authoring.md tells.</summary>
internal static class TestJson
{
    public static string Of(IReadOnlyList<JourneyVerdict> verdicts, int? least)
    {
        var (passed, failed) = TestReport.Count(verdicts);
        var all = new ResultJson(passed, failed, least, [.. verdicts.Select(Journey)]);
        return JsonSerializer.Serialize(all, TestJsonContext.Default.ResultJson);
    }

    private static JourneyJson Journey(JourneyVerdict verdict) =>
        new(
            verdict.Journey,
            verdict.Passed,
            [.. verdict.Broken.Select(Finding)],
            [.. verdict.Scenarios.Select(Scenario)],
            new(
                verdict.Percent,
                verdict.Steps,
                verdict.StepsCovered,
                verdict.Ways,
                verdict.WaysCovered,
                [
                    .. verdict.Coverage.Select(step => new StepJson(
                        step.Step,
                        step.Verb,
                        step.Visits,
                        [.. step.Ways.Select(way => new WayJson(way.Label, way.To, way.Taken))]
                    )),
                ]
            )
        );

    private static ScenarioJson Scenario(Verdict scenario) =>
        new(
            scenario.File,
            scenario.Title,
            scenario.Passed,
            [.. scenario.Findings.Select(Finding)],
            [.. scenario.Problems],
            [
                .. scenario.Rows.Select(row => new RowJson(
                    row.At.ToDateTimeOffset(),
                    JsonNamingPolicy.CamelCase.ConvertName(row.Mark.ToString()),
                    row.Happened,
                    row.Expected
                )),
            ]
        );

    private static FindingJson Finding(Diagnostic found) =>
        new(
            found.File,
            found.At.Line,
            found.At.Column,
            JsonNamingPolicy.CamelCase.ConvertName(found.Severity.ToString()),
            found.Code,
            found.Message
        );

    internal sealed record ResultJson(int Passed, int Failed, int? MinCoverage, IReadOnlyList<JourneyJson> Journeys);

    internal sealed record JourneyJson(
        string Journey,
        bool Passed,
        IReadOnlyList<FindingJson> Findings,
        IReadOnlyList<ScenarioJson> Scenarios,
        CoverageJson Coverage
    );

    internal sealed record ScenarioJson(
        string File,
        string Scenario,
        bool Passed,
        IReadOnlyList<FindingJson> Findings,
        IReadOnlyList<string> Problems,
        IReadOnlyList<RowJson> Timeline
    );

    internal sealed record FindingJson(string File, int Line, int Column, string Severity, string Code, string Message);

    internal sealed record RowJson(DateTimeOffset At, string Mark, string? Happened, string? Expected);

    internal sealed record CoverageJson(
        int Percent,
        int Steps,
        int StepsCovered,
        int Ways,
        int WaysCovered,
        IReadOnlyList<StepJson> List
    );

    internal sealed record StepJson(string Step, string Verb, int Times, IReadOnlyList<WayJson> Ways);

    internal sealed record WayJson(string Way, string To, int Times);
}

/// <summary>Writes the records of <see cref="TestJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(TestJson.ResultJson))]
internal sealed partial class TestJsonContext : JsonSerializerContext;
