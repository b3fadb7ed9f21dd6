using System.Diagnostics;
using Journeys.Orchestrations.Machine;
using NodaTime.Text;

namespace Journeys.Runtime.Instances;

/// <summary>What happened, in words, for the people who read an instance's history.</summary>
public static class InputWords
{
    private static readonly InstantPattern When = InstantPattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm:ss 'UTC'"
    );

    /// <summary>The input in words.</summary>
    /// <param name="input">What happened.</param>
    /// <param name="effects">What effects do, in words, by their id.</param>
    public static string Of(JourneyInput input, IReadOnlyDictionary<string, string> effects)
    {
        return input switch
        {
            JourneyInput.Entered => "another journey brought the contact here",
            JourneyInput.EventArrived arrived => $"{arrived.Event.Type} came, of {When.Format(arrived.Event.Time)}",
            JourneyInput.TimerElapsed timer => $"the time set for {When.Format(timer.Due)} came",
            JourneyInput.EffectSucceeded done => $"{What(done.Effect)}: done",
            JourneyInput.EffectFailed { Failure: Failure.Passing } failed =>
                $"{What(failed.Effect)}: failed for now, {failed.Why}",
            JourneyInput.EffectFailed { Failure: Failure.NoConsent } failed => $"{What(failed.Effect)}: {failed.Why}",
            JourneyInput.EffectFailed failed => $"{What(failed.Effect)}: failed, {failed.Why}",
            JourneyInput.EffectUncertain uncertain => $"{What(uncertain.Effect)}: nobody knows, {uncertain.Why}",
            JourneyInput.EffectDeferred deferred => $"a mail was put off, {deferred.Why}",
            JourneyInput.TaskAnswered answer => $"{answer.By} answered {answer.Outcome}",
            JourneyInput.OperatorDecided decided => $"{decided.By} decided to {Verb(decided.Action)}",
            JourneyInput.VersionChanged changed =>
                $"{changed.By} published version {changed.Version}, and moved who was inside",
            _ => throw new UnreachableException($"{input.GetType().Name} has no words"),
        };

        string What(string effect) => effects.GetValueOrDefault(effect, effect);
    }

    private static string Verb(OperatorAction action) =>
        action switch
        {
            OperatorAction.Pause => "pause",
            OperatorAction.Resume => "resume",
            OperatorAction.Cancel => "cancel",
            OperatorAction.Retry => "retry",
            OperatorAction.Skip => "skip",
            _ => throw new UnreachableException($"{action} has no words"),
        };
}
