using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Journeys.Functions.Instances;

/// <summary>What is to be told about the orchestrations of instances.</summary>
internal static partial class InstancesLog
{
    [LoggerMessage(5101, LogLevel.Debug, "{Instance}: its orchestration starts at move {Sequence}")]
    public static partial void Started(ILogger log, string instance, int sequence);

    [LoggerMessage(5102, LogLevel.Debug, "{Instance}: woken for move {Sequence}")]
    public static partial void Woken(ILogger log, string instance, int sequence);

    [LoggerMessage(
        5103,
        LogLevel.Debug,
        "{Instance}: somebody else started its orchestration, which reads move {Sequence} too"
    )]
    public static partial void StartedByAnother(ILogger log, string instance, int sequence);

    [LoggerMessage(
        5104,
        LogLevel.Information,
        "{Instance}: its orchestration ended while move {Sequence} was stored; it is started anew"
    )]
    public static partial void EndedMeanwhile(ILogger log, string instance, int sequence);

    [LoggerMessage(
        5105,
        LogLevel.Warning,
        "{Instance}: Durable answered {Code} to try {Attempt} of {Tries} to wake it; it is looked at again"
    )]
    public static partial void DurableRefused(ILogger log, string instance, StatusCode code, int attempt, int tries);

    [LoggerMessage(
        5106,
        LogLevel.Warning,
        "{Instance}: its orchestration has not taken up move {Sequence} yet; if it never does, the watchdog finds it"
    )]
    public static partial void NotTakenUp(ILogger log, string instance, int sequence);
}
