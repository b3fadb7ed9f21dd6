using System.Collections.Immutable;
using Journeys.Cli.Authoring.Scenarios;
using Journeys.Cli.Simulation;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Cli.Authoring.Validate;

/// <summary>Everything that is wrong in a workspace: its journeys and what they share, and what they are tried with.</summary>
internal static class WholeWorkspace
{
    /// <summary>All findings: shared files first, then journey by journey.</summary>
    public static IReadOnlyList<Diagnostic> Judge(OfflineWorkspace workspace)
    {
        var behaviour = Behaviour(workspace);
        var scenarios = new Rehearsals(workspace);
        return
        [
            .. workspace.Shared,
            .. behaviour.Where(found => !found.File.Contains('/', StringComparison.Ordinal)),
            .. workspace.Journeys.SelectMany(journey =>
                journey
                    .Diagnostics.Concat(
                        behaviour.Where(found => found.File.StartsWith($"{journey.Name}/", StringComparison.Ordinal))
                    )
                    .Concat(scenarios.Findings(journey))
            ),
        ];
    }

    private static ImmutableArray<Diagnostic> Behaviour(OfflineWorkspace workspace)
    {
        var files = new BehaviourFiles(workspace);
        foreach (
            var journey in workspace
                .Journeys.Select(journey => journey.Published)
                .OfType<Runtime.Catalog.PublishedJourney>()
        )
        {
            files.Read(journey.Definition, special: null);
        }

        // A model of the whole workspace may speak of steps and mails of a journey that is broken.
        var complete = workspace.Journeys.All(journey => journey.Published is not null);
        return
        [
            .. files
                .Diagnostics.Where(found => complete || found.File.Contains('/', StringComparison.Ordinal))
                .Distinct(),
        ];
    }
}
