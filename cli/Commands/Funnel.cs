using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary>Prints one journey: how many came to each step, how many stand there, and how it ended for the others.</summary>
internal static class Funnel
{
    private const int BarColumns = 24;

    public static void Print(Screen screen, JourneyDetail detail, When when)
    {
        var summary = detail.Summary;
        var counts = summary.Counts;
        screen.Line($"[bold]{summary.Title}[/]");
        screen.Line($"{summary.Journey}, version {summary.Version}, published {when.Ago(summary.PublishedAt)}");
        screen.Line(
            $"{counts.Running} running, {counts.Held} held, {counts.Paused} paused, {counts.Finished} finished"
        );
        screen.Line();
        Steps(screen, detail.Steps);
        Outcomes(screen, detail.Outcomes, counts.Finished);
        if (counts.Held > 0)
        {
            screen.Line();
            screen.Line($"[grey]Why {counts.Held} are held: journeys status {summary.Journey} --held[/]");
        }
    }

    private static void Steps(Screen screen, IReadOnlyList<StepCounts> steps)
    {
        var most = steps.Select(step => step.Came).DefaultIfEmpty().Max();
        var list = new Listing().Word("STEP").Word("VERB").Number("CAME").Number("STANDING").Word("");
        foreach (var step in steps)
        {
            list.Row(step.Step, step.Verb, step.Came, step.Standing, new(Bar.Of(step.Came, most, BarColumns), "blue"));
        }

        list.Print(screen);
    }

    private static void Outcomes(Screen screen, IReadOnlyDictionary<string, int> outcomes, int finished)
    {
        if (outcomes.Count == 0)
        {
            return;
        }

        screen.Line();
        var list = new Listing().Word("OUTCOME").Number("FINISHED").Word("");
        foreach (var (outcome, count) in outcomes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            list.Row(outcome, count, new(Bar.Of(count, finished, BarColumns), "green"));
        }

        list.Print(screen);
    }
}
