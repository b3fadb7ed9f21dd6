using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// One step of a journey: its shape, its check and its behaviour. Each verb is one file with a class of this kind; the
/// list of verbs is <see cref="Verbs"/>.
/// </summary>
/// <param name="source">Where the step stands in the file.</param>
public abstract class Step(StepSource source)
{
    /// <summary>The step's name.</summary>
    public string Name { get; } = source.Name;

    /// <summary>Where its name stands in the file.</summary>
    public Place At { get; } = source.At;

    /// <summary>The verb it was written with.</summary>
    public abstract string Verb { get; }

    /// <summary>Where it may lead, in the order of the file; the first is its main way out.</summary>
    public abstract IEnumerable<Way> Ways { get; }

    /// <summary>The way an operator's skip takes.</summary>
    public virtual Way? Main => Ways.FirstOrDefault();

    /// <summary>
    /// Whether the run stays here and is seen to: mail, waits and tasks. A wait that names no step counts events from the
    /// last such step on, and a task that is late is withdrawn when its late path comes to one.
    /// </summary>
    public virtual bool Lasting => false;

    /// <summary>Whether a run that leaves by this way certainly spent time here, so that a loop through it is no spinning.</summary>
    public virtual bool TakesTime(Way way) => false;

    /// <summary>The event types it listens for.</summary>
    public virtual IEnumerable<string> Listens => [];

    /// <summary>The texts in it that are templates.</summary>
    public virtual IEnumerable<TemplateText> Templates => [];

    /// <summary>The teams it names.</summary>
    public virtual IEnumerable<Named> Teams => [];

    /// <summary>What follows when the run comes here, or when its work is to be done again.</summary>
    public abstract Decision Enter(Scene scene);

    /// <summary>What follows when the due instant of a wait has come.</summary>
    public virtual Decision Elapsed(Scene scene, WaitingFor waitingFor) =>
        new Decision.TryAgain(new(ReasonCode.WaitOver));

    /// <summary>What follows from an event that was remembered while the run waits here.</summary>
    public virtual Decision? Heard(Scene scene, JourneyState.Waiting waiting) => null;

    /// <summary>What follows when the awaited effect was performed.</summary>
    public virtual Decision Succeeded(Scene scene, JourneyInput.EffectSucceeded result) =>
        new Decision.Ignore(new(ReasonCode.EffectOfEarlierVisit));

    /// <summary>What follows when the awaited effect failed.</summary>
    public virtual Decision Failed(Scene scene, JourneyInput.EffectFailed failure) =>
        new Decision.Hold(new(ReasonCode.Failed, null, failure.Why));

    /// <summary>What follows when the awaited effect may not be performed now.</summary>
    public virtual Decision Deferred(Scene scene, JourneyInput.EffectDeferred deferred)
    {
        var code = deferred.For == Deferral.Paused ? ReasonCode.SendingPaused : ReasonCode.WaitsItsTurn;
        return new Decision.PutOff(new(code, null, deferred.Why, deferred.Until), deferred.Until, deferred.For);
    }

    /// <summary>What follows when nobody knows whether the awaited effect was performed.</summary>
    public virtual Decision Uncertain(Scene scene, JourneyInput.EffectUncertain uncertain) =>
        new Decision.TryAgain(new(ReasonCode.Retrying));
}

/// <summary>One way out of a step.</summary>
/// <param name="Label">The key it is written under: <c>then</c>, <c>otherwise</c>, an outcome.</param>
/// <param name="To">The step it leads to; null is <c>stay</c>.</param>
/// <param name="At">Where it is written.</param>
public sealed record Way(string Label, string? To, Place At)
{
    /// <summary>How a way back to the late task is written.</summary>
    public const string Stay = "stay";
}

/// <summary>A text with Handlebars expressions.</summary>
public sealed record TemplateText(string Text, Place At);

/// <summary>A name that refers to something outside the journey.</summary>
public sealed record Named(string Name, Place At);
