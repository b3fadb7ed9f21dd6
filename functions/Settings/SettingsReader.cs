using System.Globalization;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime;
using Journeys.Runtime.Access;
using Journeys.Runtime.Deliveries;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail.SendGrid;
using Journeys.Runtime.Webhooks;
using Microsoft.Extensions.Configuration;

namespace Journeys.Functions.Settings;

/// <summary>Reads the host's settings. An empty text counts as not set.</summary>
/// <param name="configuration">The app's settings, in which <c>__</c> of a name has become <c>:</c>.</param>
/// <param name="appFolder">Where the app is installed: relative paths are looked for there, and in every folder above.</param>
public sealed class SettingsReader(IConfiguration configuration, string appFolder)
{
    private const int LongestPrefix = 40;

    // Azure puts the secret in the place of the reference before the app starts; one that is still there was not resolved.
    private const string KeyVaultReference = "@Microsoft.KeyVault(";

    /// <summary>Ten years: longer than anybody may keep what they know of a person.</summary>
    private const int LongestRetention = 3_650;

    /// <summary>Reads all settings that have names.</summary>
    /// <exception cref="SettingsException">One of them cannot be used.</exception>
    public FunctionsSettings Read() =>
        new()
        {
            TablePrefix = Prefix(),
            LinkKeys = Keys(),
            ApiKey = ApiKey(),
            Webhooks = Webhooks(),
            RequestsAMinute = Number(SettingsNames.RateLimit, 0, int.MaxValue) ?? RequestRates.Usual,
            PublicAddress =
                Address(SettingsNames.PublicAddress, "https://journeys.example.com")
                ?? new FunctionsSettings().PublicAddress,
            Shards = Number(SettingsNames.Shards, 1, 100) ?? new FunctionsSettings().Shards,
            Rate = Rate(),
            RetentionDays =
                Number(SettingsNames.RetentionDays, 1, LongestRetention) ?? new FunctionsSettings().RetentionDays,
            Workspace = Workspace(),
            SendGrid = SendGridSettings.Read(Text, Refused),
            SendGridWebhookKey = WebhookKey(),
            Telemetry = new(
                Text(SettingsNames.ApplicationInsights),
                Text(SettingsNames.ApplicationInsightsAuthentication),
                Address(SettingsNames.Telemetry, "http://localhost:4317")
            ),
            Warnings = [.. Unknown()],
        };

    private WebhookSettings Webhooks() =>
        WebhookSettings.TryRead(
            Text(SettingsNames.WebhooksAllow),
            Text(SettingsNames.WebhooksSecret),
            out var webhooks,
            out var problem
        )
            ? webhooks
            : throw new SettingsException(problem);

    private string? ApiKey() =>
        Text(SettingsNames.ApiKey) is { } key && HostKey.Problem(key) is { } problem
            ? throw new SettingsException($"{SettingsNames.ApiKey} {problem}.")
            : Text(SettingsNames.ApiKey);

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

    private int? Number(string name, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw Refused(name, text, $"give a number from {least} to {most}");
    }

    private SendingRate? Rate()
    {
        var rate = new SendingRate(
            Number(SettingsNames.SendingPerSecond, 1, SendingRate.MostPerSecond),
            Number(SettingsNames.SendingPerDay, 1, SendingRate.MostPerDay)
        );
        return rate is { PerSecond: null, PerDay: null } ? null : rate;
    }

    private string Prefix()
    {
        var prefix = Text(SettingsNames.TablePrefix) ?? "";
        return
            prefix.Length == 0
            || (
                char.IsAsciiLetter(prefix[0]) && prefix.All(char.IsAsciiLetterOrDigit) && prefix.Length <= LongestPrefix
            )
            ? prefix
            : throw Refused(
                SettingsNames.TablePrefix,
                prefix,
                $"names of tables are letters and digits, a letter first, so give at most {LongestPrefix} of those"
            );
    }

    // A key in a message would be a key in a log.
    private LinkKeys? Keys() =>
        Text(SettingsNames.LinkKeys) is not { } text ? null
        : LinkKeys.TryRead(text, out var keys, out var problem) ? keys
        : throw new SettingsException($"{SettingsNames.LinkKeys}: {problem}.");

    private Uri? Address(string name, string example)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        // Without the slash at the end, what comes after the last one would be lost when links are made.
        return
            Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw Refused(name, text, $"give an address like {example}");
    }

    private string? Workspace()
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

        throw Refused(
            SettingsNames.Workspace,
            given,
            $"there is no such folder in {appFolder} or above, so give the folder of the journeys, or leave it out"
        );
    }

    private string? WebhookKey() =>
        Text(SettingsNames.SendGridWebhookKey) is not { } key ? null
        : SendGridSignature.Problem(key) is not { } problem ? key
        : throw Refused(SettingsNames.SendGridWebhookKey, key, problem);

    // A misspelt name would be passed over in silence.
    private IEnumerable<string> Unknown() =>
        from setting in configuration.GetSection("Journeys").AsEnumerable()
        where setting.Value is not null
        let name = setting.Key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal)
        where !SettingsNames.All.Contains(name, StringComparer.OrdinalIgnoreCase)
        orderby name
        select $"{name} is no setting.{DidYouMean.For(name, SettingsNames.All)}";

    private static SettingsException Refused(string name, string text, string remedy) =>
        new($"{name} is \"{text}\": {remedy}.");
}
