namespace Journeys.Runtime;

/// <summary>
/// The settings' names, in environment variables and in <c>local.settings.json</c> alike. Both hosts use the same name for
/// the same thing; each reads those that concern it.
/// </summary>
public static class SettingsNames
{
    public const string Prefix = "Journeys__";

    /// <summary>A connection's name, which the Azure host's triggers use too; those want a name without underscores.</summary>
    public const string Storage = "JourneysStorage";

    /// <summary>The connection to Service Bus, likewise.</summary>
    public const string ServiceBus = "JourneysServiceBus";

    public const string TablePrefix = Prefix + "TablePrefix";
    public const string Queue = Prefix + "Queue";
    public const string Listen = Prefix + "Listen";
    public const string Port = Prefix + "Port";
    public const string ApiKey = Prefix + "ApiKey";

    /// <summary>How many requests a minute a key, or an address without one, may make.</summary>
    public const string RateLimit = Prefix + "RateLimit";

    /// <summary>Hosts of one's own network that webhooks may go to, separated by commas.</summary>
    public const string WebhooksAllow = Prefix + "Webhooks__Allow";

    /// <summary>What webhooks are signed with: <c>whsec_…</c>, several separated by commas, the newest first.</summary>
    public const string WebhooksSecret = Prefix + "Webhooks__Secret";

    public const string PublicAddress = Prefix + "PublicAddress";

    /// <summary>The keys of signed links, base64, separated by commas, the newest first.</summary>
    public const string LinkKeys = Prefix + "LinkKeys";

    public const string Speed = Prefix + "Speed";
    public const string Shards = Prefix + "Shards";
    public const string Workspace = Prefix + "Workspace";

    /// <summary>How many mails all journeys together send in a second, and in a day (UTC), at most.</summary>
    public const string SendingPerSecond = Prefix + "Sending__PerSecond";

    public const string SendingPerDay = Prefix + "Sending__PerDay";

    /// <summary>For how many days the history of finished instances is kept, and dead letters.</summary>
    public const string RetentionDays = Prefix + "RetentionDays";

    public const string SendGridApiKey = Prefix + "SendGrid__ApiKey";
    public const string SendGridFrom = Prefix + "SendGrid__From";
    public const string SendGridFromName = Prefix + "SendGrid__FromName";
    public const string SendGridUnsubscribeGroup = Prefix + "SendGrid__UnsubscribeGroup";
    public const string SendGridSandbox = Prefix + "SendGrid__Sandbox";
    public const string SendGridRegion = Prefix + "SendGrid__Region";

    /// <summary>Another server that speaks SendGrid's API.</summary>
    public const string SendGridAddress = Prefix + "SendGrid__Address";

    /// <summary>What SendGrid's events are checked with: the verification key of its Signed Event Webhook.</summary>
    public const string SendGridWebhookKey = Prefix + "SendGrid__WebhookKey";

    /// <summary>OpenTelemetry's own name for where traces and metrics go.</summary>
    public const string Telemetry = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Where Application Insights is; the Functions host reads it too.</summary>
    public const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Who we are there, where the connection string alone opens nothing; the Functions host reads it too.</summary>
    public const string ApplicationInsightsAuthentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>What the local host reads.</summary>
    public static readonly IReadOnlyList<string> OfLocalHost =
    [
        Storage,
        TablePrefix,
        Queue,
        Listen,
        Port,
        ApiKey,
        LinkKeys,
        RateLimit,
        WebhooksAllow,
        WebhooksSecret,
        PublicAddress,
        Speed,
        Shards,
        Workspace,
        SendGridApiKey,
        SendGridFrom,
        SendGridFromName,
        SendGridUnsubscribeGroup,
        SendGridSandbox,
        SendGridRegion,
        SendGridAddress,
        SendGridWebhookKey,
        SendingPerSecond,
        SendingPerDay,
        Telemetry,
    ];

    /// <summary>What the Azure host reads of its own; connections have their platform's suffixes besides.</summary>
    public static readonly IReadOnlyList<string> OfAzureHost =
    [
        Storage,
        ServiceBus,
        TablePrefix,
        ApiKey,
        LinkKeys,
        RateLimit,
        WebhooksAllow,
        WebhooksSecret,
        PublicAddress,
        Shards,
        Workspace,
        SendingPerSecond,
        SendingPerDay,
        RetentionDays,
        SendGridApiKey,
        SendGridFrom,
        SendGridFromName,
        SendGridUnsubscribeGroup,
        SendGridSandbox,
        SendGridRegion,
        SendGridAddress,
        SendGridWebhookKey,
        Telemetry,
        ApplicationInsights,
        ApplicationInsightsAuthentication,
    ];

    /// <summary>All of them, so that a misspelt one is noticed.</summary>
    public static readonly IReadOnlyList<string> All = [.. OfLocalHost.Union(OfAzureHost)];

    /// <summary>The option of the command line for a setting: <c>--table-prefix</c>.</summary>
    public static string Option(string name) =>
        "-"
        + string.Concat(
            name.Replace(Prefix, "", StringComparison.Ordinal)
                .Replace("Journeys", "", StringComparison.Ordinal)
                .Select(letter => char.IsAsciiLetterUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}")
        );
}
