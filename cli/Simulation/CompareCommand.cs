using System.CommandLine;
using System.Text.Json;
using Journeys.Cli.Authoring;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Cli.Simulation.Compare;
using Journeys.Cli.Simulation.Report;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Simulation;

/// <summary><c>journeys compare</c>: what differs between two versions of a journey, and for whom.</summary>
internal sealed class CompareCommand
{
    private readonly Shell shell;
    private readonly SimulateOptions options;

    private readonly Argument<string?> before = new("before")
    {
        Description = "A journey's folder or file; with --git, a journey's name",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> after = new("after")
    {
        Description = "Another folder or file, to compare with",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> git = new("--git")
    {
        Description = "Compare the files here with this revision; without a journey's name, all that differ",
        HelpName = "revision",
    };

    private readonly Option<bool> markdown = new("--markdown")
    {
        Description = "Print Markdown for a comment on a pull request",
    };

    private CompareCommand(Shell shell)
    {
        this.shell = shell;
        Command = new Command(
            "compare",
            "Say what differs between two versions of a journey, offline, and what it does to the same contacts"
        )
        {
            before,
            after,
            git,
            markdown,
        };
        options = new SimulateOptions(Command, shell);
        Command.SetAction((parsed, cancelled) => System.Threading.Tasks.Task.FromResult(Run(parsed, cancelled)));
    }

    private Command Command { get; }

    public static Command Create(Shell shell) => new CompareCommand(shell).Command;

    private int Run(ParseResult parsed, CancellationToken cancelled)
    {
        var screen = shell.Screen(parsed);
        var wanted = options.Of(parsed);
        return (parsed.GetValue(before), parsed.GetValue(after), parsed.GetValue(git)) switch
        {
            (var journey, null, { } revision) => WithRevision(parsed, screen, wanted, journey, revision, cancelled),
            ({ } one, { } other, null) => Files(parsed, screen, wanted, one, other, cancelled),
            (_, _, null) => throw new UsageException("Give two folders or files, or --git with a revision."),
            _ => throw new UsageException("--git compares with the files here: give one journey's name, or none."),
        };
    }

    private int Files(
        ParseResult parsed,
        Screen screen,
        Wanted wanted,
        string one,
        string other,
        CancellationToken cancelled
    )
    {
        var (old, _) = Edition.At(one, shell.Surroundings, wanted.Dir);
        var (now, workspace) = Edition.At(other, shell.Surroundings, wanted.Dir);
        return Compare(parsed, screen, wanted, [(old, now)], workspace, cancelled);
    }

    private int WithRevision(
        ParseResult parsed,
        Screen screen,
        Wanted wanted,
        string? journey,
        string revision,
        CancellationToken cancelled
    )
    {
        var workspace = OfflineWorkspace.Load(shell.Surroundings, wanted.Dir);
        using var then = GitRevision.Of(workspace.Folder, revision);
        var was = OfflineWorkspace.Load(then.Folder);
        IEnumerable<string> names = journey is null
            ? was
                .Journeys.Concat(workspace.Journeys)
                .Select(known => known.Name)
                .Distinct()
                .Order(StringComparer.Ordinal)
            : [journey];
        if (journey is not null && was.Journeys.All(known => known.Name != journey))
        {
            workspace.Find(journey);
        }

        var pairs = names
            .Select(name => (Edition.In(was, name, revision), Edition.In(workspace, name, "here")))
            .Where(pair => journey is not null || pair.Item1.Sources.Version != pair.Item2.Sources.Version)
            .ToList();
        return Compare(parsed, screen, wanted, pairs, workspace, cancelled);
    }

    private int Compare(
        ParseResult parsed,
        Screen screen,
        Wanted wanted,
        IReadOnlyList<(Edition Before, Edition After)> pairs,
        OfflineWorkspace workspace,
        CancellationToken cancelled
    )
    {
        var reports = new List<ComparisonReport>();
        var broken = false;
        foreach (var (old, now) in pairs)
        {
            Setup.Tell(
                screen,
                old.Diagnostics.Concat(now.Diagnostics)
                    .Where(found => found.Severity == Orchestrations.Diagnostics.Severity.Error)
            );
            var report = Comparison.Of(old, now, workspace, wanted, screen, cancelled);
            if (report is null)
            {
                return (int)ExitCode.Problems;
            }

            broken |=
                report.Simulated is null
                && now.Diagnostics.Any(found => found.Severity == Orchestrations.Diagnostics.Severity.Error);
            reports.Add(report);
        }

        Print(parsed, screen, reports);
        if (
            reports.FirstOrDefault(report => report.Simulated is { } half && half.Contacts < half.Wanted)?.Simulated is
            { } part
        )
        {
            screen.Trouble(
                $"Broken off after {Figures.Number(part.Contacts)} of {Figures.Number(part.Wanted)} contacts: this is what they came to."
            );
            return (int)ExitCode.Interrupted;
        }

        return (int)(broken ? ExitCode.Problems : ExitCode.Done);
    }

    private void Print(ParseResult parsed, Screen screen, List<ComparisonReport> reports)
    {
        if (parsed.GetValue(shell.Json))
        {
            screen.Document(JsonSerializer.Serialize(new Comparisons(reports), SimulationJson.Default.Comparisons));
        }
        else if (parsed.GetValue(markdown))
        {
            screen.Document(CompareMarkdown.Of(reports));
        }
        else if (reports.Count == 0)
        {
            screen.Line($"No journey differs.");
        }
        else
        {
            foreach (var (report, i) in reports.Select((report, i) => (report, i)))
            {
                if (i > 0)
                {
                    screen.Line();
                }

                CompareScreen.Print(screen, report);
            }
        }
    }
}
