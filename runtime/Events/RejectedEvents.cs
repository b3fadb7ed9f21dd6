using Journeys.Runtime.DeadLetters;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Events;

/// <summary>
/// Keeps events that were refused, and messages nobody could read, as dead letters, each with its reason and the whole of
/// what came. The same event refused twice for the same reason at the same instant is one row.
/// </summary>
public sealed class RejectedEvents(ITables tables, TimeProvider clock)
{
    public const string Table = "Events";

    /// <summary>Keeps one.</summary>
    public async Task KeepAsync(RejectedEvent rejected, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var (partition, row) = DeadLetterRows.New(rejected, now);
        await tables.CommitAsync(Table, partition, [row], cancellation);
    }
}

/// <summary>An event that was refused.</summary>
/// <param name="Id">Its id; null when it could not be read.</param>
/// <param name="Source">Its source; null when it could not be read.</param>
/// <param name="Reason">Why it was refused, and how to mend it.</param>
/// <param name="Raw">The whole of what came, as text, so that it can be replayed; null when it is not text.</param>
public sealed record RejectedEvent(string? Id, string? Source, string Reason, string? Raw)
{
    /// <summary>Whether it is a message that could not be taken apart into events, or that failed again and again.</summary>
    public bool IsMessage { get; private init; }

    public static RejectedEvent Of(EventRead.Refused refused) =>
        new(refused.Id, refused.Source, refused.Reason, refused.Raw);

    public static RejectedEvent Of(CloudEvent cloud, string reason) =>
        new(cloud.Id, cloud.Source, reason, EventText.Of(cloud));

    /// <summary>A message that was given up as a whole.</summary>
    /// <param name="from">Where it came from: <c>queue journey-events</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="raw">Its text; null when it is not text.</param>
    public static RejectedEvent Message(string from, string reason, string? raw) =>
        new(null, from, reason, raw) { IsMessage = true };
}
