using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Access;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail.SendGrid;
using Journeys.Runtime.Webhooks;

namespace Journeys.Functions.Settings;

/// <summary>
/// Everything that can be said to the Azure host besides its connections, which are read where they are opened. They are app
/// settings on Azure, and the <c>Values</c> of <c>local.settings.json</c> on a developer's machine.
/// </summary>
public sealed record FunctionsSettings
{
    /// <summary>What the names of this host's tables begin with, so that several can share an account: letters and digits.</summary>
    public string TablePrefix { get; init; } = "";

    /// <summary>The first admin key, or its hash; asked for besides the function key of Azure. Null: only that one is.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The keys of signed links; null: one is made and kept in a row.</summary>
    public LinkKeys? LinkKeys { get; init; }

    /// <summary>Where webhooks may go besides the public internet, and what they are signed with.</summary>
    public WebhookSettings Webhooks { get; init; } = WebhookSettings.Usual;

    /// <summary>How many requests a minute a key, or an address without one, may make of each process; 0 does not limit them.</summary>
    public int RequestsAMinute { get; init; } = RequestRates.Usual;

    /// <summary>Where people reach the host: what links in mails begin with.</summary>
    public Uri PublicAddress { get; init; } = new("http://localhost:7071/");

    /// <summary>How many shards a journey gets when it is first published.</summary>
    public int Shards { get; init; } = 16;

    /// <summary>How many mails all journeys together send in what time at most; null: as many as come.</summary>
    public SendingRate? Rate { get; init; }

    /// <summary>
    /// For how many days the history of finished instances is kept, in our tables and in Durable's, and dead letters.
    /// </summary>
    public int RetentionDays { get; init; } = 365;

    /// <summary>The folder whose journeys are published when the host starts, as an absolute path; null publishes none.</summary>
    public string? Workspace { get; init; }

    /// <summary>How mails are sent; null captures them in the table <c>Mail</c> instead.</summary>
    public SendGridSettings? SendGrid { get; init; }

    /// <summary>The key that SendGrid's events are checked with; null: none, and no event of SendGrid is taken.</summary>
    public string? SendGridWebhookKey { get; init; }

    /// <summary>Where traces, metrics and logs go.</summary>
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>What is odd about the settings, one sentence each; the host starts nevertheless.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    // Settings end up in logs, and the key must not.
    public override string ToString() =>
        $"tables {TablePrefix}*, {Shards} shards, kept {RetentionDays} days, at {PublicAddress}, key: {(ApiKey is null ? "no" : "yes")}, "
        + $"workspace: {Workspace ?? "none"}, mail: {SendGrid?.ToString() ?? "captured"}, {Telemetry}";
}

/// <summary>Where traces, metrics and logs go.</summary>
/// <param name="ApplicationInsights">The connection string of Application Insights; null: not there.</param>
/// <param name="Authentication">
/// How to sign in there, as the Functions host reads it: <c>Authorization=AAD</c>, and <c>ClientId=…</c> for a user-assigned
/// identity; null: the connection string is enough.
/// </param>
/// <param name="Collector">The address of an OpenTelemetry collector; null: not there.</param>
public sealed record TelemetrySettings(
    string? ApplicationInsights = null,
    string? Authentication = null,
    Uri? Collector = null
)
{
    // The connection string may hold a key.
    public override string ToString() =>
        $"Application Insights: {(ApplicationInsights is null ? "no" : "yes")}, collector: {Collector?.ToString() ?? "no"}";
}
