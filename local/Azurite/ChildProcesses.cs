using System.ComponentModel;
using System.Diagnostics;

namespace Journeys.Local.Azurite;

/// <summary>The processes of this machine.</summary>
internal sealed class ChildProcesses : IChildProcesses
{
    // The start of a process is computed from the machine's start, which is known to about a second.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(3);

    public ProcessMark Self { get; } = MarkOfSelf();

    public IChildProcess Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        try
        {
            var process = Process.Start(start);
            return process is null
                ? throw new AzuriteException($"{program} did not start.")
                : new ChildProcess(process, own: true);
        }
        catch (Win32Exception fault)
        {
            throw new AzuriteException(
                $"{program} was not found. Install Node.js 20 or later (nodejs.org), or start Azurite yourself.",
                fault
            );
        }
    }

    public IChildProcess? Find(ProcessMark mark)
    {
        Process? process = null;
        try
        {
            process = Process.GetProcessById(mark.Id);
            if (!process.HasExited && !IsDead(mark.Id) && (Started(process) - mark.Started).Duration() < Tolerance)
            {
                return new ChildProcess(process, own: false);
            }
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended, or belongs to somebody else.
        }

        process?.Dispose();
        return null;
    }

    // A process that was killed keeps its number until somebody asks how it ended, which may be never in a container. Linux
    // says so in the state that follows the name: Z, a zombie, or X. Source: man 5 proc_pid_stat.
    private static bool IsDead(int process)
    {
        var status = $"/proc/{process}/stat";
        if (!OperatingSystem.IsLinux() || !File.Exists(status))
        {
            return false;
        }

        try
        {
            var text = File.ReadAllText(status);
            var state = text.LastIndexOf(')') + 2;
            return state < text.Length && text[state] is ('Z' or 'X');
        }
        catch (IOException)
        {
            // It went away meanwhile.
            return true;
        }
    }

    private static ProcessMark MarkOfSelf()
    {
        using var self = Process.GetCurrentProcess();
        return new ProcessMark(self.Id, Started(self));
    }

    internal static DateTimeOffset Started(Process process) => new(process.StartTime.ToUniversalTime());
}
