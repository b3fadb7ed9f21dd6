using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// Something that happened, told to the machine. Always in the past tense; the machine answers what follows from it, or
/// why nothing does. The same input told twice changes nothing the second time: events are known by their id, results
/// by their effect, timers by their visit, answers by their task, operators' decisions by the visit they were made for.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "input")]
[JsonDerivedType(typeof(Entered), "entered")]
[JsonDerivedType(typeof(EventArrived), "eventArrived")]
[JsonDerivedType(typeof(TimerElapsed), "timerElapsed")]
[JsonDerivedType(typeof(EffectSucceeded), "effectSucceeded")]
[JsonDerivedType(typeof(EffectFailed), "effectFailed")]
[JsonDerivedType(typeof(EffectUncertain), "effectUncertain")]
[JsonDerivedType(typeof(EffectDeferred), "effectDeferred")]
[JsonDerivedType(typeof(TaskAnswered), "taskAnswered")]
[JsonDerivedType(typeof(OperatorDecided), "operatorDecided")]
[JsonDerivedType(typeof(VersionChanged), "versionChanged")]
public abstract record JourneyInput
{
    private JourneyInput() { }

    /// <summary>Another journey's <c>start</c> step brought the contact here; its data stands for an entry event.</summary>
    public sealed record Entered(EventFact Event) : JourneyInput;

    /// <summary>An event of this contact that the journey enters on or listens for.</summary>
    public sealed record EventArrived(EventFact Event) : JourneyInput;

    /// <summary>The due instant of a visit has come.</summary>
    /// <param name="Visit">The number of the step visit that the timer was set for.</param>
    /// <param name="Due">The instant it was set for.</param>
    public sealed record TimerElapsed(int Visit, Instant Due) : JourneyInput;

    /// <summary>An effect was performed.</summary>
    /// <param name="Effect">The effect's id.</param>
    /// <param name="Result">What came of it, for the history and the brief: a message id, a status code.</param>
    public sealed record EffectSucceeded(string Effect, Fields Result) : JourneyInput;

    /// <summary>An effect could not be performed, and certainly was not.</summary>
    /// <param name="Effect">The effect's id.</param>
    /// <param name="Failure">Whether trying again may help.</param>
    /// <param name="Why">The provider's words.</param>
    /// <param name="RetryAfter">How long the provider asked to be left alone; null when it did not.</param>
    public sealed record EffectFailed(string Effect, Failure Failure, string Why, Duration? RetryAfter = null)
        : JourneyInput;

    /// <summary>Nobody knows whether the effect was performed: the process died or the answer was lost midway.</summary>
    public sealed record EffectUncertain(string Effect, string Why) : JourneyInput;

    /// <summary>
    /// The effect may not be performed now, and certainly was not. It is no failure: when its time has come, the step is
    /// entered again, so that everything is judged by what is known then.
    /// </summary>
    /// <param name="Effect">The effect's id.</param>
    /// <param name="Until">When it is looked at again.</param>
    /// <param name="For">What it waits for.</param>
    /// <param name="Why">The same in words, for people.</param>
    public sealed record EffectDeferred(string Effect, Instant Until, Deferral For, string Why) : JourneyInput;

    /// <summary>A person decided a task or a hand-over.</summary>
    /// <param name="Task">The task's id: the id of the effect that opened it.</param>
    /// <param name="Outcome">One of the outcomes the task offers.</param>
    /// <param name="By">Who decided: a person's address.</param>
    /// <param name="Answers">What they filled in, under the names the task asks for.</param>
    public sealed record TaskAnswered(string Task, string Outcome, string By, Fields Answers) : JourneyInput;

    /// <summary>An operator steered the instance.</summary>
    /// <param name="Visit">The visit the operator was looking at; a decision for an earlier one does nothing. Null: whatever it is.</param>
    /// <param name="Run">The run it was made for; in another one it does nothing. Null: whichever it is.</param>
    public sealed record OperatorDecided(OperatorAction Action, string By, int? Visit = null, int? Run = null)
        : JourneyInput;

    /// <summary>Somebody moved the instance to another version of the journey, which is the one that judges this input.</summary>
    /// <param name="Version">The version it is pinned to from now on.</param>
    /// <param name="Steps">Which step follows which; a step that is not named keeps its name.</param>
    /// <param name="By">Who published the version and chose to move those inside.</param>
    public sealed record VersionChanged(string Version, ImmutableArray<StepMove> Steps, string By) : JourneyInput
    {
        public bool Equals(VersionChanged? other) =>
            other is not null
            && (Version, By) == (other.Version, other.By)
            && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Version, By, Steps.Length);
    }
}

/// <summary>Whoever stands at one step comes to another.</summary>
/// <param name="From">The step in the version that is left.</param>
/// <param name="To">The step in the version that is entered.</param>
public sealed record StepMove(string From, string To);

/// <summary>Whether a failed effect is worth trying again.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Failure>))]
public enum Failure
{
    /// <summary>It may work later: a time-out, 429, 5xx.</summary>
    [JsonStringEnumMemberName("passing")]
    Passing,

    /// <summary>It will never work as it stands: an address that does not exist, 400, 404.</summary>
    [JsonStringEnumMemberName("permanent")]
    Permanent,

    /// <summary>The contact does not want it: consent was withdrawn after the mail was decided.</summary>
    [JsonStringEnumMemberName("noConsent")]
    NoConsent,
}

/// <summary>What an effect that may not be performed now waits for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Deferral>))]
public enum Deferral
{
    /// <summary>The sending of its journey is paused.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>Its turn among the mails of its journey, which it comes back for.</summary>
    [JsonStringEnumMemberName("turn")]
    Turn,

    /// <summary>A day on which its journey may still send; its turn on that day is drawn then.</summary>
    [JsonStringEnumMemberName("day")]
    Day,

    /// <summary>Its turn among all mails.</summary>
    [JsonStringEnumMemberName("turnOfAll")]
    TurnOfAll,

    /// <summary>A day on which anything may still be sent.</summary>
    [JsonStringEnumMemberName("dayOfAll")]
    DayOfAll,
}

/// <summary>The place in the line with which an effect comes back that was put off.</summary>
/// <param name="For">What it waited for.</param>
/// <param name="Until">Until when: the instant that is its own, where it waited for its turn.</param>
/// <param name="Times">How often the visit's work was put off so far.</param>
public sealed record DrawnTurn(Deferral For, Instant Until, int Times);

/// <summary>What an operator may do to an instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OperatorAction>))]
public enum OperatorAction
{
    /// <summary>Freeze it in place.</summary>
    [JsonStringEnumMemberName("pause")]
    Pause,

    /// <summary>Let a paused instance go on; its timers resume where they stood.</summary>
    [JsonStringEnumMemberName("resume")]
    Resume,

    /// <summary>End it here.</summary>
    [JsonStringEnumMemberName("cancel")]
    Cancel,

    /// <summary>Do the step it is held at once more.</summary>
    [JsonStringEnumMemberName("retry")]
    Retry,

    /// <summary>Leave the step as if it were done, by its main way out.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,
}
