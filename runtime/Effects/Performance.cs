using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Runtime.Effects;

/// <summary>What came of performing an effect.</summary>
public abstract record Performance
{
    private Performance() { }

    /// <summary>It was done.</summary>
    /// <param name="Detail">What came of it, in words.</param>
    /// <param name="Result">What came of it, for the journey.</param>
    public sealed record Done(string? Detail, Fields Result) : Performance
    {
        public Done(string? detail)
            : this(detail, Fields.Empty) { }
    }

    /// <summary>It was not done.</summary>
    public sealed record Failed(Failure Failure, string Why, Duration? RetryAfter = null) : Performance;

    /// <summary>Nobody knows.</summary>
    public sealed record Uncertain(string Why) : Performance;

    /// <summary>It may not be done now, and was not.</summary>
    /// <param name="Until">When it is looked at again.</param>
    /// <param name="For">What it waits for.</param>
    /// <param name="Why">The same in words.</param>
    public sealed record PutOff(Instant Until, Deferral For, string Why) : Performance;

    /// <summary>Another process performs it, and tells what comes of it.</summary>
    public sealed record Elsewhere : Performance;

    /// <summary>It will never be done as it stands.</summary>
    public static Failed Never(string why) => new(Failure.Permanent, why);

    /// <summary>A mail must not be sent: advertising is then passed over, anything else has failed.</summary>
    /// <param name="because">Why.</param>
    /// <param name="sendingClass">The mail's class.</param>
    public static Failed Unwanted(Reason because, string sendingClass) =>
        new(sendingClass == Sendings.Marketing ? Failure.NoConsent : Failure.Permanent, because.ToString());

    /// <summary>It may be done later.</summary>
    public static Failed Later(string why, TimeSpan? retryAfter = null) =>
        new(Failure.Passing, why, retryAfter is { } span ? Duration.FromTimeSpan(span) : null);
}
