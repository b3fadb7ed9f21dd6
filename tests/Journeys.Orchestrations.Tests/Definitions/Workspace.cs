using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;

namespace Journeys.Orchestrations.Tests.Definitions;

/// <summary>The journeys that ship, read from the repository as an author's tools would.</summary>
internal static class Workspace
{
    /// <summary>Where the repository is checked out.</summary>
    public static readonly string Root = FindRoot();

    private static readonly string Folder = Path.Combine(Root, "workspace");

    /// <summary>The names of all journeys that ship.</summary>
    public static IEnumerable<string> Journeys =>
        Directory
            .EnumerateFiles(Folder, "journey.json", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file))!)
            .Order(StringComparer.Ordinal);

    public static JourneySources Sources(string journey) =>
        new(
            $"workspace/{journey}",
            File.ReadAllText(Path.Combine(Folder, journey, "journey.json")),
            Texts(Path.Combine(Folder, journey, "emails"), Path.GetFileName),
            Texts(Path.Combine(Folder, "calendars"), Path.GetFileNameWithoutExtension)
        );

    public static JourneyDefinition Definition(string journey)
    {
        var reading = DefinitionReader.Read(Sources(journey));
        Assert.Empty(reading.Diagnostics);
        return reading.Definition!;
    }

    private static ImmutableSortedDictionary<string, string> Texts(string folder, Func<string, string?> name) =>
        Directory
            .EnumerateFiles(folder)
            .ToImmutableSortedDictionary(file => name(file)!, File.ReadAllText, StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Journeys.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Journeys.sln is nowhere above the tests");
    }
}
