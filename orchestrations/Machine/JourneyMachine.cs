using System.Diagnostics;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// The law of journeys. <see cref="Apply"/> is a pure function from what is (definition, state, facts) and what happened
/// (input) to what follows (next state, effects, reasons). It performs nothing, waits for nothing and knows no clock.
/// </summary>
/// <remarks>
/// Theory of operation.
/// <list type="bullet">
/// <item>A run stands at one step, in one <i>visit</i>. Visits are numbered, and everything that is set in motion (timer,
/// effect, task) bears its visit's number; what comes back for another visit is ignored, with a reason.</item>
/// <item>A step decides (<see cref="Decision"/>); only the machine builds states (<see cref="Walk"/>). One input may lead
/// through several steps that take no time, at most <see cref="Walk.StepsPerInput"/>.</item>
/// <item>Events are judged in one order, whatever the state: known already, leave, goal, remembered, settles a mail, waited for
/// (<see cref="Arrival"/>). They are ordered by their own time, so a late messenger changes nothing.</item>
/// <item>A decision looks at facts through <see cref="Sight"/>, which records them; a fact that is missing where it is
/// needed holds the run, and never means "no".</item>
/// <item>Every state is due at an instant, or held, paused or finished: nobody is forgotten.</item>
/// <item>The same input told twice does nothing the second time, so whoever tells may repeat at will.</item>
/// </list>
/// </remarks>
public static class JourneyMachine
{
    /// <summary>What follows from an input.</summary>
    /// <param name="definition">
    /// The version that the instance is pinned to; for a new run, the live one; for a change of version, the new one.
    /// </param>
    /// <param name="state">What the instance is doing.</param>
    /// <param name="input">What happened.</param>
    /// <param name="facts">What is known at this instant.</param>
    public static Outcome Apply(JourneyDefinition definition, JourneyState state, JourneyInput input, Facts facts)
    {
        var sight = new Sight(facts);
        if (input is JourneyInput.VersionChanged changed)
        {
            return Moving.Apply(definition, state, changed, sight);
        }

        return state switch
        {
            JourneyState.Unentered unentered => OnUnentered(definition, unentered, input, sight),
            JourneyState.Waiting waiting => OnWaiting(new(definition, waiting.Course, sight), waiting, input),
            JourneyState.Performing performing => OnPerforming(
                new(definition, performing.Course, sight),
                performing,
                input
            ),
            JourneyState.Held held => OnHeld(new(definition, held.Course, sight), held, input),
            JourneyState.Paused paused => Pausing.OnPaused(definition, paused, input, facts),
            JourneyState.Finished finished => OnFinished(definition, finished, input, sight),
            _ => throw new UnreachableException($"no such state: {state.GetType()}"),
        };
    }

    private static Outcome OnUnentered(
        JourneyDefinition definition,
        JourneyState.Unentered state,
        JourneyInput input,
        Sight sight
    ) =>
        input switch
        {
            JourneyInput.Entered entered => Entering.Begin(definition, state.Instance, entered.Event, null, sight),
            JourneyInput.EventArrived arrived => Entering.Try(definition, state.Instance, arrived.Event, null, sight),
            _ => new Outcome.Ignored(new(ReasonCode.NotBegun), []),
        };

    private static Outcome OnFinished(
        JourneyDefinition definition,
        JourneyState.Finished state,
        JourneyInput input,
        Sight sight
    ) =>
        input switch
        {
            JourneyInput.Entered entered => Entering.Begin(
                definition,
                state.Course.Instance,
                entered.Event,
                state,
                sight
            ),
            JourneyInput.EventArrived arrived => Entering.Try(
                definition,
                state.Course.Instance,
                arrived.Event,
                state,
                sight
            ),
            JourneyInput.TaskAnswered => new Outcome.Ignored(new(ReasonCode.AnswerOfEarlierVisit), []),
            _ => new Outcome.Ignored(new(ReasonCode.AlreadyFinished, null, state.Outcome), []),
        };

    private static Outcome OnWaiting(Walk walk, JourneyState.Waiting state, JourneyInput input) =>
        input switch
        {
            JourneyInput.TimerElapsed timer when timer.Visit != state.Visit.Number => walk.Ignore(
                ReasonCode.TimerOfEarlierVisit
            ),
            JourneyInput.TimerElapsed when walk.Now < state.Due => walk.Ignore(ReasonCode.TimerEarly),
            JourneyInput.TimerElapsed => walk.Follow(
                state.Visit,
                state.For,
                static (step, scene, waitingFor) => step.Elapsed(scene, waitingFor)
            ),
            // The answer to a mail whose fate was unknown, after all; or to an earlier try, while the next one still waits.
            JourneyInput.EffectSucceeded result
                when Confirms(state, result.Effect, walk) || IsOfEarlierTry(state, result.Effect, walk) => walk.Follow(
                state.Visit,
                result,
                static (step, scene, result) => step.Succeeded(scene, result)
            ),
            JourneyInput.EffectFailed failure when Confirms(state, failure.Effect, walk) => walk.Follow(
                state.Visit,
                failure,
                static (step, scene, failure) => step.Failed(scene, failure)
            ),
            _ => OnLive(walk, state, state.Visit, input),
        };

