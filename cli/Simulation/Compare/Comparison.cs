using Journeys.Cli.Authoring;
using Journeys.Cli.Output;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Simulation.Crowd;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Simulation.Compare;

/// <summary>Compares two versions of a journey: what was changed, and what that does to the same contacts.</summary>
internal static class Comparison
{
    /// <summary>The comparison; null, after saying why, when the behaviour model cannot be used.</summary>
    /// <param name="workspace">The newer version's workspace, whose behaviour model both live by.</param>
    public static ComparisonReport? Of(
        Edition before,
        Edition after,
        OfflineWorkspace workspace,
        Wanted wanted,
        Screen screen,
        CancellationToken cancelled
    )
    {
        var diff = JourneyDiff.Between(before.Sources, after.Sources);
        var title = (after.Definition ?? before.Definition)?.Title ?? after.Journey;
        var report = new ComparisonReport(after.Journey, title, before.Label, after.Label, diff, null);
        if (before.Definition is not { } old || after.Definition is not { } now)
        {
            return report;
        }

        // Each may have steps that the other has not; the model may speak of all of them.
        var (planBefore, planAfter) = (
            Setup.Make(workspace, old, wanted, null, screen, beside: now),
            // What is wrong with the model has been told once.
            Setup.Make(workspace, now, wanted, null, screen: null, beside: old)
        );
        return planBefore is null || planAfter is null
            ? null
            : report with
            {
                Simulated = Simulate(planBefore.Plan, planAfter.Plan, wanted, screen, after.Journey, cancelled),
            };
    }

    private static PairReport Simulate(
        SimulationPlan before,
        SimulationPlan after,
        Wanted wanted,
        Screen screen,
        string journey,
        CancellationToken cancelled
    )
    {
        var draws = new PhiloxDraws(wanted.Seed);
        var cores = Progress.Show(
            screen,
            $"Comparing {journey}",
            wanted.Contacts,
            lived =>
                Crowd.Live(
                    wanted.Contacts,
                    Environment.ProcessorCount,
                    () => new Pair(new Life(before, draws), new Life(after, draws), new PairTally()),
                    static (pair, number) => pair.Live(number),
                    lived,
                    cancelled
                )
        );
        var sum = new PairTally();
        foreach (var core in cores)
        {
            sum.Add(core.Tally);
        }

        return PairReport.Of(sum, after.From, after.Days, wanted.Seed, wanted.Contacts);
    }

    private sealed record Pair(Life Before, Life After, PairTally Tally)
    {
        public void Live(uint number) => Tally.Add(Before.Live(number), After.Live(number));
    }
}
