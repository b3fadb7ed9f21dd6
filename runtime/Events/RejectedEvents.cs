using System.Text.Json;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.DeadLetters;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Events;

/// <summary>
/// Keeps events that were refused, and messages nobody could read, as dead letters, each with its reason and the whole of
/// what came. The same event refused twice for the same reason at the same instant is one row.
/// </summary>
/// <param name="tables">Where.</param>
/// <param name="contacts">Knows who was erased.</param>
/// <param name="hashes">What is kept instead of who was.</param>
/// <param name="clock">Says when.</param>
public sealed class RejectedEvents(ITables tables, ContactStore contacts, ContactHash hashes, TimeProvider clock)
{
    public const string Table = "Events";

    /// <summary>Keeps one; of what names an erased contact only that it came.</summary>
    public async Task KeepAsync(RejectedEvent rejected, CancellationToken cancellation)
    {
        var erased = await ErasedInAsync(rejected.Raw, cancellation);
        var kept = erased is null ? rejected : rejected.WithoutContent(await hashes.OfAsync(erased, cancellation));
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var (partition, row) = DeadLetterRows.New(kept, now);
        await tables.CommitAsync(Table, partition, [row], cancellation);
    }

    /// <summary>The erased contact of whom something is that could not be taken in; null when it is of none, or cannot be read.</summary>
    /// <param name="raw">A JSON object: an event, or what a provider tells of a mail.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<string?> ErasedInAsync(string? raw, CancellationToken cancellation)
    {
        foreach (var name in Names(raw))
        {
            if (ContactKey.TryFrom(name, out var contact, out _) && await IsErasedAsync(contact, cancellation))
            {
                return contact;
            }
        }

        return null;
    }

    private async Task<bool> IsErasedAsync(string contact, CancellationToken cancellation)
    {
        try
        {
            return await contacts.IsErasedAsync(contact, cancellation);
        }
        catch (Exception fault) when (fault is not StorageUnavailableException and not OperationCanceledException)
        {
            // What cannot be read is no erased contact's, which has none; and it may be why the message is given up.
            return false;
        }
    }

    private static List<string> Names(string? raw)
    {
        var names = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(raw ?? "null");
            foreach (var member in new[] { "subject", "email" })
            {
                if (
                    document.RootElement.ValueKind == JsonValueKind.Object
                    && document.RootElement.TryGetProperty(member, out var value)
                    && value.ValueKind == JsonValueKind.String
                )
                {
                    names.Add(value.GetString()!);
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Whoever it is of is not known, and cannot be.
        }

        return names;
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

    /// <summary>What may be kept of it when it is of an erased contact.</summary>
    /// <param name="hash">The contact's hash.</param>
    public RejectedEvent WithoutContent(string hash) =>
        new(null, Source, Intake.Erased.Reason, null) { IsMessage = IsMessage, Erased = hash };

    public static RejectedEvent Of(EventRead.Refused refused) =>
        new(refused.Id, refused.Source, refused.Reason, refused.Raw);

    public static RejectedEvent Of(CloudEvent cloud, string reason) =>
        new(cloud.Id, cloud.Source, reason, EventText.Of(cloud));

    /// <summary>An event that is known only as it was made ready, in a form in which it can be replayed.</summary>
    public static RejectedEvent Of(IncomingEvent incoming, string reason) =>
        new(incoming.Id ?? incoming.Key, incoming.Source, reason, EventText.Of(incoming));

    /// <summary>A message that was given up as a whole.</summary>
    /// <param name="from">Where it came from: <c>queue journey-events</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="raw">Its text; null when it is not text.</param>
    public static RejectedEvent Message(string from, string reason, string? raw) =>
        new(null, from, reason, raw) { IsMessage = true };
}
