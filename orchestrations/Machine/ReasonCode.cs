using System.Text.Json.Serialization;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// The rules that decide; <see cref="ReasonWords"/> says each in words. Persisted by name, so a name never changes its
/// meaning.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReasonCode>))]
public enum ReasonCode
{
    // A run begins, or does not.
    Entered,
    EntryConditionFalse,
    EntryConditionUnknown,
    EntryNotMeant,
    EnteredOnceOnly,
    EnteredTooRecently,
    EntryOlderThanRun,
    StillInside,

    // What arrives and changes nothing.
    Duplicate,
    NotListening,
    ByMachine,
    BeforeRun,
    NotBegun,
    AlreadyFinished,
    TimerOfEarlierVisit,
    TimerEarly,
    EffectOfEarlierVisit,
    AnswerOfEarlierVisit,
    DecisionOfEarlierVisit,
    NotPaused,
    AlreadyPaused,
    StandsStill,
    NothingToRetry,
    NoWayOut,
    TooLate,

    // What arrives and is kept.
    Remembered,
    MemoryFull,
    KeptWhilePaused,

    // A run ends.
    GoalReached,
    Left,
    Ended,
    Cancelled,

    // Mail.
    Sending,
    Sent,
    NoConsent,
    Suppressed,
    QuietHours,
    Confirmed,
    ConfirmationAwaited,
    Resending,
    NobodyKnowsIfSent,
    SendingPaused,
    WaitsItsTurn,

    // Waits.
    WaitBegan,
    WaitOver,
    DatePassed,
    DateMissing,
    DateUnreadable,
    Listening,
    EventCame,
    NoEventCame,
    StepNotVisited,

    // Choices.
    ConditionTrue,
    NoConditionTrue,
    ConditionUnknown,
    ArmDrawn,

    // People.
    TaskOpened,
    Answered,
    OutcomeUnknown,
    Reminded,
    Late,
    BackToTask,
    NobodyAnswered,
    TaskWithdrawn,
    NoTaskToReturnTo,

    // Effects.
    Performing,
    Done,
    RetryLater,
    Retrying,
    Failed,
    GaveUp,
    ResultOverdue,
    Told,

    // Operators.
    Paused,
    Resumed,
    RetriedByOperator,
    SkippedByOperator,

    // Versions.
    VersionChanged,
    StepNotInVersion,
    MovedByVersion,
    ResumeFirst,

    // Erasure.
    ContactErased,

    // Bounds.
    UnknownTimeZone,
    TooManySteps,
    StepGone,
}
