using Journeys.Cli.Output;
using Journeys.Cli.Simulation.Report;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Publishing;

/// <summary>Shows what publishing would change, and for whom.</summary>
internal static class Changes
{
    private const int Name = 4;
    private const int Beside = 24;

    public static void Print(
        Screen screen,
        string journey,
        string version,
        JourneyDetail? live,
        JourneyDiff? diff,
        PublishOptions options
    )
    {
        if (live is null)
        {
            screen.Line($"[bold]{journey}[/] {version} is new: nothing is live under this name.");
            return;
        }

        screen.Line($"[bold]{journey}[/] {live.Summary.Version} → {version}");
        Differences(screen, diff);
        Standing(screen, live, options);
    }

    private static void Differences(Screen screen, JourneyDiff? diff)
    {
        if (diff is null)
        {
            screen.Line($"  [grey]The host does not tell what is live.[/]");
            return;
        }

        if (diff.IsEmpty)
        {
            screen.Line($"  [grey]Nothing that anybody would notice differs.[/]");
        }

        foreach (var (sign, name, beside, details) in DiffWords.Of(diff))
        {
            var colour =
                sign == "+" ? "green"
                : sign == "-" ? "red"
                : "yellow";
            var label = new Cell($"{sign} {name}", colour);
            if (beside.Length > 0)
            {
                screen.Beside(2, label, Beside, beside);
            }
            else
            {
                screen.Row([(label with { Text = "  " + label.Text }, screen.Width, false)]);
            }

            foreach (var detail in details)
            {
                screen.Beside(Name, "", Name + 2, new(detail, "grey"));
            }
        }
    }

    private static void Standing(Screen screen, JourneyDetail live, PublishOptions options)
    {
        var standing = live.Steps.Where(step => step.Standing > 0).ToList();
        if (standing.Count == 0)
        {
            screen.Line($"  Nobody is inside.");
            return;
        }

        var total = standing.Sum(step => step.Standing);
        var choice = options.Inside switch
        {
            InsideChoice.Move => "go on by the new version",
            InsideChoice.Finish => "are ended",
            _ => "stay on their version (--inside move or finish does otherwise)",
        };
        screen.Line($"  {total} {(total == 1 ? "contact is" : "contacts are")} inside; they {choice}:");
        foreach (var step in standing)
        {
            var to = options.Map.TryGetValue(step.Step, out var next) ? $" → {next}" : "";
            screen.Line($"  {step.Standing, 6} at {step.Step}{to}");
        }
    }
}
