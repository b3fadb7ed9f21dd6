using System.Diagnostics;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// Moves a run to another version of its journey. Whoever stands at a step that keeps its name stays there as it
/// is: what it waits for and until when, its open task, the mail under way; what follows is the new version's. Whoever
/// is sent to another step leaves the old one, with its task, and comes to the new one like anybody else.
/// </summary>
internal static class Moving
{
    public static Outcome Apply(
        JourneyDefinition definition,
        JourneyState state,
        JourneyInput.VersionChanged changed,
        Sight sight
    ) =>
        state switch
        {
            JourneyState.Unentered => new Outcome.Ignored(new(ReasonCode.NotBegun), []),
            JourneyState.Finished finished => new Outcome.Ignored(
                new(ReasonCode.AlreadyFinished, null, finished.Outcome),
                []
            ),
            JourneyState.Waiting waiting => Move(new(definition, waiting.Course, sight), state, waiting.Visit, changed),
            JourneyState.Performing performing => Move(
                new(definition, performing.Course, sight),
                state,
                performing.Visit,
                changed
            ),
            JourneyState.Held held => Move(new(definition, held.Course, sight), state, held.Visit, changed),
            JourneyState.Paused paused => MovePaused(definition, paused, changed, sight),
            _ => throw new UnreachableException($"no such state: {state.GetType()}"),
        };

    private static Outcome Move(Walk walk, JourneyState state, Visit visit, JourneyInput.VersionChanged changed)
    {
        // Held at the door: the entry is judged again when an operator says so.
        if (visit.Number == 0)
        {
            return Stay(walk, state, visit, changed);
        }

        if (Mapped(changed, visit.Step) is { } to)
        {
            if (!walk.Definition.Steps.ContainsKey(to))
            {
                return walk.Ignore(new Reason(ReasonCode.StepNotInVersion, to, changed.Version));
            }

            walk.Note(visit, new(ReasonCode.VersionChanged, changed.Version, changed.By));
            walk.Withdraw(visit);
            var because = new Reason(ReasonCode.MovedByVersion, to, changed.Version);
            return walk.Follow(visit, new Decision.Proceed(because, to, "moved", changed.By));
        }

        return Obstacle(walk, visit, changed) is { } no ? walk.Ignore(no) : Stay(walk, state, visit, changed);
    }

    private static Outcome MovePaused(
        JourneyDefinition definition,
        JourneyState.Paused paused,
        JourneyInput.VersionChanged changed,
        Sight sight
    )
    {
        var (course, visit) = Pausing.Inside(paused.Inner);
        var walk = new Walk(definition, course, sight);
        return Mapped(changed, visit.Step) is not null ? walk.Ignore(ReasonCode.ResumeFirst)
            : Obstacle(walk, visit, changed) is { } no ? walk.Ignore(no)
            : Stay(walk, paused, visit, changed);
    }

    private static Outcome.Moved Stay(Walk walk, JourneyState state, Visit visit, JourneyInput.VersionChanged changed)
    {
        walk.Note(visit, new(ReasonCode.VersionChanged, changed.Version, changed.By));
        return walk.Moved(state);
    }

    // The step, and the task whose late way it may be on, must be there. Whoever publishes sees to it that what keeps its
    // name keeps its meaning.
    private static Reason? Obstacle(Walk walk, Visit visit, JourneyInput.VersionChanged changed)
    {
        var steps = walk.Definition.Steps;
        var task = walk.Course.Task?.Visit.Step;
        return !steps.ContainsKey(visit.Step) ? new(ReasonCode.StepNotInVersion, visit.Step, changed.Version)
            : task is not null && steps.GetValueOrDefault(task) is not PersonStep
                ? new(ReasonCode.StepNotInVersion, task, changed.Version)
            : null;
    }

    private static string? Mapped(JourneyInput.VersionChanged changed, string step)
    {
        foreach (var move in changed.Steps)
        {
            if (move.From == step)
            {
                return move.To;
            }
        }

        return null;
    }
}
