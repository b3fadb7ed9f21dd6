using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Proofs;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Templates;

namespace Journeys.Cli.Authoring;

/// <summary>
/// A workspace as its files are now: every journey compiled, and everything that is wrong told, without a host. The
/// authoring commands all begin here.
/// </summary>
internal sealed class OfflineWorkspace
{
    private const string Definition = "journey.json";

    private OfflineWorkspace(string folder) => Folder = folder;

    /// <summary>The workspace's folder, in full.</summary>
    public string Folder { get; }

    /// <summary>Its journeys by name, also those with errors.</summary>
    public required ImmutableArray<OfflineJourney> Journeys { get; init; }

    /// <summary>The teams; those that could be read.</summary>
    public required Teams Teams { get; init; }

    /// <summary>The fields it declares; those that could be read.</summary>
    public required WorkspaceFields Fields { get; init; }

    /// <summary>The texts of its calendars by name.</summary>
    public required ImmutableSortedDictionary<string, string> Calendars { get; init; }

    /// <summary>
    /// What was found in the files that the journeys share: teams, fields, calendars. Each <see cref="Diagnostic.File"/> is a
    /// path from the workspace, with <c>/</c>.
    /// </summary>
    public required ImmutableArray<Diagnostic> Shared { get; init; }

    /// <summary>Everything that was found: in the shared files first, then journey by journey.</summary>
    public IEnumerable<Diagnostic> Diagnostics => Shared.Concat(Journeys.SelectMany(journey => journey.Diagnostics));

    /// <summary>Loads the workspace that a command is about.</summary>
    /// <param name="surroundings">Where we are.</param>
    /// <param name="dir">What <c>--dir</c> says; null: the folder <c>workspace</c> here or above.</param>
    /// <exception cref="NotThereException">There is no such folder, or no journey in it.</exception>
    public static OfflineWorkspace Load(Surroundings surroundings, string? dir) => Load(FolderOf(surroundings, dir));

    /// <summary>Loads a workspace.</summary>
    /// <param name="folder">Its folder, in full.</param>
    /// <exception cref="NotThereException">There is no such folder, or no journey in it.</exception>
    public static OfflineWorkspace Load(string folder)
    {
        var names = JourneysIn(folder);
        var files = new OfflineFiles(folder);
        var (teamsBag, fieldsBag) = (new DiagnosticBag("teams.json"), new DiagnosticBag("fields.json"));
        var teams = files.Text("teams.json") is { } listed ? Teams.Read(listed, teamsBag) : Teams.None;
        var fieldsText = files.Text("fields.json");
        var fields = fieldsText is null ? WorkspaceFields.None : WorkspaceFields.Read(fieldsText, fieldsBag);
        var calendars = files.Texts("calendars", Path.GetFileNameWithoutExtension, "*.json");
        ImmutableArray<Diagnostic> read = [.. files.Take(), .. teamsBag.Items, .. fieldsBag.Items];
        var journeys = names
            .Select(name => Journey(folder, name, files, new(calendars, fieldsText, Judged(teams, read))))
            .ToImmutableArray();
        // Each journey tells of every calendar; and what is wrong with an unreadable file has been told.
        var shared = journeys
            .SelectMany(journey => journey.Diagnostics)
            .Where(found => IsOfCalendar(found) && !read.Any(told => told.File == found.File))
            .Distinct();
        return new(folder)
        {
            Journeys = Proved(journeys),
            Teams = teams,
            Fields = fields,
            Calendars = calendars,
            Shared =
            [
                .. read.Concat(shared)
                    .OrderBy(found => found.File, StringComparer.Ordinal)
                    .ThenBy(found => found.At.Line)
                    .ThenBy(found => found.At.Column),
            ],
        };
    }

    /// <summary>The journey of a name.</summary>
    /// <exception cref="NotThereException">There is none.</exception>
    public OfflineJourney Find(string name) =>
        Journeys.FirstOrDefault(journey => journey.Name == name)
        ?? throw new NotThereException(
            $"There is no journey \"{name}\" in {Folder}.{DidYouMean.For(name, Journeys.Select(journey => journey.Name))}"
        );

