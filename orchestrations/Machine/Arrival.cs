using System.Diagnostics;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// What an event means to a run that is under way, in one order wherever it stands: known already, confirms a mail, too
/// old, leave, goal, remembered, waited for.
/// </summary>
internal static class Arrival
{
    public static Outcome Judge(Walk walk, JourneyState state, Visit visit, EventFact happened)
    {
        if (IsKnown(walk.Course, happened))
        {
            return walk.Ignore(ReasonCode.Duplicate, happened.Type);
        }

        if (ConfirmsMail(walk, state, visit, happened) is { } email)
        {
            return walk.Follow(state, visit, email.Confirm(happened));
        }

        if (happened.Time < walk.Course.Story.Entry.Time)
        {
            return walk.Ignore(ReasonCode.BeforeRun, happened.Type);
        }

        if ((Leaves(walk, happened) ?? Reaches(walk, happened)) is { } decision)
        {
            return walk.Follow(state, visit, decision);
        }

        return walk.Definition.Listening.Contains(happened.Type) ? Keep(walk, state, visit, happened)
            : walk.Definition.Entry.On.Contains(happened.Type) ? walk.Ignore(ReasonCode.StillInside, happened.Type)
            : walk.Ignore(ReasonCode.NotListening, happened.Type);
    }

    private static Outcome Keep(Walk walk, JourneyState state, Visit visit, EventFact happened)
    {
        walk.Remember(visit, happened);
        if (
            state is JourneyState.Waiting { For: WaitingFor.Step } waiting
            && walk.Definition.Steps.TryGetValue(visit.Step, out var step)
            && step.Heard(walk.At(visit), waiting) is { } decision
        )
        {
            return walk.Follow(state, visit, decision);
        }

        return walk.Moved(
            state switch
            {
                JourneyState.Waiting stays => stays with { Course = walk.Course },
                JourneyState.Performing stays => stays with { Course = walk.Course },
                JourneyState.Held stays => stays with { Course = walk.Course },
                _ => throw new UnreachableException($"not under way: {state.GetType()}"),
            }
        );
    }

    private static bool IsKnown(Course course, EventFact happened)
    {
        if (course.Story.Entry.Id == happened.Id)
        {
            return true;
        }

        foreach (var remembered in course.Memory)
        {
            if (remembered.Id == happened.Id)
            {
                return true;
            }
        }

        return false;
    }

    private static EmailStep? ConfirmsMail(Walk walk, JourneyState state, Visit visit, EventFact happened) =>
        state is JourneyState.Waiting { For: WaitingFor.Confirmation }
        && happened.About is { } about
        && about == walk.At(visit).EffectId()
            ? walk.Definition.Steps.GetValueOrDefault(visit.Step) as EmailStep
            : null;

    private static Decision? Leaves(Walk walk, EventFact happened)
    {
        foreach (var rule in walk.Definition.Leave)
        {
            var left = new Decision.Finish(new(ReasonCode.Left, happened.Type), "left");
            if (Apply(walk, rule, happened, left) is { } decision)
            {
                return decision;
            }
        }

        return null;
    }

    private static Decision? Reaches(Walk walk, EventFact happened)
    {
        if (walk.Definition.Goal is not { } goal || !goal.On.Contains(happened.Type))
        {
            return null;
        }

        var until = goal.Within?.After(walk.Course.EnteredAt, walk.Definition.TimeZone, null);
        return until < happened.Time
            ? null
            : Apply(walk, goal, happened, new Decision.Finish(new(ReasonCode.GoalReached, happened.Type), "goal"));
    }

    private static Decision? Apply(Walk walk, EventRule rule, EventFact happened, Decision decision)
    {
        if (!rule.On.Contains(happened.Type))
        {
            return null;
        }

        if (rule.If is not { } condition)
        {
            return decision;
        }

        walk.Sight.Judged = happened;
        var truth = condition.Holds(walk.Sight, out var missing);
        walk.Sight.Judged = null;
        return truth switch
        {
            Truth.True => decision,
            Truth.False => null,
            _ => new Decision.Hold(new(ReasonCode.ConditionUnknown, happened.Type, missing?.ToString())),
        };
    }
}
