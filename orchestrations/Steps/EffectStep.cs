using Journeys.Orchestrations.Machine;
using NodaTime;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// A step that does something and waits for the result: what passes is tried again on a schedule, what is permanent takes
/// the step's <c>failed</c> way, or is held.
/// </summary>
public abstract class EffectStep(StepSource source, Way then, Way? failed) : Step(source)
{
    /// <summary>How long after each failed attempt the next one comes; after the last, the step has failed.</summary>
    public static readonly IReadOnlyList<Duration> Retries =
    [
        Duration.FromMinutes(1),
        Duration.FromMinutes(5),
        Duration.FromMinutes(30),
        Duration.FromHours(2),
        Duration.FromHours(6),
    ];

    /// <summary>The way out when it worked.</summary>
    public Way Then { get; } = then;

    /// <summary>The way out when it failed for good; null: held.</summary>
    public Way? OnFailure { get; } = failed;

    public override IEnumerable<Way> Ways => OnFailure is null ? [Then] : [Then, OnFailure];

    public override Decision Elapsed(Scene scene, WaitingFor waitingFor) =>
        new Decision.TryAgain(new(ReasonCode.Retrying));

    public override Decision Failed(Scene scene, JourneyInput.EffectFailed failure)
    {
        if (failure.Failure != Failure.Passing)
        {
            return GiveUp(new(ReasonCode.Failed, null, failure.Why));
        }

        if (scene.Visit.Tries > Retries.Count)
        {
            return GiveUp(new(ReasonCode.GaveUp, null, failure.Why));
        }

        var pause = Duration.Max(Retries[scene.Visit.Tries - 1], failure.RetryAfter ?? Duration.Zero);
        var again = scene.Now + pause;
        return new Decision.Await(new(ReasonCode.RetryLater, failure.Why, null, again), again, WaitingFor.Retry);
    }

    /// <summary>The way out of what will never work.</summary>
    protected Decision GiveUp(Reason because) =>
        OnFailure is null ? new Decision.Hold(because) : new Decision.Proceed(because, OnFailure.To, "failed");
}
