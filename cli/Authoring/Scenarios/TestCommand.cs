using System.CommandLine;
using Journeys.Cli.Commands;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary><c>journeys test</c>: plays the scenarios of journeys on a virtual clock, without a host.</summary>
internal static class TestCommand
{
    public static Command Create(Shell shell)
    {
        var journeys = new Argument<string[]>("journey")
        {
            Description = "Journeys by name; all unless told",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var coverage = new Option<bool>("--coverage")
        {
            Description = "List how often each step and each way was taken",
        };
        var least = new Option<int?>("--min-coverage")
        {
            Description = "End with code 1 when the scenarios of a journey take fewer of a hundred ways",
            HelpName = "percent",
        };
        var junit = new Option<string?>("--junit")
        {
            Description = "Write the results as JUnit XML",
            HelpName = "file",
        };
        var command = new Command("test", "Play the scenarios beside journeys on a virtual clock, without a host")
        {
            journeys,
            shell.Dir,
            coverage,
            least,
            junit,
        };
        command.SetAction(parsed =>
        {
            var wanted = new Wanted(parsed.GetValue(coverage), Percent(parsed.GetValue(least)), parsed.GetValue(junit));
            var workspace = OfflineWorkspace.Load(shell.Surroundings, parsed.GetValue(shell.Dir));
            var report = new TestReport(workspace, shell.Surroundings, shell.Screen(parsed));
            return Run(workspace, parsed.GetValue(journeys) ?? [], wanted, parsed.GetValue(shell.Json), report);
        });
        return command;
    }

    private static int Run(OfflineWorkspace workspace, string[] named, Wanted wanted, bool json, TestReport report)
    {
        var chosen = named.Length == 0 ? workspace.Journeys : [.. named.Distinct().Select(workspace.Find)];
        var rehearsals = new Rehearsals(workspace);
        var verdicts = chosen.Select(rehearsals.Of).ToList();
        if (json)
        {
            report.Document(verdicts, wanted.Percent);
        }
        else
        {
            report.Print(verdicts, wanted.List, wanted.Percent);
        }

        if (wanted.JUnit is { } file)
        {
            report.Write(verdicts, file);
        }

        var passed = verdicts.TrueForAll(verdict =>
            verdict.Passed && (wanted.Percent is not { } least || verdict.Percent >= least)
        );
        return (int)(passed ? ExitCode.Done : ExitCode.Problems);
    }

    private static int? Percent(int? percent) =>
        percent is null or (>= 0 and <= 100)
            ? percent
            : throw new UsageException($"--min-coverage takes a number from 0 to 100, not {percent}.");

    private sealed record Wanted(bool List, int? Percent, string? JUnit);
}
