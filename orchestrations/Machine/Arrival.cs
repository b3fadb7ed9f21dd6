using System.Diagnostics;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// What an event means to a run that is under way, in one order wherever it stands: known already, a machine's doing, too
/// old, leave, goal, remembered, settles a mail, waited for.
/// </summary>
internal static class Arrival
{
    public static Outcome Judge(Walk walk, JourneyState state, Visit visit, EventFact happened)
    {
        if (IsKnown(walk.Course, happened))
        {
            return walk.Ignore(ReasonCode.Duplicate, happened.Type);
        }

        if (MailEvents.IsByMachine(happened.Type))
        {
            return walk.Ignore(ReasonCode.ByMachine, happened.Type);
        }

        if (happened.Time < walk.Course.Story.Entry.Time)
        {
            return walk.Ignore(ReasonCode.BeforeRun, happened.Type);
        }

        if ((Leaves(walk, happened) ?? Reaches(walk, happened)) is { } decision)
        {
            return walk.Follow(visit, decision);
        }

        var listened = walk.Definition.Listening.Contains(happened.Type);
        if (SettlesMail(walk, state, visit, happened) is { } email)
        {
            if (listened)
            {
                walk.Remember(visit, happened);
            }

            return walk.Follow(visit, email.Settle(walk.At(visit), happened));
        }

        return listened ? Keep(walk, state, visit, happened) : walk.Ignore(Unheard(walk, happened), happened.Type);
    }

    private static ReasonCode Unheard(Walk walk, EventFact happened) =>
        walk.Definition.Entry.On.Contains(happened.Type) ? ReasonCode.StillInside
        : walk.Definition.Goal is { } goal && goal.On.Contains(happened.Type) && IsTooLate(walk, goal, happened)
            ? ReasonCode.TooLate
        : ReasonCode.NotListening;

    private static Outcome Keep(Walk walk, JourneyState state, Visit visit, EventFact happened)
    {
        walk.Remember(visit, happened);
        if (
            state is JourneyState.Waiting { For: WaitingFor.Step } waiting
            && walk.Definition.Steps.TryGetValue(visit.Step, out var step)
            && step.Heard(walk.At(visit), waiting) is { } decision
        )
        {
            return walk.Follow(visit, decision);
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

    // Whoever saw the mail proves that it was sent, whether or not the sender has said so yet, and whether or not another
    // attempt is under way. That an earlier attempt did not arrive says nothing of this one.
    private static EmailStep? SettlesMail(Walk walk, JourneyState state, Visit visit, EventFact happened) =>
        EmailStep.Settling.Contains(happened.Type)
        && EffectId.TryParse(happened.About, out var about)
        && (about.Instance, about.Run, about.Visit) == (walk.Course.Instance, walk.Course.Run, visit.Number)
        && (
            EmailStep.IsUndelivered(happened.Type)
                ? AwaitsResult(state) && about.Attempt == visit.Attempt
                : AwaitsResult(state) || AwaitsNextTry(state)
        )
            ? walk.Definition.Steps.GetValueOrDefault(visit.Step) as EmailStep
            : null;

    /// <summary>Whether a run waits until its effect may be tried, for the first time or again.</summary>
    public static bool AwaitsNextTry(JourneyState state) =>
        state is JourneyState.Waiting { For: WaitingFor.QuietHours or WaitingFor.Turn or WaitingFor.Retry };

    private static bool AwaitsResult(JourneyState state) =>
        state
            is JourneyState.Performing
                or JourneyState.Waiting { For: WaitingFor.Confirmation }
                or JourneyState.Held { Because.Code: ReasonCode.ResultOverdue or ReasonCode.NobodyKnowsIfSent };

    private static Decision? Leaves(Walk walk, EventFact happened)
    {
        foreach (var rule in walk.Definition.Leave)
        {
            if (Apply(walk, rule, happened, ReasonCode.Left, "left") is { } decision)
            {
                return decision;
            }
        }

        return null;
    }

    private static Decision? Reaches(Walk walk, EventFact happened) =>
        walk.Definition.Goal is { } goal && goal.On.Contains(happened.Type) && !IsTooLate(walk, goal, happened)
            ? Apply(walk, goal, happened, ReasonCode.GoalReached, "goal")
            : null;

    private static bool IsTooLate(Walk walk, Goal goal, EventFact happened) =>
        goal.Within?.After(walk.Course.EnteredAt, walk.Definition.TimeZone, null) < happened.Time;

    private static Decision? Apply(Walk walk, EventRule rule, EventFact happened, ReasonCode code, string outcome)
    {
        if (!rule.On.Contains(happened.Type))
        {
            return null;
        }

        Unresolved? missing = null;
        walk.Sight.Judged = happened;
        var truth = rule.If?.Holds(walk.Sight, out missing) ?? Truth.True;
        walk.Sight.Judged = null;
        return truth switch
        {
            Truth.True => new Decision.Finish(new(code, happened.Type), outcome),
            Truth.False => null,
            _ => new Decision.Hold(new(ReasonCode.ConditionUnknown, happened.Type, missing?.ToString())),
        };
    }
}
