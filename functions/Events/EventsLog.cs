using Microsoft.Extensions.Logging;

namespace Journeys.Functions.Events;

internal static partial class EventsLog
{
    [LoggerMessage(
        5301,
        LogLevel.Warning,
        "Message {Message} of the topic is not taken: {Why} It and those behind it come again, in their order"
    )]
    public static partial void Outage(ILogger log, string message, string why);

    [LoggerMessage(
        5302,
        LogLevel.Error,
        "Message {Message} failed at try {Tries} of {Most}; it comes again until then"
    )]
    public static partial void Failed(ILogger log, string message, int tries, int most, Exception fault);

    [LoggerMessage(
        5303,
        LogLevel.Warning,
        "Message {Message} of the topic was dead-lettered as {Kind}: {Reason}. Mend it, and send it again"
    )]
    public static partial void DeadLettered(ILogger log, string message, string kind, string reason);

    [LoggerMessage(
        5304,
        LogLevel.Warning,
        "Message {Message} could not be settled, most likely because its lock was lost; it comes again, and does nothing then"
    )]
    public static partial void NotSettled(ILogger log, string message, Exception fault);

    [LoggerMessage(5305, LogLevel.Information, "The host stops: message {Message} and those behind it come again")]
    public static partial void Stopped(ILogger log, string message);

    [LoggerMessage(5306, LogLevel.Warning, "The lock of a session could not be renewed; its messages come again")]
    public static partial void SessionLost(ILogger log, Exception fault);

    [LoggerMessage(5307, LogLevel.Warning, "A session could not be released; the host keeps it until it is idle")]
    public static partial void NotReleased(ILogger log, Exception fault);

    [LoggerMessage(
        5308,
        LogLevel.Warning,
        "A part of message {Message} was put into {Poison}: {Reason}. Mend it, and send it again"
    )]
    public static partial void Poisoned(ILogger log, string message, string poison, string reason);
}
