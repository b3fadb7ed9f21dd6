using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Cli.Authoring.Validate;

/// <summary>What is to be validated: a whole workspace, one journey of it, or one file.</summary>
/// <param name="Workspace">The workspace's folder, in full.</param>
/// <param name="Journey">The journey; null: all of them.</param>
/// <param name="File">The only file to tell of, from the workspace with <c>/</c>; null: all of them.</param>
internal sealed record Target(string Workspace, string? Journey, string? File)
{
    /// <summary>What an argument names: a journey of the workspace, or a path to a file, a journey or a workspace.</summary>
    /// <exception cref="NotThereException">There is no such thing.</exception>
    public static Target Of(string named, Surroundings surroundings, string? dir)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(named, surroundings.Folder));
        var isName = !named.Contains('/', StringComparison.Ordinal) && !named.Contains(Path.DirectorySeparatorChar);
        if (System.IO.File.Exists(full))
        {
            return OfFile(full, named);
        }

        if (Directory.Exists(full) && (!isName || dir is null))
        {
            return IsJourney(full)
                ? new(Path.GetDirectoryName(full)!, Path.GetFileName(full), null)
                : new(full, null, null);
        }

        return isName
            ? new(OfflineWorkspace.FolderOf(surroundings, dir), named, null)
            : throw new NotThereException($"There is no file or folder {named}.");
    }

    /// <summary>Whether a diagnostic of the workspace is about the target.</summary>
    public bool Concerns(Diagnostic found) =>
        File is not null
            ? found.File == File
            // What a journey shares with the others decides whether it can be published, too.
            : Journey is null
                || found.File.StartsWith($"{Journey}/", StringComparison.Ordinal)
                || !System.IO.File.Exists(Path.Combine(Workspace, found.File.Split('/')[0], "journey.json"));

    private static Target OfFile(string full, string named)
    {
        for (var at = Path.GetDirectoryName(full); at is not null; at = Path.GetDirectoryName(at))
        {
            if (IsJourney(at))
            {
                return new(Path.GetDirectoryName(at)!, Path.GetFileName(at), From(Path.GetDirectoryName(at)!, full));
            }

            if (Directory.EnumerateDirectories(at).Any(IsJourney))
            {
                return new(at, null, From(at, full));
            }
        }

        throw new NotThereException($"The file {named} is in no workspace.");
    }

    private static string From(string workspace, string full) =>
        Path.GetRelativePath(workspace, full).Replace(Path.DirectorySeparatorChar, '/');

    private static bool IsJourney(string folder) => System.IO.File.Exists(Path.Combine(folder, "journey.json"));
}
