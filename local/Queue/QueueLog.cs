using Microsoft.Extensions.Logging;

namespace Journeys.Local.Queue;

internal static partial class QueueLog
{
    [LoggerMessage(
        4301,
        LogLevel.Warning,
        "The queue {Queue} cannot be read: {Why} Trying again until it can; messages wait there meanwhile"
    )]
    public static partial void Outage(ILogger log, string queue, string why);

    [LoggerMessage(4302, LogLevel.Warning, "The queue {Queue} can be read again")]
    public static partial void Recovered(ILogger log, string queue);

    [LoggerMessage(4303, LogLevel.Warning, "A message of {Queue} was put into {Poison} at try {Tries}: {Reason}")]
    public static partial void Poisoned(ILogger log, string queue, string poison, int tries, string reason);

    [LoggerMessage(
        4304,
        LogLevel.Error,
        "A message of {Queue} failed at try {Tries} of {Most}; it comes again in {Pause}"
    )]
    public static partial void Failed(ILogger log, string queue, int tries, int most, TimeSpan pause, Exception fault);

    [LoggerMessage(4305, LogLevel.Error, "The queue {Queue} could not be dealt with; trying again in {Pause}")]
    public static partial void Broken(ILogger log, string queue, TimeSpan pause, Exception fault);
}
