using System.CommandLine;
using System.Text.Json;
using Journeys.Cli.Authoring;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Cli.Simulation.Report;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Simulation.Crowd;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Simulation;

/// <summary><c>journeys simulate</c>: thousands of invented contacts go through a journey before a real one does.</summary>
internal sealed class SimulateCommand
{
    private readonly Shell shell;
    private readonly SimulateOptions options;

    private readonly Argument<string> journey = new("journey") { Description = "The journey's name" };

    private readonly Option<double?> limit = new("--limit")
    {
        Description = "How many mails may be sent in a day, to compare with",
        HelpName = "mails",
    };

    private readonly Option<string?> csv = new("--csv")
    {
        Description = "Write the figures as CSV files into this folder",
        HelpName = "folder",
    };

    private readonly Option<string?> html = new("--html")
    {
        Description = "Write a page with charts, which needs no network",
        HelpName = "file",
    };

    private readonly Option<string?> replay = new("--replay")
    {
        Description = "Instead of invented contacts, those of journeys export touchpoints",
        HelpName = "file",
    };

    private SimulateCommand(Shell shell)
    {
        this.shell = shell;
        Command = new Command("simulate", "Send invented contacts through a journey, offline, and see what comes of it")
        {
            journey,
            limit,
            csv,
            html,
            replay,
        };
        options = new SimulateOptions(Command, shell);
        Command.SetAction((parsed, cancelled) => System.Threading.Tasks.Task.FromResult(Run(parsed, cancelled)));
    }

    private Command Command { get; }

    public static Command Create(Shell shell) => new SimulateCommand(shell).Command;

    private int Run(ParseResult parsed, CancellationToken cancelled)
    {
        var screen = shell.Screen(parsed);
        var wanted = options.Of(parsed);
        var workspace = OfflineWorkspace.Load(shell.Surroundings, wanted.Dir);
        var found = workspace.Find(parsed.GetRequiredValue(journey));
        if (found.Published?.Definition is not { } definition)
        {
            Setup.Tell(screen, workspace.Shared.Concat(found.Diagnostics));
            return (int)ExitCode.Problems;
        }

        var again = parsed.GetValue(replay) is { } file
            ? RecordedFile.Read(Path.GetFullPath(file, shell.Surroundings.Folder), file, definition.Name)
            : null;
        if (again is not null)
        {
            wanted = wanted with { From = wanted.From ?? RecordedFile.Begins(again, definition.TimeZone) };
        }

        return Setup.Make(workspace, definition, wanted, parsed.GetValue(limit), screen) is { } setup
            ? Print(parsed, screen, Simulate(setup, wanted, again, screen, cancelled))
            : (int)ExitCode.Problems;
    }

    private static SimulationReport Simulate(
        Setup setup,
        Wanted wanted,
        IReadOnlyList<Recorded>? again,
        Screen screen,
        CancellationToken cancelled
    )
    {
        var cores = Environment.ProcessorCount;
        if (again is not null)
        {
            var counted = Progress.Show(
                screen,
                "Living again",
                again.Count,
                lived => Crowd.LiveAgain(setup.Plan, wanted.Seed, again, cores, lived, cancelled)
            );
            return setup.Reporter.Report(counted, null, again.Count);
        }

        var segments = Progress.Show(
            screen,
            "Simulating",
            wanted.Contacts,
            lived => Crowd.Live(setup.Plan, wanted.Seed, wanted.Contacts, cores, lived, cancelled)
        );
        return setup.Reporter.Report(segments, wanted.Seed, wanted.Contacts);
    }

    private int Print(ParseResult parsed, Screen screen, SimulationReport report)
    {
        var folder = shell.Surroundings.Folder;
        if (parsed.GetValue(csv) is { } csvFolder)
        {
            CsvFiles.Write(Path.GetFullPath(csvFolder, folder), report);
        }

        if (parsed.GetValue(html) is { } page)
        {
            File.WriteAllText(Path.GetFullPath(page, folder), HtmlPage.Of(report));
        }

        if (parsed.GetValue(shell.Json))
        {
            screen.Document(JsonSerializer.Serialize(report, SimulationJson.Default.SimulationReport));
        }
        else
        {
            ReportScreen.Print(screen, report);
        }

        if (report.Complete)
        {
            return (int)ExitCode.Done;
        }

        screen.Trouble(
            $"Broken off after {Figures.Number(report.Contacts)} of {Figures.Number(report.Wanted)} contacts: this is what they came to."
        );
        return (int)ExitCode.Interrupted;
    }
}