    /// <summary>The workspace's folder that a command is about, in full.</summary>
    /// <exception cref="NotThereException">There is none.</exception>
    public static string FolderOf(Surroundings surroundings, string? dir)
    {
        if (dir is not null)
        {
            var named = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dir, surroundings.Folder));
            return Directory.Exists(named) ? named : throw new NotThereException($"There is no folder {dir}.");
        }

        return Usual(surroundings)
            ?? throw new NotThereException("There is no folder workspace here or above; name it with --dir.");
    }

    /// <summary>The folder <c>workspace</c> here or above, in full; null when there is none.</summary>
    public static string? Usual(Surroundings surroundings)
    {
        for (var at = new DirectoryInfo(surroundings.Folder); at is not null; at = at.Parent)
        {
            var usual = Path.Combine(at.FullName, "workspace");
            if (Directory.Exists(usual))
            {
                return usual;
            }
        }

        // The script journeys says where the project is, so that its workspace is found from any folder.
        return surroundings.Variable("JOURNEYS_ROOT") is { } root && Directory.Exists(Path.Combine(root, "workspace"))
            ? Path.Combine(root, "workspace")
            : null;
    }

    private static List<string> JourneysIn(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new NotThereException($"There is no folder {folder}.");
        }

        var names = Directory
            .EnumerateDirectories(folder)
            .Where(journey => File.Exists(Path.Combine(journey, Definition)))
            .Select(journey => Path.GetFileName(journey))
            .Order(StringComparer.Ordinal)
            .ToList();
        return names.Count > 0
            ? names
            : throw new NotThereException($"There is no journey in {folder}: no folder in it holds a {Definition}.");
    }

    private static OfflineJourney Journey(string folder, string name, OfflineFiles files, SharedFiles shared)
    {
        var text = files.Text($"{name}/{Definition}");
        var emails = files.Texts($"{name}/emails", Path.GetFileName, "*.html", "*.txt");
        var unread = files.Take();
        var full = Path.Combine(folder, name);
        if (text is null)
        {
            return new(name, full, null, null, unread);
        }

        var sources = new JourneySources(name, text, emails, shared.Calendars);
        var compiled = JourneyCompiler.Compile(sources, shared.Fields, shared.Teams);
        // What is wrong with an unreadable file has been told; that it seems empty is no news.
        var unreadable = unread.Select(found => found.File).ToHashSet(StringComparer.Ordinal);
        var news = compiled.Diagnostics.Where(found => !unreadable.Contains(found.File));
        return new(name, full, sources, unread.IsEmpty ? compiled.Journey : null, [.. unread, .. news]);
    }

    // While teams.json cannot be read, nobody knows which teams there are.
    private static Teams? Judged(Teams teams, ImmutableArray<Diagnostic> read) =>
        teams.ByName.IsEmpty && read.Any(found => found.File == "teams.json") ? null : teams;

    // What is wrong with the journeys together is told with each.
    private static ImmutableArray<OfflineJourney> Proved(ImmutableArray<OfflineJourney> journeys)
    {
        var readable = journeys.Where(journey => journey.Published is not null);
        var found = WorkspaceProofs.Run(
            [.. readable.Select(journey => ($"{journey.Name}/{Definition}", journey.Published!.Definition))],
            [.. journeys.Select(journey => journey.Name)]
        );
        return
        [
            .. journeys.Select(journey =>
            {
                ImmutableArray<Diagnostic> own =
                [
                    .. journey.Diagnostics.Concat(found).Where(finding => IsOf(journey.Name, finding)),
                ];
                var broken = own.Any(finding => finding.Severity == Severity.Error);
                return journey with { Diagnostics = own, Published = broken ? null : journey.Published };
            }),
        ];
    }

    private static bool IsOf(string journey, Diagnostic found) =>
        found.File.StartsWith($"{journey}/", StringComparison.Ordinal);

    private static bool IsOfCalendar(Diagnostic found) => found.File.StartsWith("calendars/", StringComparison.Ordinal);

    private sealed record SharedFiles(
        ImmutableSortedDictionary<string, string> Calendars,
        string? Fields,
        Teams? Teams
    );
}
