using System.Net;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Access;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail.SendGrid;
using Journeys.Runtime.Webhooks;
using NodaTime;

namespace Journeys.Local.Settings;

/// <summary>Everything that can be said to the local host. Paths are absolute.</summary>
public sealed record LocalSettings
{
    public const string DefaultQueue = "journey-events";

    public const int DefaultPort = 7071;

    /// <summary>The connection string of the storage account.</summary>
    public string Storage { get; init; } = "UseDevelopmentStorage=true";

    /// <summary>What the names of this host's tables begin with, so that several can share an account: letters and digits.</summary>
    public string TablePrefix { get; init; } = "";

    /// <summary>The queue that events are taken from; what cannot be read goes to the one named like it with <c>-poison</c>.</summary>
    public string Queue { get; init; } = DefaultQueue;

    /// <summary>The address to listen on: an IP address, <c>localhost</c>, or <c>*</c> for all of this machine's.</summary>
    public string Listen { get; init; } = "127.0.0.1";

    /// <summary>The port to listen on; 0 is any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The first admin key, or its hash; null: no key is asked for.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The keys of signed links; null: one is made and kept in a row.</summary>
    public LinkKeys? LinkKeys { get; init; }

    /// <summary>Where webhooks may go besides the public internet, and what they are signed with.</summary>
    public WebhookSettings Webhooks { get; init; } = WebhookSettings.Usual;

    /// <summary>How many requests a minute a key, or an address without one, may make; 0 does not limit them.</summary>
    public int RequestsAMinute { get; init; } = RequestRates.Usual;

    /// <summary>The key that SendGrid's events are checked with; null: none, and no event of SendGrid is taken.</summary>
    public string? SendGridWebhookKey { get; init; }

    /// <summary>Where people reach the host, if not at the address it listens on: what links in mails begin with.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>
    /// Seconds of the host's clock per second of the wall's. At 0 the clock is moved by hand: whoever does that also stores
    /// it, and takes from the queue, until the clock runs.
    /// </summary>
    public double Speed { get; init; } = 1;

    /// <summary>Where the clock of a host begins that never ran before; null: at the wall's.</summary>
    public Instant? Beginning { get; init; }

    /// <summary>How many shards a journey gets when it is first published.</summary>
    public int Shards { get; init; } = 16;

    /// <summary>How many mails all journeys together send in what time at most; null: as many as come.</summary>
    public SendingRate? Rate { get; init; }

    /// <summary>The folder whose journeys are published when the host starts; null publishes none.</summary>
    public string? Workspace { get; init; }

    /// <summary>Whether an Azurite is started when none answers.</summary>
    public bool StartsAzurite { get; init; } = true;

    /// <summary>Where an Azurite of ours keeps its data.</summary>
    public required string AzuriteData { get; init; }

    /// <summary>The folder into which <c>npm ci</c> installed Azurite.</summary>
    public required string AzuriteModules { get; init; }

    /// <summary>How mails are sent; null captures them in the table <c>Mail</c> instead.</summary>
    public SendGridSettings? SendGrid { get; init; }

    /// <summary>Where traces and metrics go; null: nowhere.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>Whether the host says more than warnings.</summary>
    public bool Verbose { get; init; }

    /// <summary>What is odd about the settings, one sentence each; the host starts nevertheless.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether only this machine can reach the host.</summary>
    public bool IsLoopback =>
        Listen.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Listen, out var address) && IPAddress.IsLoopback(address));

    // Settings end up in logs, and the keys in them must not.
    public override string ToString() =>
        $"tables {TablePrefix}*, queue {Queue}, at {Listen}:{Port}, key: {(ApiKey is null ? "no" : "yes")}, "
        + $"workspace: {Workspace ?? "none"}, {Shards} shards";
}
