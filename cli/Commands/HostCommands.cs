using System.CommandLine;

namespace Journeys.Cli.Commands;

/// <summary>
/// The commands that the script <c>journeys</c> hands to the local host before they come here; named here so that the
/// help lists them.
/// </summary>
internal static class HostCommands
{
    public static Command Up(Shell shell) =>
        Elsewhere(shell, "up", "Run Journeys on this machine, until Ctrl-C (part of the local host)");

    public static Command Demo(Shell shell) =>
        Elsewhere(shell, "demo", "Play a week of leads, mails and hand-overs in a minute (part of the local host)");

    private static Command Elsewhere(Shell shell, string name, string description)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed =>
        {
            var screen = shell.Screen(parsed);
            screen.Trouble($"\"{name}\" belongs to the local host, and this program only talks to hosts.");
            screen.Advice($"Run ./journeys {name} in the folder of Journeys, or dotnet run --project local -- {name}.");
            return (int)ExitCode.Usage;
        });
        return command;
    }
}
