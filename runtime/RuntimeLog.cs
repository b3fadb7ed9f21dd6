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
}
