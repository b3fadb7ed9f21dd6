using System.Text.Json.Serialization;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>One event of a contact, as the machine sees it.</summary>
/// <param name="Id">What identifies it among all events: derived from the CloudEvent's source and id.</param>
/// <param name="Type">The CloudEvent's type: <c>whitepaper.downloaded</c>.</param>
/// <param name="Time">When it happened, by its source; order is judged by this, not by arrival.</param>
/// <param name="About">The effect it answers (the mail that was clicked), or null.</param>
/// <param name="Data">The event's data, without what went into the contact's profile.</param>
public sealed record EventFact(
    string Id,
    string Type,
    Instant Time,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? About,
    Fields Data
);
