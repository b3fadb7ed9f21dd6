using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;

namespace Journeys.Cli.Simulation.Compare;

/// <summary>A workspace as it was in a git revision, in a folder that is there as long as this is.</summary>
internal sealed class GitRevision : IDisposable
{
    private readonly DirectoryInfo folder;

    private GitRevision(DirectoryInfo folder) => this.folder = folder;

    /// <summary>The workspace's folder as it was, in full.</summary>
    public string Folder => folder.FullName;

    /// <summary>Asks git for a workspace as it was.</summary>
    /// <param name="workspace">The workspace's folder, in full.</param>
    /// <param name="revision">A branch, a tag or a commit; <c>main..</c> is <c>main</c>.</param>
    /// <exception cref="UsageException">Git cannot tell, with its reason.</exception>
    public static GitRevision Of(string workspace, string revision)
    {
        revision = revision.EndsWith("..", StringComparison.Ordinal) ? revision[..^2] : revision;
        if (revision.StartsWith('-') || revision.Length == 0)
        {
            throw new UsageException($"\"{revision}\" is no revision: write it like --git main.");
        }

        // Without a trailing slash in the path: git names the folder itself.
        var prefix = Ask(workspace, "rev-parse", "--show-prefix").TrimEnd('\n', '/');
        var made = new GitRevision(Directory.CreateTempSubdirectory("journeys-"));
        try
        {
            var archive = Path.Combine(made.Folder, "archive.zip");
            Ask(
                workspace,
                "-C",
                Ask(workspace, "rev-parse", "--show-toplevel").Trim(),
                "archive",
                "--format=zip",
                $"--output={archive}",
                $"{revision}:{prefix}"
            );
            ZipFile.ExtractToDirectory(archive, made.Folder);
            File.Delete(archive);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string Ask(string workspace, params string[] words)
    {
        var start = new ProcessStartInfo("git", words)
        {
            WorkingDirectory = workspace,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            var said = git.StandardError.ReadToEndAsync();
            var answer = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0
                ? answer
                : throw new UsageException($"git cannot tell: {said.GetAwaiter().GetResult().Trim()}");
        }
        catch (Win32Exception e)
        {
            throw new UsageException($"git is not to be found, and --git needs it ({e.Message}).");
        }
    }
}
