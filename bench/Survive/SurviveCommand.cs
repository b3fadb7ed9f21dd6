using System.Globalization;

namespace Journeys.Bench.Survive;

/// <summary>
/// <c>survive [--people 2200] [--kills 100] [--seed 1] [--only "host killed"]</c>: plays the scenarios and prints the table.
/// </summary>
internal static class SurviveCommand
{
    public const string Usage = "survive [--people <number>] [--kills <number>] [--seed <number>] [--only <scenario>]";

    private const int Most = 500;

    /// <summary>Plays them, and says what should not be.</summary>
    /// <returns>0 when nothing was lost, nothing came twice, and everything is finished.</returns>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        var only = Text(arguments, "--only");
        var seed = Number(arguments, "--seed", 1);
        var scenarios = Scenario
            .All(Number(arguments, "--people", 2_200), Number(arguments, "--kills", 100))
            .Where(scenario => only is null || scenario.Name == only);
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

    private static int Number(string[] arguments, string name, int otherwise) =>
        Text(arguments, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Text(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
