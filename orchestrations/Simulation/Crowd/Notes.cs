using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Simulation.Results;
using Journeys.Orchestrations.Steps;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>Takes notes of what the machine answers, for the tally of a crowd and for the trace of one contact.</summary>
internal sealed class Notes(SimulationPlan plan)
{
    private const string GoalOutcome = "goal";

    public Trace Trace { get; } = new();

    /// <summary>Notes one move.</summary>
    public void Moved(Outcome.Moved moved, Instant now, Tally tally)
    {
        tally.Transitions++;
        foreach (var passage in moved.Path)
        {
            Passed(moved, passage, now, tally);
        }

        if (moved.Next is JourneyState.Finished finished)
        {
            tally.End(finished.Outcome, finished.At - finished.Course.EnteredAt);
            if (finished.Outcome == GoalOutcome)
            {
                Reached(tally);
            }
        }
    }

    /// <summary>Notes an event that nothing followed from.</summary>
    public void Ignored(JourneyState before, JourneyInput input, Reason because, Contact contact, Tally tally)
    {
        if (input is not JourneyInput.EventArrived(var happened))
        {
            return;
        }

        if (before is JourneyState.Unentered && plan.Definition.Entry.On.Contains(happened.Type))
        {
            Tally.Count(tally.NotEntered, because.ToString());
        }
        else if (before is JourneyState.Finished finished && !Trace.Goal && IsGoal(finished, happened, contact))
        {
            Reached(tally);
            tally.GoalAfterwards++;
        }
    }

    /// <summary>Notes where a contact stands when the time simulated is over.</summary>
    public void Conclude(JourneyState state, Tally tally)
    {
        tally.Contacts++;
        switch (state)
        {
            case JourneyState.Held held:
                Tally.Count(tally.Held, (held.Visit.Step, held.Because.ToString()));
                Trace.Stands = $"held at {held.Visit.Step}";
                break;
            case JourneyState.Waiting waiting:
                tally.Steps[plan.StepNumber(waiting.Visit.Step)].Standing++;
                Trace.Stands = plan.StandsAt(waiting.Visit.Step);
                break;
            case JourneyState.Finished finished:
                Trace.Stands = finished.Outcome;
                break;
            default:
                Trace.Stands = "not entered";
                break;
        }
    }

    private void Passed(Outcome.Moved moved, Passage passage, Instant now, Tally tally)
    {
        switch (passage.Because.Code)
        {
            case ReasonCode.Entered:
                Entered(now, tally);
                break;
            case ReasonCode.Retrying or ReasonCode.Resending:
                return;
        }

        if (passage.Visit > 0)
        {
            Left(moved, passage, now, tally);
        }

        if (passage.To is { } to)
        {
            tally.Steps[plan.StepNumber(to)].Came++;
        }
    }

    private void Entered(Instant now, Tally tally)
    {
        tally.Runs++;
        tally.Starts[plan.DayOf(now)]++;
        if (!Trace.Entered)
        {
            Trace.Entered = true;
            tally.Entered++;
        }
    }

    private void Left(Outcome.Moved moved, Passage passage, Instant now, Tally tally)
    {
        var late = passage.Because.Code == ReasonCode.Late;
        if (CourseOf(moved.Next).Story.Of(passage.Step) is not { } result || (result.Outcome is null && !late))
        {
            return;
        }

        var number = plan.StepNumber(passage.Step);
        var step = plan.Definition.InOrder[number];
        // A note beside the decision, as of a remembered event, leads nowhere; only what takes no time leads back to a task.
        if (passage.To is null && step.Lasting)
        {
            return;
        }

        var way = late ? PersonStep.LateKey : result.Outcome!;
        tally.Steps[number].Leave(way, now - result.EnteredAt);
        Trace.Add(new(passage.Step, way, passage.To));
        if (late)
        {
            tally.Teams[plan.TeamNumber(step.Teams.First().Name)].Late++;
        }
    }

    private void Reached(Tally tally)
    {
        if (!Trace.Goal)
        {
            Trace.Goal = true;
            tally.Goal++;
        }
    }

    private bool IsGoal(JourneyState.Finished finished, EventFact happened, Contact contact)
    {
        if (plan.Definition.Goal is not { } goal || !goal.On.Contains(happened.Type))
        {
            return false;
        }

        var last = goal.Within?.After(finished.Course.EnteredAt, plan.Definition.TimeZone, null);
        var facts = new Facts(happened.Time, contact.Profile, Values.Fields.Empty, contact.Touchpoints);
        var sight = new Sight(facts) { Story = finished.Course.Story, Judged = happened };
        return !(last < happened.Time) && goal.If?.Holds(sight) is null or Truth.True;
    }

    private static Course CourseOf(JourneyState state) =>
        state switch
        {
            JourneyState.Waiting waiting => waiting.Course,
            JourneyState.Performing performing => performing.Course,
            JourneyState.Held held => held.Course,
            JourneyState.Finished finished => finished.Course,
            _ => throw new System.Diagnostics.UnreachableException($"nothing moves to {state.GetType().Name}"),
        };
}
