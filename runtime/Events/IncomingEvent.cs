using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using NodaTime;

namespace Journeys.Runtime.Events;

/// <summary>
/// An event made ready for the hub: who it concerns, what it says about the contact and the account, and its own data.
/// </summary>
/// <param name="Key">What identifies it: <see cref="EventKey"/> of its source and id.</param>
/// <param name="Contact">The contact's key.</param>
/// <param name="Type">What happened.</param>
/// <param name="Time">When it happened; when it arrived, if the sender did not say or dated it ahead.</param>
/// <param name="Source">The system it comes from.</param>
/// <param name="About">The effect it answers (<c>data.effect</c>), or null.</param>
/// <param name="ContactFields">What it tells of the contact (<c>data.contact</c>).</param>
/// <param name="AccountFields">What it tells of the account (<c>data.account</c>): empty, or with an <c>id</c>.</param>
/// <param name="Data">Everything else in its data.</param>
public sealed record IncomingEvent(
    string Key,
    string Contact,
    string Type,
    Instant Time,
    string Source,
    string? About,
    Fields ContactFields,
    Fields AccountFields,
    Fields Data
)
{
    /// <summary>
    /// Its id within its source. The key follows from both, so whoever sends the event on must send this very id; null when
    /// only the key is known.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>The event as the machine sees it.</summary>
    public EventFact ToFact() => new(Key, Type, Time, About, Data);

    /// <summary>All its data, as a sender writes it.</summary>
    public Fields ToData()
    {
        var about = About is { } effect
            ? Fields.Of(KeyValuePair.Create("effect", FieldValue.Of(effect)))
            : Fields.Empty;
        return Data.With(Under("contact.", ContactFields)).With(Under("account.", AccountFields)).With(about);

        static Fields Under(string root, Fields fields) =>
            Fields.Of(fields.Select(field => KeyValuePair.Create(root + field.Key, field.Value)));
    }

    /// <summary>Makes an event ready, or says why it cannot be.</summary>
    /// <param name="cloud">The event as it came.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="incoming">The event; null when there is a problem.</param>
    /// <returns>What is wrong and how to mend it; null when nothing is.</returns>
    public static string? From(CloudEvent cloud, Instant now, out IncomingEvent? incoming)
    {
        incoming = null;
        if (!ContactKey.TryFrom(cloud.Subject, out var contact, out var problem))
        {
            return problem;
        }

        var parts = EventData.Take(cloud.Data, out problem);
        if (parts is null)
        {
            return problem;
        }

        incoming = new(
            EventKey.Of(cloud.Source, cloud.Id),
            contact,
            cloud.Type,
            // The newest by its own time counts, so a sender whose clock is fast must not have the last word for a while.
            Instant.Min(cloud.Time ?? now, now),
            cloud.Source,
            parts.About,
            parts.Contact,
            parts.Account,
            parts.Other
        )
        {
            Id = cloud.Id,
        };
        return null;
    }
}
