using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Links;
using Journeys.Runtime.Webhooks;

namespace Journeys.Runtime;

/// <summary>What a host tells the runtime about itself.</summary>
public sealed record RuntimeSettings
{
    /// <summary>How many shards a journey gets when it is first published, 1 to 100; kept with it from then on.</summary>
    public int Shards { get; init; } = 16;

    /// <summary>
    /// Whether this process alone writes the tables: then what it read or wrote need not be read again. False for hosts
    /// that scale out.
    /// </summary>
    public bool SingleWriter { get; init; }

    /// <summary>How many contacts, and how many accounts, a single writer keeps in memory.</summary>
    public int Kept { get; init; } = 50_000;

    /// <summary>How old the list of live journeys may be where others may publish.</summary>
    public TimeSpan CatalogAge { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where webhooks may go besides the public internet, and what they are signed with.</summary>
    public WebhookSettings Webhooks { get; init; } = WebhookSettings.Usual;

    /// <summary>Whether webhooks may go to this very machine over plain http; for trying things out.</summary>
    public bool LoopbackWebhooks { get; init; }

    /// <summary>
    /// The first admin key, or its hash (<see cref="Access.HostKey"/>); null or empty: no key is asked for, which only a
    /// host may allow that its own machine alone reaches, or that stands behind another door.
    /// </summary>
    public string? ApiKey { get; init; }

    /// <summary>How many requests a minute a key, or an address without one, may make; 0 does not limit them.</summary>
    public int RequestsAMinute { get; init; } = Access.RequestRates.Usual;

    /// <summary>Whether a front end of the platform hands requests on, and says where they came from.</summary>
    public bool IsBehindFrontEnd { get; init; }

    /// <summary>
    /// The key that SendGrid's events are checked with, as SendGrid shows it: base64 of a public key. Null: none, and no
    /// event is taken.
    /// </summary>
    public string? SendGridWebhookKey { get; init; }

    /// <summary>Where people reach the host: what links in mails begin with.</summary>
    public Uri PublicAddress { get; init; } = new("http://localhost:7071");

    /// <summary>The keys of signed links; null: one is made and kept in a row.</summary>
    public LinkKeys? LinkKeys { get; init; }

    /// <summary>How many contacts are seen to at the same time when a batch of events comes.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>The clock on the wall, by which a store that does not answer is asked again, however the host's clock runs.</summary>
    public TimeProvider Wall { get; init; } = TimeProvider.System;

    /// <summary>How many mails all journeys together send in what time at most; null: as many as come.</summary>
    public SendingRate? Rate { get; init; }

    /// <summary>The host's version.</summary>
    public string Version { get; init; } = "0.1.0";

    // Settings end up in logs, and secrets must not.
    public override string ToString() => $"Journeys {Version} at {PublicAddress}, LinkKeys = {LinkKeys}";
}
