using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Journeys.Local.Azurite;

/// <summary>A process of this machine.</summary>
/// <param name="own">Whether this process started it, and so holds its standard input.</param>
internal sealed partial class ChildProcess(Process process, bool own) : IChildProcess
{
    private const int TermSignal = 15;

    public ProcessMark Mark { get; } = new(process.Id, ChildProcesses.Started(process));

    public Task<int?> Exited { get; } = WaitAsync(process, own);

    public void AskToStop()
    {
        try
        {
            if (own)
            {
                process.StandardInput.WriteLine("stop");
                process.StandardInput.Flush();
            }
            else if (!OperatingSystem.IsWindows())
            {
                // When it has just ended there is nobody to tell, and that is well.
                _ = Signal(process.Id, TermSignal);
            }
        }
        catch (IOException)
        {
            // It ended before it could be asked.
        }
    }

    public void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
    }

    public void Dispose() => process.Dispose();

    private static async Task<int?> WaitAsync(Process process, bool own)
    {
        await process.WaitForExitAsync();
        return own ? process.ExitCode : null;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
