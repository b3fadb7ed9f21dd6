using Journeys.Cli.Output;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Simulation.Report;

/// <summary>A comparison on the terminal.</summary>
internal static class CompareScreen
{
    private const int Most = 12;

    public static void Print(Screen screen, ComparisonReport report)
    {
        screen.Line($"[bold]{report.Journey}[/]  [grey]{report.Before} → {report.After}[/]");
        screen.Line();
        Changes(screen, report);
        if (report.Simulated is { } pairs)
        {
            Who(screen, pairs);
            Changed(screen, pairs);
            Moves(screen, pairs);
        }
    }

    private static void Changes(Screen screen, ComparisonReport report)
    {
        if (report.Diff.IsEmpty)
        {
            screen.Line($"Nothing differs.");
        }

        foreach (var (sign, name, beside, details) in DiffWords.Of(report.Diff))
        {
            Cell head = new(
                $"  {sign} {name}",
                sign == "+" ? "green"
                    : sign == "-" ? "red"
                    : "yellow"
            );
            screen.Row([(head, Math.Max(22, head.Text.Length), false), (beside, beside.Length, false)]);
            foreach (var detail in details)
            {
                screen.Beside(6, "", 6, new(detail, "grey"));
            }
        }
    }

    private static void Who(Screen screen, PairReport pairs)
    {
        screen.Line();
        screen.Line(
            $"[bold]{Figures.Number(pairs.Elsewhere.Count)} of {Figures.Number(pairs.Contacts)} contacts take another path[/]: {Figures.Percent(pairs.Elsewhere)}"
        );
        screen.Line(
            $"[grey]{pairs.Days} days from {Figures.Date(pairs.From)} · seed {pairs.Seed} · the same contacts before and after[/]"
        );
    }

    private static void Changed(Screen screen, PairReport pairs)
    {
        screen.Line();
        var list = new Listing()
            .Word("")
            .Number("BEFORE")
            .Number("AFTER")
            .Number("CHANGE")
            .Number("FOR 1,000 CONTACTS (95 %)");
        foreach (var figure in pairs.Figures)
        {
            Cell change = new(Figures.Change(figure.After - figure.Before), figure.Certain ? "bold" : "grey");
            list.Row(
                figure.Figure,
                Figures.Number(figure.Before),
                Figures.Number(figure.After),
                change,
                Figures.PerThousand(figure)
            );
        }

        list.Print(screen);
    }

    private static void Moves(Screen screen, PairReport pairs)
    {
        if (!pairs.Ends.IsEmpty)
        {
            screen.Line();
            var ends = new Listing().Number("CONTACTS").Word("ENDED BEFORE").Word("END NOW");
            foreach (var move in pairs.Ends.Take(Most))
            {
                ends.Row(Figures.Number(move.Count), move.Before, move.After);
            }

            ends.Print(screen);
            Rest(screen, pairs.Ends.Length);
        }

        if (!pairs.Partings.IsEmpty)
        {
            screen.Line();
            var partings = new Listing().Number("CONTACTS").Word("FIRST DIFFER AT").Text("BEFORE").Text("NOW");
            foreach (var parting in pairs.Partings.Take(Most))
            {
                partings.Row(Figures.Number(parting.Count), parting.Step, parting.Before, parting.After);
            }

            partings.Print(screen);
            Rest(screen, pairs.Partings.Length);
        }
    }

    private static void Rest(Screen screen, int all)
    {
        if (all > Most)
        {
            screen.Line($"[grey]and {all - Most} more: --json has all[/]");
        }
    }
}
