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

    /// <summary>What happened; only kept of an event of an erased contact, of which nothing else is.</summary>
    public string? Type { get; init; }

    /// <summary>The hash of the erased contact that it was of (<see cref="Erasure.ContactHash"/>); null when it was of none.</summary>
    public string? Erased { get; init; }

    /// <summary>What may be kept of an event of an erased contact: neither its id nor its data, which may name it.</summary>
    /// <param name="cloud">The event.</param>
    /// <param name="hash">The contact's hash.</param>
    public static RejectedEvent OfErased(CloudEvent cloud, string hash) =>
        new(null, cloud.Source, Intake.Erased.Reason, null) { Type = cloud.Type, Erased = hash };

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
