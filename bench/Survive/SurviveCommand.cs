using System.CommandLine;

namespace Journeys.Bench.Survive;

/// <summary>Plays the scenarios of real faults and prints the table.</summary>
internal static class SurviveCommand
{
    private const int Most = 500;

    /// <summary>Reads the command line, plays them, and says what should not be.</summary>
    /// <returns>0 when nothing was lost, nothing came twice, and everything is finished.</returns>
    public static Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        var people = Number(
            "--people",
            "How many take part in the first scenario; the others have a tenth of it, and at least 20.",
            2_200
        );
        var kills = Number("--kills", "How often the host is killed in the first scenario.", 100);
        var seed = Number("--seed", "Draws the moments and the moods.", 1);
        var only = new Option<string>("--only") { Description = "One scenario alone." };
        only.AcceptOnlyFromAmong([.. Scenario.All(1, 1).Select(scenario => scenario.Name)]);
        var command = new Command("survive", "A week of the demo's people around a host to which real things happen.")
        {
            people,
            kills,
            seed,
            only,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var all = Scenario.All(parsed.GetValue(people), parsed.GetValue(kills));
                var chosen = parsed.GetValue(only) is { } name ? all.Where(scenario => scenario.Name == name) : all;
                return PlayAsync(chosen, parsed.GetValue(seed), cancellation);
            }
        );
        return new RootCommand("Measurements of Journeys.") { command }
            .Parse(["survive", .. arguments])
            .InvokeAsync(cancellationToken: stop);
    }

    private static Option<int> Number(string name, string description, int otherwise) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise };

    private static async Task<int> PlayAsync(IEnumerable<Scenario> scenarios, int seed, CancellationToken stop)
    {
        var outcomes = new List<Outcome>();
        foreach (var scenario in scenarios)
        {
            outcomes.Add(await new Trial(scenario, Repository.Root, seed, Console.Error.WriteLine).PlayAsync(stop));
            Tell(outcomes[^1]);
        }

        Console.WriteLine(Outcome.Header);
        outcomes.ForEach(outcome => Console.WriteLine(outcome.Row));
        return outcomes.TrueForAll(outcome => outcome.IsGood) ? 0 : 1;
    }

    private static void Tell(Outcome outcome)
    {
        Console.Error.WriteLine(outcome.Row);
        Console.Error.WriteLine(
            $"  held: {string.Join(", ", outcome.HeldWhy.Select(why => $"{why.Key} {why.Value}"))}"
        );
        foreach (var problem in outcome.Problems.Take(Most))
        {
            Console.Error.WriteLine($"  {problem}");
        }
    }
}
