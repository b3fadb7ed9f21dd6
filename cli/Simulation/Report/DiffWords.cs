using Journeys.Orchestrations.Definitions;

namespace Journeys.Cli.Simulation.Report;

/// <summary>What an author changed, in lines of words: <c>~ engaged</c>, <c>upTo: 3 days → 5 days</c>.</summary>
internal static class DiffWords
{
    private const int Longest = 60;

    /// <summary>The changes: a sign and a name, what is beside it, and the details under it.</summary>
    public static IEnumerable<(string Sign, string Name, string Beside, IReadOnlyList<string> Details)> Of(
        JourneyDiff diff
    )
    {
        if (!diff.Rules.IsEmpty)
        {
            yield return ("~", "the journey", "", [.. diff.Rules.Select(Key)]);
        }

        foreach (var step in diff.Steps)
        {
            yield return step.Kind switch
            {
                StepChangeKind.Added => (
                    "+",
                    step.Step,
                    "new step",
                    [.. step.Keys.Select(key => $"{key.Key}: {Short(key.After)}")]
                ),
                StepChangeKind.Removed => ("-", step.Step, "step is gone", []),
                StepChangeKind.Renamed => ("~", step.Step, $"was called {step.Was}", []),
                StepChangeKind.Rewired => ("~", step.Step, "leads elsewhere", [.. step.Keys.Select(Key)]),
                _ => ("~", step.Step, "", [.. step.Keys.Select(Key)]),
            };
        }

        foreach (
            var (what, file) in diff
                .Mails.Select(file => ("mail", file))
                .Concat(diff.Calendars.Select(file => ("calendar", file)))
        )
        {
            yield return file.Kind switch
            {
                FileChangeKind.Added => ("+", file.Name, $"new {what}", []),
                FileChangeKind.Removed => ("-", file.Name, $"{what} is gone", []),
                _ => ("~", file.Name, $"{what} says something else", []),
            };
        }
    }

    private static string Key(KeyChange key) =>
        (key.Before, key.After) switch
        {
            (null, _) => $"{key.Key}: {Short(key.After)} (new)",
            (_, null) => $"{key.Key}: no longer {Short(key.Before)}",
            _ => $"{key.Key}: {Short(key.Before)} → {Short(key.After)}",
        };

    private static string Short(string? text) => text?.Length > Longest ? text[..Longest] + "…" : text ?? "";
}
