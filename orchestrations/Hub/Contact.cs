using System.Collections.Immutable;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Hub;

/// <summary>What the hub knows of one contact.</summary>
/// <param name="Key">The contact's key.</param>
/// <param name="Profile">Its fields.</param>
/// <param name="Touchpoints">What it did before, counted.</param>
public sealed record Contact(string Key, Fields Profile, TouchpointSummary Touchpoints)
{
    /// <summary>What it permits, and what stands in the way of writing to it.</summary>
    public Permissions Permissions { get; init; } = Permissions.None;

    /// <summary>A contact that nothing is known of yet.</summary>
    public static Contact Unknown(string key) => new(key, Fields.Empty, TouchpointSummary.Empty);
}

/// <summary>Something that happened between the contact and us.</summary>
/// <param name="Id">What identifies it.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Source">Who says so.</param>
/// <param name="About">The effect it answers, or null.</param>
/// <param name="Data">What else is known of it.</param>
/// <param name="Contact">What it tells of the contact; laid over the profile.</param>
public sealed record Touchpoint(
    string Id,
    string Type,
    Instant Time,
    string Source,
    string? About,
    Fields Data,
    Fields Contact
);
