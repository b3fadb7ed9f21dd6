using Microsoft.Extensions.Logging;

namespace Journeys.Runtime;

/// <summary>What the runtime logs. Each line says whose it is, where, and what happens next.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(
        1001,
        LogLevel.Warning,
        "{Instance}: effect {Effect} ({What}) failed: {Why}. The journey decides what follows"
    )]
    public static partial void EffectFailed(ILogger log, string instance, string effect, string what, string why);

    [LoggerMessage(
        1002,
        LogLevel.Warning,
        "{Instance}: nobody knows whether effect {Effect} ({What}) was done: {Why}. It waits for the provider's word"
    )]
    public static partial void EffectUncertain(ILogger log, string instance, string effect, string what, string why);

    [LoggerMessage(1003, LogLevel.Information, "Event {Id} of {Source} was rejected and kept: {Reason}")]
    public static partial void EventRejected(ILogger log, string? id, string? source, string reason);

    [LoggerMessage(
        1004,
        LogLevel.Information,
        "Journey {Journey} version {Version} was published by {By}; new runs begin with it"
    )]
    public static partial void Published(ILogger log, string journey, string version, string by);

    [LoggerMessage(1005, LogLevel.Error, "{Method} {Path} failed; the caller was told to try again")]
    public static partial void RequestFailed(ILogger log, string method, string path, Exception fault);

    [LoggerMessage(1006, LogLevel.Debug, "{Instance}: somebody else was faster; read and decided again")]
    public static partial void Conflict(ILogger log, string instance);

    [LoggerMessage(1007, LogLevel.Warning, "{Instance}: the store did not answer a commit; asking whether it was made")]
    public static partial void CommitUnanswered(ILogger log, string instance);

    [LoggerMessage(1009, LogLevel.Error, "Effect {Effect} is broken; its instance is told that it failed for good")]
    public static partial void EffectBroken(ILogger logger, string effect, Exception fault);

    [LoggerMessage(
        1021,
        LogLevel.Error,
        "Effect {Effect} cannot be read and is passed over; its row {Row} of {Partition} is damaged, or of another version. journeys doctor names it"
    )]
    public static partial void EffectUnreadable(
        ILogger logger,
        string effect,
        string partition,
        string row,
        Exception fault
    );

    [LoggerMessage(1010, LogLevel.Warning, "Effect {Effect} failed for now and is tried again at {At}: {Why}")]
    public static partial void EffectAgain(ILogger logger, string effect, NodaTime.Instant at, string why);

    [LoggerMessage(1011, LogLevel.Warning, "{Instance} is overdue since {Due}; woken")]
    public static partial void Overdue(ILogger logger, string instance, NodaTime.Instant due);

    [LoggerMessage(
        1012,
        LogLevel.Warning,
        "{Instance} has an effect that nobody performs, decided at {Claimed}; woken"
    )]
    public static partial void Unfinished(ILogger logger, string instance, NodaTime.Instant claimed);

    [LoggerMessage(1013, LogLevel.Error, "{Instance} could not be woken; it is tried again on the next round")]
    public static partial void NotWoken(ILogger logger, string instance, Exception fault);

    [LoggerMessage(
        1014,
        LogLevel.Information,
        "{Rows} rows of {Instances} instances that ended before {Before} were removed"
    )]
    public static partial void Purged(ILogger logger, int rows, int instances, NodaTime.Instant before);

    [LoggerMessage(
        1015,
        LogLevel.Information,
        "Journey {Journey}: who was inside is on version {Version}: {Moved} moved or ended, {Refused} could not be"
    )]
    public static partial void InsideMoved(ILogger logger, string journey, string version, int moved, int refused);

    [LoggerMessage(1016, LogLevel.Error, "{Instance} could not be moved to another version; it stays on its own")]
    public static partial void NotMoved(ILogger logger, string instance, Exception fault);

    [LoggerMessage(1017, LogLevel.Warning, "Moving those inside waits for the store: {Why}")]
    public static partial void MovingWaits(ILogger logger, string why);

    [LoggerMessage(
        1041,
        LogLevel.Error,
        "The sending of journey {Journey} was paused by {By}: {Why}. Its mails wait until an operator resumes it"
    )]
    public static partial void SendingPaused(ILogger logger, string journey, string by, string why);

    [LoggerMessage(
        1042,
        LogLevel.Information,
        "The sending of journey {Journey} was resumed by {By}; what waited goes out evenly"
    )]
    public static partial void SendingResumed(ILogger logger, string journey, string by);

    [LoggerMessage(1018, LogLevel.Information, "A contact was erased, {Rows} rows; receipt {Receipt}")]
    public static partial void Erased(ILogger logger, string receipt, int rows);

    [LoggerMessage(1019, LogLevel.Warning, "Erasing waits for the store: {Why}")]
    public static partial void ErasingWaits(ILogger logger, string why);

    [LoggerMessage(1020, LogLevel.Information, "An event of type {Type} of an erased contact was refused")]
    public static partial void ErasedRefused(ILogger logger, string type);

    // A fault's own words may name the contact; where it happened does not.
    [LoggerMessage(
        1024,
        LogLevel.Error,
        "Erasure {Receipt} failed with {Fault}; the others go on, and it is gone on with in the next round\n{Where}"
    )]
    public static partial void ErasureFailed(ILogger logger, string? receipt, string fault, string? where);

    [LoggerMessage(
        1022,
        LogLevel.Error,
        "Event {Id} of {Source} could not be dealt with; it becomes or stays a dead letter, to be replayed once this is mended"
    )]
    public static partial void EventFailed(ILogger logger, string id, string source, Exception fault);

    [LoggerMessage(
        1023,
        LogLevel.Error,
        "What was told of mail {Effect} could not be dealt with; it is kept as dead letters, and the other mails go on"
    )]
    public static partial void MailFailed(ILogger logger, string effect, Exception fault);

    [LoggerMessage(
        1025,
        LogLevel.Error,
        "Mail {Effect} was sent, and its touchpoint cannot be written; its journey goes on without it"
    )]
    public static partial void TouchpointBroken(ILogger logger, string effect, Exception fault);

    [LoggerMessage(
        1026,
        LogLevel.Warning,
        "Mail {Effect} was sent, and the store takes neither its touchpoint nor a note of it: {Why}. This process tries again"
    )]
    public static partial void TakenNotNoted(ILogger logger, string effect, string why);

    [LoggerMessage(
        1027,
        LogLevel.Warning,
        "The mails of journey {Journey} could not be counted; they are with its next one"
    )]
    public static partial void NotCounted(ILogger logger, string journey, Exception fault);
}
