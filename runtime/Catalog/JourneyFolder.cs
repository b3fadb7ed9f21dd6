using Journeys.Runtime.Api;

namespace Journeys.Runtime.Catalog;

/// <summary>One journey's folder in a workspace, with the calendars, teams and fields that the workspace's journeys share.</summary>
public sealed class JourneyFolder
{
    private const string Definition = "journey.json";

    private readonly string from;
    private readonly string folder;
    private readonly string workspace;

    private JourneyFolder(string from, string folder)
    {
        this.from = from;
        this.folder = folder;
        workspace = Path.GetDirectoryName(folder)!;
    }

    /// <summary>The journey's name: its folder's.</summary>
    public string Name => Path.GetFileName(folder);

    /// <summary>The journeys of a workspace by name, or the one whose folder it is.</summary>
    /// <param name="from">Where relative paths begin.</param>
    /// <param name="path">The workspace, or the journey's folder.</param>
    /// <exception cref="IOException">There is no such folder, or no journey in it.</exception>
    public static IReadOnlyList<JourneyFolder> In(string from, string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, from));
        if (!Directory.Exists(full))
        {
            throw new DirectoryNotFoundException($"There is no folder {path}.");
        }

        if (File.Exists(Path.Combine(full, Definition)))
        {
            return [new JourneyFolder(from, full)];
        }

        var journeys = Directory
            .EnumerateDirectories(full)
            .Where(folder => File.Exists(Path.Combine(folder, Definition)))
            .Order(StringComparer.Ordinal)
            .Select(folder => new JourneyFolder(from, folder))
            .ToList();
        return journeys.Count > 0
            ? journeys
            : throw new FileNotFoundException($"There is no journey in {path}: no folder in it holds a {Definition}.");
    }

    /// <summary>Its files, ready to be published.</summary>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One of them may not be read.</exception>
    public async Task<PublishRequest> ReadAsync(CancellationToken cancelled) =>
        new(
            await File.ReadAllTextAsync(Path.Combine(folder, Definition), cancelled),
            await TextsAsync(Path.Combine(folder, "emails"), Path.GetFileName, cancelled, "*.html", "*.txt"),
            await TextsAsync(
                Path.Combine(workspace, "calendars"),
                Path.GetFileNameWithoutExtension,
                cancelled,
                "*.json"
            ),
            await TextAsync("teams.json", cancelled),
            await TextAsync("fields.json", cancelled)
        );

    /// <summary>A diagnostic with its file as a path from where we are, so that editors and terminals can open it.</summary>
    public string Located(string diagnostic)
    {
        var colon = diagnostic.IndexOf(':');
        if (colon <= 0)
        {
            return diagnostic;
        }

        var found = new[] { workspace, folder }
            .Select(root => Path.Combine(root, diagnostic[..colon]))
            .FirstOrDefault(File.Exists);
        return found is null ? diagnostic : Path.GetRelativePath(from, found) + diagnostic[colon..];
    }

    /// <summary>A problem whose diagnostics name files as paths from where we are.</summary>
    /// <param name="lead">What the title begins with.</param>
    public Problem Located(Problem problem, string lead) =>
        problem with
        {
            Title = lead + problem.Title,
            Diagnostics = problem.Diagnostics?.Select(Located).ToList(),
        };

    private async Task<string?> TextAsync(string name, CancellationToken cancelled)
    {
        var path = Path.Combine(workspace, name);
        return File.Exists(path) ? await File.ReadAllTextAsync(path, cancelled) : null;
    }

    private static async Task<Dictionary<string, string>> TextsAsync(
        string folder,
        Func<string, string?> name,
        CancellationToken cancelled,
        params string[] patterns
    )
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(folder))
        {
            foreach (var file in patterns.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern)).Order())
            {
                texts[name(file)!] = await File.ReadAllTextAsync(file, cancelled);
            }
        }

        return texts;
    }
}
