using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Cli.Authoring;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Simulation.Behaviour;
using Journeys.Orchestrations.Times;
using Journeys.Runtime.Catalog;

namespace Journeys.Cli.Simulation;

/// <summary>
/// The behaviour model of a journey: the workspace's <c>behaviour.json</c>, the journey's own laid over it, and a file named
/// on the command line over both.
/// </summary>
internal sealed class BehaviourFiles(OfflineWorkspace workspace)
{
    private const string Name = "behaviour.json";

    private readonly List<Diagnostic> found = [];

    /// <summary>What was found in the files, in their order.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => found;

    /// <summary>Whether a model cannot be used.</summary>
    public bool HasErrors => found.Exists(finding => finding.Severity == Severity.Error);

    /// <summary>The model of a journey.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="special">A file to lay over the others, in full; null: none.</param>
    /// <param name="beside">Another version, whose steps the model may speak of too; null: none.</param>
    public BehaviourModel Read(JourneyDefinition journey, string? special, JourneyDefinition? beside = null)
    {
        ImmutableArray<JourneyDefinition> its = beside is null ? [journey] : [journey, beside];
        var all = workspace
            .Journeys.Select(known => known.Published?.Definition)
            .OfType<JourneyDefinition>()
            .Concat(its)
            .ToImmutableArray();
        var model = BehaviourModel.Empty;
        model = Over(model, Path.Combine(workspace.Folder, Name), Name, all);
        model = Over(model, Path.Combine(workspace.Folder, journey.Name, Name), $"{journey.Name}/{Name}", its);
        return special is null ? model : Over(model, special, special, its, needed: true);
    }

    /// <summary>The workspace's calendars; those that can be read.</summary>
    public FrozenDictionary<string, BusinessCalendar> Calendars() =>
        workspace
            .Calendars.Select(entry =>
                BusinessCalendar.Read($"calendars/{entry.Key}.json", entry.Value, new DiagnosticBag(entry.Key))
            )
            .OfType<BusinessCalendar>()
            .ToFrozenDictionary(calendar => calendar.Name);

    private BehaviourModel Over(
        BehaviourModel below,
        string full,
        string shown,
        ImmutableArray<JourneyDefinition> journeys,
        bool needed = false
    )
    {
        if (!needed && !File.Exists(full))
        {
            return below;
        }

        var bag = new DiagnosticBag(shown);
        var scope = new BehaviourScope(
            journeys,
            [.. workspace.Teams.ByName.Keys],
            [.. workspace.Calendars.Keys],
            below.Segments
        );
        var read = WorkspaceText.Read(full, bag) is { } text ? BehaviourReader.Read(text, scope, bag) : null;
        found.AddRange(bag.Items.OrderBy(finding => finding.At.Line).ThenBy(finding => finding.At.Column));
        return read is null ? below : below.With(read);
    }
}
