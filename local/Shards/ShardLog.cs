using Microsoft.Extensions.Logging;

namespace Journeys.Local.Shards;

/// <summary>What the shards, timers and workers have to tell.</summary>
internal static partial class ShardLog
{
    [LoggerMessage(2001, LogLevel.Warning, "Storage does not answer; shard {Shard} tries again in {Pause}: {Why}")]
    public static partial void Waits(ILogger logger, string shard, TimeSpan pause, string why);

    [LoggerMessage(
        2002,
        LogLevel.Warning,
        "Nobody knows whether {Rows} rows of shard {Shard} were stored; each instance is looked at: {Why}"
    )]
    public static partial void Unanswered(ILogger logger, string shard, int rows, string why);

    [LoggerMessage(
        2003,
        LogLevel.Warning,
        "{Rows} rows of shard {Shard} are too large for one transaction; each instance is stored by itself: {Why}"
    )]
    public static partial void TooLarge(ILogger logger, string shard, int rows, string why);

    [LoggerMessage(2004, LogLevel.Warning, "Storage does not answer; effect {Effect} is tried again in {Pause}: {Why}")]
    public static partial void EffectWaits(ILogger logger, string effect, TimeSpan pause, string why);

    [LoggerMessage(2005, LogLevel.Error, "Effect {Effect} met a fault of ours; its instance is told that it failed")]
    public static partial void EffectBroken(ILogger logger, string effect, Exception fault);

    [LoggerMessage(2006, LogLevel.Warning, "Effect {Effect} failed for now and is tried again at {At}: {Why}")]
    public static partial void EffectAgain(ILogger logger, string effect, DateTimeOffset at, string why);

    [LoggerMessage(
        2007,
        LogLevel.Error,
        "The timer of {Instance} could not be told; it is told again on the next start"
    )]
    public static partial void TimerBroken(ILogger logger, string instance, Exception fault);

    [LoggerMessage(2008, LogLevel.Information, "Recovered {Timers} timers and {Effects} unfinished effects")]
    public static partial void Recovered(ILogger logger, int timers, int effects);

    [LoggerMessage(2009, LogLevel.Error, "Shard {Shard} met a fault of ours; its senders are told, and it goes on")]
    public static partial void Broken(ILogger logger, string shard, Exception fault);

    [LoggerMessage(
        2010,
        LogLevel.Warning,
        "Storage does not answer; the timer of {Instance} is told in {Pause}: {Why}"
    )]
    public static partial void TimerWaits(ILogger logger, string instance, TimeSpan pause, string why);
}
