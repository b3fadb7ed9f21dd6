using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Journeys.Local.Azurite;
using Journeys.Local.Demo;
using Journeys.Local.Hosting;
using Journeys.Local.Settings;
using Journeys.Runtime;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Commands;

/// <summary>The whole command line: parses, runs one command, and turns whatever ends it into an exit code.</summary>
internal static class CommandLine
{
    private const string Name = "journeys";

    private const string More = """

        Exit codes:
          0    it was stopped, or is done
          1    the host cannot start, or broke
          2    the command line or a setting makes no sense
          130  Ctrl-C: in demo the first, in up a second
        """;

    /// <summary>Runs a command until it is done, or <paramref name="stop"/> is cancelled.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken stop)
    {
        var parsed = Root(output, error).Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            // The host takes the time it needs to store what it has begun.
            ProcessTerminationTimeout = null,
        };
        try
        {
            if (parsed.Action is ParseErrorAction)
            {
                return Misspelt(parsed, error);
            }

            return await parsed.InvokeAsync(configuration, stop);
        }
        // The one place where whatever went wrong becomes a line and an exit code.
        catch (Exception fault)
        {
            return (int)Ended(fault, error, stop);
        }
    }

    // Not a RootCommand, which would be named like this program: people start the script.
    private static Command Root(TextWriter output, TextWriter error)
    {
        var help = new HelpOption { Recursive = true };
        var root = new Command(Name, "Runs Journeys on this machine." + Environment.NewLine + More)
        {
            UpCommand.Create(output, error),
            DemoCommand.Create(output, error),
            help,
            new VersionOption(),
        };
        root.SetAction(parsed => ((HelpAction)help.Action!).Invoke(parsed));
        return root;
    }

    private static int Misspelt(ParseResult parsed, TextWriter error)
    {
        foreach (var problem in parsed.Errors)
        {
            error.WriteLine(problem.Message);
        }

        var command = parsed.CommandResult.Command;
        error.WriteLine(command.Name == Name ? $"See {Name} --help." : $"See {Name} {command.Name} --help.");
        return (int)ExitCode.Usage;
    }

    private static ExitCode Ended(Exception end, TextWriter error, CancellationToken stop)
    {
        switch (end)
        {
            case OperationCanceledException when stop.IsCancellationRequested:
                return ExitCode.Done;
            case SettingsException:
                error.WriteLine(end.Message);
                return ExitCode.Usage;
            case HostStartException
            or LeaseLostException
            or AzuriteException
            or DemoException
            or StorageUnavailableException:
                error.WriteLine(end.Message);
                return ExitCode.Failed;
            default:
                error.WriteLine($"This is a defect of the host: {end}");
                return ExitCode.Failed;
        }
    }
}
