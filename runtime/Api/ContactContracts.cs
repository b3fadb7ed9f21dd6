using System.Collections.ObjectModel;
using Journeys.Orchestrations.Values;

namespace Journeys.Runtime.Api;

/// <summary>A contact: the profile, the newest touchpoints, and where it stands in which journey.</summary>
public sealed record ContactDetail(
    string Id,
    Fields Profile,
    IReadOnlyList<TouchpointEntry> Touchpoints,
    string? Next,
    IReadOnlyList<InstanceSummary> Instances
)
{
    /// <summary>What it consents to, by class and channel; what counts now. The touchpoints are its history.</summary>
    public IReadOnlyList<ConsentEntry> Consents { get; init; } = [];

    /// <summary>Why nothing, or no marketing, is sent to its address.</summary>
    public IReadOnlyList<SuppressionEntry> Suppressions { get; init; } = [];
}

/// <summary>What a contact said last about a class of messages on a channel.</summary>
/// <param name="Source">Who says so: <c>one-click</c>, <c>preference page</c>, a CRM.</param>
/// <param name="Event">The touchpoint that says it.</param>
public sealed record ConsentEntry(
    string Class,
    string Channel,
    bool Given,
    string Source,
    DateTimeOffset At,
    string Event
);

/// <summary>Why an address gets no more mail.</summary>
/// <param name="Reason"><c>bounced</c>, <c>dropped</c> or <c>complained</c>.</param>
/// <param name="Detail">The provider's words; null when there are none.</param>
/// <param name="InForce">Whether it counts now; a changed address and consent given anew lift it.</param>
public sealed record SuppressionEntry(
    string Reason,
    string? Detail,
    string? Address,
    DateTimeOffset At,
    string Event,
    bool InForce
);

/// <summary>One touchpoint: an event of the contact, or something we did.</summary>
public sealed record TouchpointEntry(DateTimeOffset At, string Type, string Source, Fields Data);

/// <summary>A mail in the list: captured, or the copy of one that was sent.</summary>
/// <param name="Contact">The contact that it is about.</param>
/// <param name="Internal">Whether it went to a colleague, and not to the contact.</param>
public sealed record MailSummary(
    string Id,
    DateTimeOffset At,
    string To,
    string Subject,
    string Journey,
    string Step,
    string Contact,
    bool Internal = false
);

/// <summary>A mail: captured, or the copy of one that was sent.</summary>
public sealed record MailDetail(MailSummary Summary, string Preheader, string Text, string Html)
{
    private static readonly ReadOnlyDictionary<string, string> none = new(new Dictionary<string, string>());

    /// <summary>What it bears besides the headers of every mail: how to unsubscribe.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = none;
}
