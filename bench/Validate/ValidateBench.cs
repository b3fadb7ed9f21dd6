using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime.Catalog;

namespace Journeys.Bench.Validate;

/// <summary>
/// What validating a journey of a thousand steps costs: form, mails, templates, teams and proofs; beside it one of five
/// hundred, which takes half as long when nothing grows with the square.
/// </summary>
internal static class ValidateBench
{
    private const int Times = 31;

    public static Report Measure()
    {
        var teams = Teams.Read(LongJourney.Teams, new DiagnosticBag("teams.json"));
        var (whole, half) = (LongJourney.Sources(1_000), LongJourney.Sources(500));
        // The first one pays for what the runtime compiles: a journey that ships is as good as any.
        _ = Took(LongJourney.Sources(20), teams);
        var first = Took(whole, teams);
        var (of1000, of500) = (Median(whole, teams), Median(half, teams));
        return new(
            "validate",
            "JourneyCompiler.Compile with all checks, on a journey of 1,000 steps",
            [
                new("the first, after a journey of 20 steps", first, "ms"),
                new("1,000 steps, once warm", of1000, "ms"),
                new("next to one of 500 steps", of1000 / of500, "times its time"),
            ]
        );
    }

    private static double Median(JourneySources sources, Teams teams)
    {
        var times = Enumerable.Range(0, Times).Select(_ => Took(sources, teams)).Order().ToList();
        return times[Times / 2];
    }

    private static double Took(JourneySources sources, Teams teams)
    {
        // By processor time, so that what else the machine does matters little.
        var before = Environment.CpuUsage.TotalTime;
        var compiled = JourneyCompiler.Compile(sources, LongJourney.Fields, teams);
        var took = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        return compiled.Journey is not null
            ? took
            : throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics));
    }
}
