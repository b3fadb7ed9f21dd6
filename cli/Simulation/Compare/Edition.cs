using System.Collections.Immutable;
using Journeys.Cli.Authoring;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime.Catalog;

namespace Journeys.Cli.Simulation.Compare;

/// <summary>One of the two versions that are compared.</summary>
/// <param name="Label">What it is called: a path, a revision.</param>
/// <param name="Journey">The journey's name.</param>
/// <param name="Sources">Its files; empty when there is no such journey in this version.</param>
/// <param name="Definition">The journey; null when there is none, or when it has errors.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
internal sealed record Edition(
    string Label,
    string Journey,
    JourneySources Sources,
    JourneyDefinition? Definition,
    ImmutableArray<Diagnostic> Diagnostics
)
{
    /// <summary>The journey of a name in a workspace; an empty one when it is not there.</summary>
    public static Edition In(OfflineWorkspace workspace, string journey, string label) =>
        workspace.Journeys.FirstOrDefault(known => known.Name == journey) is { } found
            ? new(label, journey, found.Sources ?? None(journey), found.Published?.Definition, found.Diagnostics)
            : new(label, journey, None(journey), null, []);

    /// <summary>
    /// The journey at a path, with the workspace it belongs to: a journey's folder, its <c>journey.json</c>, or another file
    /// that takes the place of the <c>journey.json</c> of the journey it names.
    /// </summary>
    /// <param name="path">The path as the user wrote it.</param>
    /// <param name="dir">The workspace of a file that stands elsewhere; null: the usual one.</param>
    /// <exception cref="NotThereException">There is no such file or folder.</exception>
    public static (Edition Edition, OfflineWorkspace Workspace) At(string path, Surroundings surroundings, string? dir)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, surroundings.Folder));
        if (Path.GetFileName(full) == "journey.json" && File.Exists(full))
        {
            full = Path.GetDirectoryName(full)!;
        }

        if (Directory.Exists(full))
        {
            var home = OfflineWorkspace.Load(Path.GetDirectoryName(full)!);
            return (In(home, home.Find(Path.GetFileName(full)).Name, path), home);
        }

        if (!File.Exists(full))
        {
            throw new NotThereException(
                $"There is no file or folder {path}. With a git revision: journeys compare <journey> --git main."
            );
        }

        var workspace = OfflineWorkspace.Load(surroundings, dir);
        return (Of(full, path, workspace), workspace);
    }

    private static Edition Of(string full, string path, OfflineWorkspace workspace)
    {
        var bag = new DiagnosticBag(path);
        var text = WorkspaceText.Read(full, bag) ?? "";
        var name = Named(text, workspace);
        var home = workspace.Find(name);
        var sources = (home.Sources ?? None(name)) with { Definition = text };
        var fields = Path.Combine(workspace.Folder, "fields.json");
        var compiled = JourneyCompiler.Compile(
            sources,
            File.Exists(fields) ? File.ReadAllText(fields) : null,
            workspace.Teams
        );
        return new(path, name, sources, compiled.Journey?.Definition, [.. bag.Items, .. compiled.Diagnostics]);
    }

    // A file with no journey's name in it is taken to be about the only journey there is, whose errors then tell the rest.
    private static string Named(string text, OfflineWorkspace workspace) =>
        Orchestrations.Json.JsonTree.Parse(text, new DiagnosticBag("")) is Orchestrations.Json.JsonTree.Object tree
        && tree.Get("journey") is Orchestrations.Json.JsonTree.Text { Value: var name }
            ? name
            : workspace.Journeys[0].Name;

    private static JourneySources None(string journey) =>
        new(
            journey,
            "{}",
            ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
            ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
        );
}
