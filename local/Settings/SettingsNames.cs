namespace Journeys.Local.Settings;

/// <summary>The settings' names, in environment variables and in <c>local.settings.json</c> alike.</summary>
public static class SettingsNames
{
    public const string Prefix = "Journeys__";
    public const string Storage = Prefix + "Storage";
    public const string TablePrefix = Prefix + "TablePrefix";
    public const string Queue = Prefix + "Queue";
    public const string Listen = Prefix + "Listen";
    public const string Port = Prefix + "Port";
    public const string ApiKey = Prefix + "ApiKey";
    public const string PublicAddress = Prefix + "PublicAddress";
    public const string Speed = Prefix + "Speed";
    public const string Shards = Prefix + "Shards";
    public const string Workspace = Prefix + "Workspace";

    /// <summary>OpenTelemetry's own name for where traces and metrics go.</summary>
    public const string Telemetry = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static readonly IReadOnlyList<string> All =
    [
        Storage,
        TablePrefix,
        Queue,
        Listen,
        Port,
        ApiKey,
        PublicAddress,
        Speed,
        Shards,
        Workspace,
        Telemetry,
    ];

    /// <summary>The option of the command line for a setting: <c>--table-prefix</c>.</summary>
    public static string Option(string name) =>
        "-"
        + string.Concat(
            name[Prefix.Length..]
                .Select(letter => char.IsAsciiLetterUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}")
        );
}
