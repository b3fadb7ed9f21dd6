using System.Diagnostics;
using System.Globalization;

namespace Journeys.Bench.Survive.Processes;

/// <summary>What a process of this machine can be told without asking it. Source: man 1 kill, man 7 signal.</summary>
internal static class Signals
{
    /// <summary>Asks it to end.</summary>
    public static void AskToEnd(int process) => Send("-TERM", process);

    /// <summary>Lets it stand still; what it is sent meanwhile waits at its door.</summary>
    public static void Freeze(int process) => Send("-STOP", process);

    /// <summary>Lets it go on.</summary>
    public static void Thaw(int process) => Send("-CONT", process);

    private static void Send(string signal, int process)
    {
        string[] arguments = [signal, process.ToString(CultureInfo.InvariantCulture)];
        using var kill = Process.Start(new ProcessStartInfo("kill", arguments) { UseShellExecute = false })!;
        kill.WaitForExit();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"kill {string.Join(' ', arguments)} failed.");
        }
    }
}
