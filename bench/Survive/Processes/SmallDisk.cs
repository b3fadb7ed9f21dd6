using System.Diagnostics;

namespace Journeys.Bench.Survive.Processes;

/// <summary>
/// A disk of its own in memory that can be filled to the last byte. Only root may mount one on Linux; elsewhere there is none.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Size = "512m";

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Mounts one at a folder; null where that may not be done.</summary>
    public static SmallDisk? Mount(string folder)
    {
        Directory.CreateDirectory(folder);
        return OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", folder)
            ? new(folder)
            : null;
    }

    /// <summary>Takes all the room there is.</summary>
    public void Fill()
    {
        var block = new byte[1 << 16];
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose() => Run("umount", "-l", Folder);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false }
        );
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
