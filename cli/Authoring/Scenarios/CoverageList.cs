using Journeys.Cli.Output;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>Lists how often each step was come to, and each way taken.</summary>
internal static class CoverageList
{
    public static void Print(Screen screen, JourneyVerdict verdict)
    {
        var list = new Listing().Word("   ").Word("STEP").Word("VERB").Number("TIMES").Word("WAY").Word("TO");
        foreach (var step in verdict.Coverage)
        {
            list.Row("", step.Step, step.Verb, Times(step.Visits), "", "");
            foreach (var way in step.Ways)
            {
                var style = way.Taken == 0 ? "red" : null;
                list.Row("", "", "", Times(way.Taken), new(way.Label, style), new(way.To, style));
            }
        }

        list.Print(screen);
    }

    private static Cell Times(int count) => new(count.ToString(), count == 0 ? "red" : null);
}
