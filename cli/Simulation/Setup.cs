using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Cli.Authoring;
using Journeys.Cli.Output;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Simulation.Behaviour;
using Journeys.Orchestrations.Simulation.Crowd;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Simulation;

/// <summary>Everything a simulation needs, read from files.</summary>
/// <param name="Plan">What is simulated.</param>
/// <param name="Reporter">Makes the report.</param>
internal sealed record Setup(SimulationPlan Plan, Reporter Reporter)
{
    /// <summary>Reads a journey's model and plans its simulation; null, after saying why, when something is wrong with it.</summary>
    /// <param name="workspace">Where the model, the teams and the calendars are.</param>
    /// <param name="definition">The journey.</param>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="mailsPerDay">The limit of mails in a day; null: none.</param>
    /// <param name="screen">Where to say what is wrong; null: nowhere.</param>
    /// <param name="beside">Another version, whose steps the model may speak of too; null: none.</param>
    public static Setup? Make(
        OfflineWorkspace workspace,
        JourneyDefinition definition,
        Wanted wanted,
        double? mailsPerDay,
        Screen? screen,
        JourneyDefinition? beside = null
    )
    {
        var files = new BehaviourFiles(workspace);
        var model = files.Read(definition, wanted.Behaviour, beside);
        Tell(screen, files.Diagnostics);
        if (files.HasErrors)
        {
            return null;
        }

        CheckSegments(model, wanted.Segments);
        var setting = new SimulationSetting(
            definition,
            model,
            files.Calendars(),
            wanted.From ?? model.From ?? UsualBehaviour.From,
            wanted.Days,
            [.. wanted.Segments],
            Distributions.Of
        );
        var plan = Planner.Make(setting);
        return plan.NobodyComes
            ? throw new UsageException(
                "Nobody would come: no hour of these days is open. Give more --days, or another --from."
            )
            : new(plan, new(plan, new(mailsPerDay, Capacity(workspace, model))));
    }

    /// <summary>Tells what was found in files, as a compiler does.</summary>
    public static void Tell(Screen? screen, IEnumerable<Diagnostic> found)
    {
        foreach (var finding in found)
        {
            screen?.Advice($"{finding}");
        }
    }

    private static void CheckSegments(BehaviourModel model, IReadOnlyList<string> only)
    {
        var names = Planner.Kinds(model).Select(segment => segment.Name).ToImmutableArray();
        if (only.FirstOrDefault(name => !names.Contains(name)) is { } stray)
        {
            throw new UsageException(
                $"There is no segment \"{stray}\" in the model; there are {string.Join(", ", names)}.{DidYouMean.For(stray, names)}"
            );
        }
    }

    private static FrozenDictionary<string, double?> Capacity(OfflineWorkspace workspace, BehaviourModel model) =>
        workspace.Teams.ByName.ToFrozenDictionary(
            team => team.Key,
            team =>
                model.Teams.GetValueOrDefault(team.Key)?.TasksPerDay is { } each
                    ? (double?)((double)each * team.Value.Members.Length)
                    : null
        );
}