    private static Outcome OnPerforming(Walk walk, JourneyState.Performing state, JourneyInput input) =>
        input switch
        {
            JourneyInput.EffectSucceeded result when result.Effect == state.Effect => walk.Follow(
                state.Visit,
                result,
                static (step, scene, result) => step.Succeeded(scene, result)
            ),
            JourneyInput.EffectFailed failure when failure.Effect == state.Effect => walk.Follow(
                state.Visit,
                failure,
                static (step, scene, failure) => step.Failed(scene, failure)
            ),
            JourneyInput.EffectUncertain uncertain when uncertain.Effect == state.Effect => walk.Follow(
                state.Visit,
                uncertain,
                static (step, scene, uncertain) => step.Uncertain(scene, uncertain)
            ),
            JourneyInput.EffectDeferred deferred when deferred.Effect == state.Effect => walk.Follow(
                state.Visit,
                deferred,
                static (step, scene, deferred) => step.Deferred(scene, deferred)
            ),
            JourneyInput.TimerElapsed timer when timer.Visit != state.Visit.Number => walk.Ignore(
                ReasonCode.TimerOfEarlierVisit
            ),
            JourneyInput.TimerElapsed when walk.Now < state.Due => walk.Ignore(ReasonCode.TimerEarly),
            JourneyInput.TimerElapsed => walk.Follow(state.Visit, new Decision.Hold(new(ReasonCode.ResultOverdue))),
            _ => OnLive(walk, state, state.Visit, input),
        };

    private static Outcome OnHeld(Walk walk, JourneyState.Held state, JourneyInput input) =>
        input switch
        {
            JourneyInput.TimerElapsed => walk.Ignore(ReasonCode.StandsStill),
            // A result that came after the run was held for want of it.
            JourneyInput.EffectSucceeded result when IsOverdue(state, result.Effect, walk) => walk.Follow(
                state.Visit,
                result,
                static (step, scene, result) => step.Succeeded(scene, result)
            ),
            JourneyInput.EffectFailed failure when IsOverdue(state, failure.Effect, walk) => walk.Follow(
                state.Visit,
                failure,
                static (step, scene, failure) => step.Failed(scene, failure)
            ),
            _ => OnLive(walk, state, state.Visit, input),
        };

    // What a run answers alike wherever it stands.
    private static Outcome OnLive(Walk walk, JourneyState state, Visit visit, JourneyInput input) =>
        input switch
        {
            JourneyInput.Entered entered => walk.Ignore(ReasonCode.StillInside, entered.Event.Type),
            JourneyInput.EventArrived arrived => Arrival.Judge(walk, state, visit, arrived.Event),
            JourneyInput.TaskAnswered answer when walk.Course.Task?.Id == answer.Task => walk.Follow(
                walk.Course.Task.Visit,
                answer,
                static (step, scene, answer) => ((PersonStep)step).Answered(scene, answer)
            ),
            JourneyInput.TaskAnswered => walk.Ignore(ReasonCode.AnswerOfEarlierVisit),
            JourneyInput.EffectFailed failure when walk.Course.Task?.Id == failure.Effect => walk.Follow(
                walk.Course.Task.Visit,
                new Decision.Hold(new(ReasonCode.Failed, null, failure.Why))
            ),
            JourneyInput.EffectSucceeded
            or JourneyInput.EffectFailed
            or JourneyInput.EffectUncertain
            or JourneyInput.EffectDeferred => walk.Ignore(ReasonCode.EffectOfEarlierVisit),
            JourneyInput.OperatorDecided decided => Operating.Decide(walk, state, visit, decided),
            _ => throw new UnreachableException($"no such input: {input.GetType()}"),
        };

    private static bool Confirms(JourneyState.Waiting state, string effect, Walk walk) =>
        state.For == WaitingFor.Confirmation && effect == walk.At(state.Visit).EffectId();

    private static bool IsOfEarlierTry(JourneyState.Waiting state, string effect, Walk walk) =>
        (state.For == WaitingFor.Confirmation || Arrival.AwaitsNextTry(state))
        && EffectId.TryParse(effect, out var id)
        && (id.Instance, id.Run, id.Visit) == (walk.Course.Instance, walk.Course.Run, state.Visit.Number)
        && id.Attempt < state.Visit.Attempt;

    private static bool IsOverdue(JourneyState.Held state, string effect, Walk walk) =>
        state.Because.Code is ReasonCode.ResultOverdue or ReasonCode.NobodyKnowsIfSent
        && effect == walk.At(state.Visit).EffectId();
}
