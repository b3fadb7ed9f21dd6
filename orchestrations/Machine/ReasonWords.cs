using System.Globalization;
using Journeys.Orchestrations.Hub;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>Reasons in words, for people.</summary>
public static class ReasonWords
{
    /// <summary>One sentence without a full stop.</summary>
    public static string Of(Reason reason)
    {
        var (code, subject, detail, _) = reason;
        var at = At(reason.At);
        return code switch
        {
            ReasonCode.Entered => $"entered on {subject}",
            ReasonCode.EntryConditionFalse => $"does not enter: {detail} does not hold",
            ReasonCode.EntryConditionUnknown => $"cannot tell whether it enters: {detail}",
            ReasonCode.EntryNotMeant => $"{subject} starts nothing here",
            ReasonCode.EnteredOnceOnly => "was here before, and enters only once",
            ReasonCode.EnteredTooRecently => $"was here before, and may enter again only after {detail}",
            ReasonCode.EntryOlderThanRun => $"{subject} is older than the run that is known",
            ReasonCode.StillInside => $"{subject} starts nothing while a run is under way",
            ReasonCode.Duplicate => $"{subject} is known already",
            ReasonCode.NotListening => $"nothing here listens for {subject}",
            ReasonCode.ByMachine => $"{subject} is a machine's doing, not the contact's",
            ReasonCode.BeforeRun => $"{subject} happened before the run began",
            ReasonCode.NotBegun => "no run has begun",
            ReasonCode.ContactErased => "the contact was erased",
            ReasonCode.AlreadyFinished => $"the run is over ({detail})",
            ReasonCode.TimerOfEarlierVisit => "the timer belongs to an earlier visit",
            ReasonCode.TimerEarly => "the timer came before its time",
            ReasonCode.EffectOfEarlierVisit => "the result belongs to an earlier visit",
            ReasonCode.AnswerOfEarlierVisit => "the answer belongs to a task that is no longer open",
            ReasonCode.DecisionOfEarlierVisit => "the decision was made for an earlier visit",
            ReasonCode.NotPaused => "it is not paused",
            ReasonCode.AlreadyPaused => "it is paused already",
            ReasonCode.StandsStill => "it stands still already",
            ReasonCode.NothingToRetry => "there is nothing to do again",
            ReasonCode.NoWayOut => $"\"{subject}\" has no way out to skip to",
            ReasonCode.TooLate => $"{subject} came too late to count",
            ReasonCode.Remembered => $"{subject} is remembered",
            ReasonCode.MemoryFull => $"{subject} is remembered, and the oldest event forgotten ({detail})",
            ReasonCode.KeptWhilePaused => "kept until it is resumed",
            ReasonCode.GoalReached => $"the goal is reached: {subject}",
            ReasonCode.Left => $"leaves: {subject}",
            ReasonCode.Ended => $"ends: {detail}",
            ReasonCode.Cancelled => $"cancelled by {detail}",
            ReasonCode.Sending => $"sends the mail \"{subject}\"",
            ReasonCode.Sent => $"the mail \"{subject}\" was sent",
            ReasonCode.NoConsent => $"not sent: the contact has not consented to {subject} mail",
            ReasonCode.Suppressed => $"not sent: {Suppressed(detail)}",
            ReasonCode.QuietHours => $"quiet hours: waits until {at}",
            ReasonCode.Confirmed => $"{subject} shows that the mail was sent",
            ReasonCode.ConfirmationAwaited => $"nobody knows whether the mail was sent ({detail}); waits for word",
            ReasonCode.Resending => "no word came that the mail was sent; sends it again",
            ReasonCode.NobodyKnowsIfSent => "nobody knows whether the mail was sent, and no word came",
            ReasonCode.SendingPaused => $"sending is paused: {detail}; looks again at {at}",
            ReasonCode.WaitsItsTurn => $"waits its turn until {at}: {detail}",
            ReasonCode.WaitBegan => $"waits until {at}",
            ReasonCode.WaitOver => "the wait is over",
            ReasonCode.DatePassed => $"{subject} has passed ({at})",
            ReasonCode.DateMissing => $"{subject} is not known",
            ReasonCode.DateUnreadable => $"{subject} is not a date: {detail}",
            ReasonCode.Listening => $"waits for {subject} until {at}",
            ReasonCode.EventCame => $"{subject} came",
            ReasonCode.NoEventCame => $"{subject} did not come in {detail}",
            ReasonCode.StepNotVisited => $"waits for something about \"{subject}\", where the run has not been",
            ReasonCode.ConditionTrue => $"{detail}",
            ReasonCode.NoConditionTrue => "none of the conditions holds",
            ReasonCode.ConditionUnknown => $"cannot decide: {detail}",
            ReasonCode.ArmDrawn => $"drawn into arm \"{detail}\"",
            ReasonCode.TaskOpened => $"asks {subject}, due {at}",
            ReasonCode.Answered => $"{subject} decided \"{detail}\"",
            ReasonCode.OutcomeUnknown => $"the answer \"{detail}\" is not one of the task's outcomes",
            ReasonCode.Reminded => "reminds the owner of the task",
            ReasonCode.Late => $"{subject} is late",
            ReasonCode.BackToTask => $"the task stays open, due again {at}",
            ReasonCode.NobodyAnswered => $"nobody answered within {detail} deadlines",
            ReasonCode.TaskWithdrawn => "the open task is withdrawn",
            ReasonCode.NoTaskToReturnTo => "no task is open to stay at",
            ReasonCode.Performing => $"{subject}",
            ReasonCode.Done => $"done{(detail is null ? "" : $": {detail}")}",
            ReasonCode.RetryLater => $"failed for now ({subject}); tries again at {at}",
            ReasonCode.Retrying => "tries again",
            ReasonCode.Failed => $"failed: {detail}",
            ReasonCode.GaveUp => $"failed too often: {detail}",
            ReasonCode.ResultOverdue => "no result came back in a day",
            ReasonCode.Told => $"tells {subject}",
            ReasonCode.Paused => $"paused by {detail}",
            ReasonCode.Resumed => $"resumed by {detail}",
            ReasonCode.RetriedByOperator => $"{detail} has it done again",
            ReasonCode.SkippedByOperator => $"{detail} skips the step",
            ReasonCode.VersionChanged => $"moved to version {subject} by {detail}",
            ReasonCode.StepNotInVersion =>
                $"version {detail} has no step \"{subject}\", and nothing says where it leads",
            ReasonCode.MovedByVersion => $"comes to \"{subject}\" in version {detail}",
            ReasonCode.ResumeFirst => "it is paused, and comes to another step only after it is resumed",
            ReasonCode.UnknownTimeZone => $"the contact's time zone is not known: {detail}",
            ReasonCode.TooManySteps => $"went through {detail} steps without a wait",
            ReasonCode.StepGone => $"the step \"{subject}\" is not in this version",
            _ => code.ToString(),
        };
    }

    private static string Suppressed(string? reason) =>
        reason switch
        {
            Suppression.Bounced => "the address does not exist (a mail to it bounced)",
            Suppression.Dropped => "the mail provider sends nothing to the address",
            Suppression.Complained => "the contact reported a mail of ours as spam",
            _ => "the address is suppressed",
        };

    private static string At(Instant? instant) =>
        instant?.ToString("uuuu-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "";
}
