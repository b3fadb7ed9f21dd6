using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime;
using Microsoft.Extensions.Configuration;

namespace Journeys.Functions.Settings;

/// <summary>Reads the host's settings. An empty text counts as not set.</summary>
/// <param name="configuration">The app's settings, in which <c>__</c> of a name has become <c>:</c>.</param>
/// <param name="appFolder">Where the app is installed: relative paths are looked for there, and in every folder above.</param>
public sealed class SettingsReader(IConfiguration configuration, string appFolder)
{
    // Azure puts the secret in the place of the reference before the app starts; one that is still there was not resolved.
    private const string KeyVaultReference = "@Microsoft.KeyVault(";

    /// <summary>Ten years: longer than anybody may keep what they know of a person.</summary>
    private const int LongestRetention = 3_650;

    /// <summary>Reads all settings that have names.</summary>
    /// <exception cref="SettingsException">One of them cannot be used.</exception>
    public FunctionsSettings Read()
    {
        var shared = new GivenSettings(Text, name => name);
        var usual = new FunctionsSettings();
        return new()
        {
            TablePrefix = shared.TablePrefix(),
            LinkKeys = shared.LinkKeys(),
            ApiKey = shared.ApiKey(),
            Webhooks = shared.Webhooks(),
            RequestsAMinute = shared.RequestsAMinute(),
            PublicAddress = shared.PublicAddress() ?? usual.PublicAddress,
            Shards = shared.Number(SettingsNames.Shards, usual.Shards, 1, 100),
            Rate = shared.Rate(),
            RetentionDays = shared.Number(SettingsNames.RetentionDays, usual.RetentionDays, 1, LongestRetention),
            Workspace = Workspace(shared),
            SendGrid = shared.SendGrid(),
            SendGridWebhookKey = shared.SendGridWebhookKey(),
            Telemetry = new(
                Text(SettingsNames.ApplicationInsights),
                Text(SettingsNames.ApplicationInsightsAuthentication),
                shared.Telemetry()
            ),
            Warnings = [.. Unknown()],
        };
    }

    private string? Text(string name) =>
        configuration[Key(name)] is not { } text || string.IsNullOrWhiteSpace(text) ? null
        : text.StartsWith(KeyVaultReference, StringComparison.OrdinalIgnoreCase)
            ? throw new SettingsException(
                $"{name} refers to a secret of a key vault that Azure could not read, so mails would be refused one by one: see "
                    + "what the app's page says of the setting, and that its identity may read the vault's secrets."
            )
        : text.Trim();

    private static string Key(string name) =>
        name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    private string? Workspace(GivenSettings shared)
    {
        if (Text(SettingsNames.Workspace) is not { } given)
        {
            return null;
        }

        // The Functions host runs the app from a folder that the build fills, somewhere below the project.
        for (var from = new DirectoryInfo(appFolder); from is not null; from = from.Parent)
        {
            if (Path.GetFullPath(given, from.FullName) is { } folder && Directory.Exists(folder))
            {
                return folder;
            }
        }

        throw shared.Refused(
            SettingsNames.Workspace,
            given,
            $"there is no such folder in {appFolder} or above, so give the folder of the journeys, or leave it out"
        );
    }

    // A misspelt name would be passed over in silence.
    private IEnumerable<string> Unknown() =>
        from setting in configuration.GetSection("Journeys").AsEnumerable()
        where setting.Value is not null
        let name = setting.Key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal)
        where !SettingsNames.All.Contains(name, StringComparer.OrdinalIgnoreCase)
        orderby name
        select $"{name} is no setting.{DidYouMean.For(name, SettingsNames.All)}";
}
