using System.Collections.Immutable;
using System.Diagnostics;
using Journeys.Orchestrations.Definitions;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// Pausing freezes a run in place: what arrives is kept and told to it on resuming, in order, and its timers resume with
/// the time they had left.
/// </summary>
internal static class Pausing
{
    public static Outcome Pause(Walk walk, JourneyState state, Visit visit, string by)
    {
        walk.Note(visit, new(ReasonCode.Paused, null, by));
        return walk.Moved(new JourneyState.Paused(state, walk.Now, []));
    }

    public static Outcome OnPaused(
        JourneyDefinition definition,
        JourneyState.Paused state,
        JourneyInput input,
        Facts facts
    )
    {
        var (course, visit) = Inside(state.Inner);
        var walk = new Walk(definition, course, new(facts));
        return input switch
        {
            JourneyInput.OperatorDecided decided => Decide(walk, state, visit, decided, facts),
            JourneyInput.TimerElapsed => walk.Ignore(ReasonCode.StandsStill),
            JourneyInput.EventArrived arrived when Concerns(definition, course, arrived.Event) is { } no => walk.Ignore(
                no
            ),
            _ when state.Kept.Contains(input) => walk.Ignore(ReasonCode.Duplicate),
            _ => Keep(walk, state, visit, input),
        };
    }

    private static Outcome Decide(
        Walk walk,
        JourneyState.Paused state,
        Visit visit,
        JourneyInput.OperatorDecided decided,
        Facts facts
    )
    {
        if (Operating.IsOutdated(walk, visit, decided))
        {
            return walk.Ignore(ReasonCode.DecisionOfEarlierVisit);
        }

        return decided.Action switch
        {
            OperatorAction.Resume => Resume(walk, state, visit, decided.By, facts),
            OperatorAction.Cancel => Operating.Decide(walk, state.Inner, visit, decided),
            OperatorAction.Pause => walk.Ignore(ReasonCode.AlreadyPaused),
            OperatorAction.Retry or OperatorAction.Skip => walk.Ignore(ReasonCode.StandsStill),
            _ => throw new UnreachableException($"no such action: {decided.Action}"),
        };
    }

    private static Outcome.Moved Resume(Walk walk, JourneyState.Paused state, Visit visit, string by, Facts facts)
    {
        walk.Note(visit, new(ReasonCode.Resumed, null, by));
        var resumed = walk.Moved(Shift(state.Inner, facts.Now - state.Since));
        foreach (var kept in state.Kept)
        {
            resumed = JourneyMachine.Apply(walk.Definition, resumed.Next, kept, facts) switch
            {
                Outcome.Moved moved => new(
                    moved.Next,
                    resumed.Effects.AddRange(moved.Effects),
                    resumed.Path.AddRange(moved.Path),
                    resumed.Looked.AddRange(moved.Looked)
                ),
                // What it looked at belongs to the record, even though nothing followed.
                Outcome.Ignored ignored => resumed with { Looked = resumed.Looked.AddRange(ignored.Looked) },
                _ => throw new UnreachableException(),
            };
        }

        return resumed;
    }

    private static Outcome.Moved Keep(Walk walk, JourneyState.Paused state, Visit visit, JourneyInput input)
    {
        walk.Note(visit, new(ReasonCode.KeptWhilePaused));
        var kept = state.Kept;
        if (
            kept.Length >= Course.MemoryLimit
            && kept.FirstOrDefault(one => one is JourneyInput.EventArrived) is { } oldest
        )
        {
            kept = kept.Remove(oldest);
        }

        return walk.Moved(state with { Kept = kept.Add(input) });
    }

    // Null: the event concerns the run. What concerns nothing is not kept.
    private static Reason? Concerns(JourneyDefinition definition, Course course, EventFact happened) =>
        course.Story.Entry.Id == happened.Id || course.Memory.Any(known => known.Id == happened.Id)
            ? new(ReasonCode.Duplicate, happened.Type)
        : !definition.Concerns(happened.Type) ? new(ReasonCode.NotListening, happened.Type)
        : null;

    /// <summary>The course and the visit of a state that is frozen.</summary>
    public static (Course Course, Visit Visit) Inside(JourneyState state) =>
        state switch
        {
            JourneyState.Waiting waiting => (waiting.Course, waiting.Visit),
            JourneyState.Performing performing => (performing.Course, performing.Visit),
            _ => throw new UnreachableException($"cannot be paused: {state.GetType()}"),
        };

    private static JourneyState Shift(JourneyState state, Duration by) =>
        state switch
        {
            JourneyState.Waiting waiting => waiting with { Due = waiting.Due + by, Course = Shift(waiting.Course, by) },
            JourneyState.Performing performing => performing with
            {
                Due = performing.Due + by,
                Course = Shift(performing.Course, by),
            },
            _ => throw new UnreachableException($"cannot be paused: {state.GetType()}"),
        };

    private static Course Shift(Course course, Duration by) =>
        course.Task is { } task ? course with { Task = task with { Deadline = task.Deadline + by } } : course;
}
