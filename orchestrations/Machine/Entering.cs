using System.Collections.Immutable;
using System.Diagnostics;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Times;

namespace Journeys.Orchestrations.Machine;

/// <summary>Whether a run begins.</summary>
internal static class Entering
{
    /// <summary>An event came: does it start a run?</summary>
    /// <param name="before">The run before; null when the contact was never here.</param>
    public static Outcome Try(
        JourneyDefinition definition,
        string instance,
        EventFact happened,
        JourneyState.Finished? before,
        Sight sight
    )
    {
        if (MailEvents.IsByMachine(happened.Type))
        {
            return new Outcome.Ignored(new(ReasonCode.ByMachine, happened.Type), []);
        }

        if (!definition.Entry.On.Contains(happened.Type))
        {
            return new Outcome.Ignored(
                before is null
                    ? new(ReasonCode.EntryNotMeant, happened.Type)
                    : new(ReasonCode.AlreadyFinished, null, before.Outcome),
                []
            );
        }

        if (Barred(definition, happened, before, sight) is { } barred)
        {
            return new Outcome.Ignored(barred, sight.Drain());
        }

        var walk = NewRun(definition, instance, happened, before, sight);
        return Judge(definition, happened, sight, out var missing) switch
        {
            Truth.True => walk.Start(new(ReasonCode.Entered, happened.Type)),
            Truth.False => walk.Ignore(
                new Reason(ReasonCode.EntryConditionFalse, happened.Type, definition.Entry.If!.Words)
            ),
            _ => HoldAtDoor(walk, definition, missing),
        };
    }

    /// <summary>Another journey starts this one: the condition is not asked, the rule for coming again is.</summary>
    public static Outcome Begin(
        JourneyDefinition definition,
        string instance,
        EventFact happened,
        JourneyState.Finished? before,
        Sight sight
    ) =>
        Barred(definition, happened, before, sight) is { } barred
            ? new Outcome.Ignored(barred, sight.Drain())
            : NewRun(definition, instance, happened, before, sight).Start(new(ReasonCode.Entered, happened.Type));

    /// <summary>An operator asks again at the door.</summary>
    public static Outcome Retry(Walk walk, JourneyState.Held held)
    {
        var happened = held.Course.Story.Entry;
        return Judge(walk.Definition, happened, walk.Sight, out var missing) switch
        {
            Truth.True => walk.Start(new(ReasonCode.Entered, happened.Type)),
            Truth.False => walk.Follow(
                held.Visit,
                new Decision.Finish(
                    new(ReasonCode.EntryConditionFalse, happened.Type, walk.Definition.Entry.If!.Words),
                    "not entered"
                )
            ),
            _ => HoldAtDoor(walk, walk.Definition, missing),
        };
    }

    // A contact whose fit cannot be judged is not turned away: it is held visibly, before the first step.
    private static Outcome.Moved HoldAtDoor(Walk walk, JourneyDefinition definition, Unresolved? missing)
    {
        var door = new Visit(definition.InOrder[0].Name, Number: 0, walk.Now, Attempt: 1);
        return walk.Moved(
            walk.Settle(door, new Decision.Hold(new(ReasonCode.EntryConditionUnknown, null, missing?.ToString())))
        );
    }

    private static Walk NewRun(
        JourneyDefinition definition,
        string instance,
        EventFact happened,
        JourneyState.Finished? before,
        Sight sight
    )
    {
        var run = (before?.Course.Run ?? 0) + 1;
        var course = new Course(instance, run, sight.Now, 0, new(happened, []), [], happened.Time, Task: null);
        return new(definition, course, sight);
    }

    private static Truth Judge(JourneyDefinition definition, EventFact happened, Sight sight, out Unresolved? missing)
    {
        missing = null;
        if (definition.Entry.If is not { } condition)
        {
            return Truth.True;
        }

        sight.Judged = happened;
        var truth = condition.Holds(sight, out missing);
        sight.Judged = null;
        return truth;
    }

    private static Reason? Barred(
        JourneyDefinition definition,
        EventFact happened,
        JourneyState.Finished? before,
        Sight sight
    )
    {
        if (before is null)
        {
            return null;
        }

        var entry = before.Course.Story.Entry;
        if (entry.Id == happened.Id)
        {
            return new(ReasonCode.Duplicate, happened.Type);
        }

        if (happened.Time <= entry.Time)
        {
            return new(ReasonCode.EntryOlderThanRun, happened.Type);
        }

        // It happened while the run was under way, and only came late.
        if (happened.Time <= before.At)
        {
            return new(ReasonCode.StillInside, happened.Type);
        }

        return definition.Entry.Again switch
        {
            // A contact that got no further than the door was never here.
            _ when before.Course.Visits == 0 => null,
            Again.Never => new(ReasonCode.EnteredOnceOnly),
            Again.Always => null,
            Again.After(var delay) => TooRecent(definition, delay, before, sight),
            _ => throw new UnreachableException(),
        };
    }

    private static Reason? TooRecent(
        JourneyDefinition definition,
        Delay delay,
        JourneyState.Finished before,
        Sight sight
    )
    {
        var from = delay.After(before.Course.EnteredAt, definition.TimeZone, null);
        return sight.Now < from ? new(ReasonCode.EnteredTooRecently, null, delay.ToString()) : null;
    }
}
