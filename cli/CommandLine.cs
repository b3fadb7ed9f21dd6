using System.CommandLine;
using System.CommandLine.Invocation;
using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;

namespace Journeys.Cli;

/// <summary>The whole command line: parses, runs one command, and turns whatever ends it into an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, Surroundings surroundings, CancellationToken cancelled)
    {
        var shell = new Shell(surroundings);
        var parsed = Root.Create(shell).Parse(args);
        try
        {
            return parsed.Action is ParseErrorAction wrong
                ? (int)Misspelt(parsed, wrong, surroundings)
                : await parsed.InvokeAsync(Configuration(surroundings.Output, surroundings.Error), cancelled);
        }
        // The one place where whatever went wrong becomes a line and an exit code.
        catch (Exception e)
        {
            return (int)Ended(e, shell.Screen(parsed));
        }
    }

    private static InvocationConfiguration Configuration(TextWriter output, TextWriter error) =>
        new()
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        };

    private static ExitCode Misspelt(ParseResult parsed, ParseErrorAction wrong, Surroundings surroundings)
    {
        wrong.ShowHelp = false;
        using var said = new StringWriter();
        parsed.Invoke(Configuration(said, said));
        foreach (var line in said.ToString().ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0))
        {
            surroundings.Error.WriteLine(Clean.Line(line));
        }

        var path = Root.Path(parsed.CommandResult);
        surroundings.Error.WriteLine($"See {(path == Root.Name ? "" : $"{Root.Name} ")}{path} --help.");
        return ExitCode.Usage;
    }

    private static ExitCode Ended(Exception end, Screen screen)
    {
        switch (end)
        {
            case OperationCanceledException:
                return ExitCode.Interrupted;
            case UsageException usage:
                screen.Trouble($"{usage.Message}");
                return ExitCode.Usage;
            case NotThereException nothing:
                screen.Trouble($"{nothing.Message}");
                return ExitCode.NotFound;
            case HostNotReachableException host:
                screen.Trouble($"{host.Message}");
                screen.Advice($"{host.Advice}");
                return ExitCode.NotReachable;
            case IOException or UnauthorizedAccessException:
                screen.Trouble($"{end.Message}");
                return ExitCode.Problems;
            default:
                screen.Trouble($"This is a defect of the command line: {end.GetType().Name}: {end.Message}");
                screen.Advice($"{end.StackTrace}");
                return ExitCode.Problems;
        }
    }
}
