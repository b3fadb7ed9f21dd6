using System.Globalization;
using System.Net;
using Journeys.Local.Hosting;
using Journeys.Local.Storage;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime;
using Journeys.Runtime.Access;
using Journeys.Runtime.Deliveries;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail.SendGrid;
using Journeys.Runtime.Webhooks;

namespace Journeys.Local.Settings;

/// <summary>
/// Puts the settings together: the command line overrides environment variables, and those override
/// <c>local.settings.json</c>. An empty text counts as not set.
/// </summary>
/// <param name="given">What the command line said, by the settings' names.</param>
/// <param name="variable">An environment variable; null when it is not set.</param>
/// <param name="file">The values of <c>local.settings.json</c>.</param>
public sealed class SettingsReader(
    IReadOnlyDictionary<string, string> given,
    Func<string, string?> variable,
    IReadOnlyDictionary<string, string> file
)
{
    private const int LongestPrefix = 40;

    /// <summary>Reads all settings that have names.</summary>
    /// <param name="root">The folder of Journeys: the workspace, Azurite and its data are in it unless told otherwise.</param>
    /// <param name="current">Where relative paths begin.</param>
    /// <exception cref="SettingsException">One of them cannot be used.</exception>
    /// <exception cref="HostStartException">Strangers could reach the host, and it has no key.</exception>
    public LocalSettings Read(string root, string current)
    {
        var settings = new LocalSettings
        {
            Storage = Text(SettingsNames.Storage) ?? "UseDevelopmentStorage=true",
            TablePrefix = Prefix(),
            Queue = Text(SettingsNames.Queue) ?? LocalSettings.DefaultQueue,
            Listen = Listen(),
            Port = Number(SettingsNames.Port, LocalSettings.DefaultPort, 0, 65_535),
            LinkKeys = Keys(),
            ApiKey = ApiKey(),
            Webhooks = Webhooks(),
            RequestsAMinute = Number(SettingsNames.RateLimit, RequestRates.Usual, 0, int.MaxValue),
            SendGridWebhookKey = WebhookKey(),
            PublicAddress = Address(SettingsNames.PublicAddress, "https://journeys.example.com"),
            Telemetry = Address(SettingsNames.Telemetry, "http://localhost:4317"),
            Speed = SpeedOf(),
            Shards = Number(SettingsNames.Shards, 16, 1, 100),
            SendGrid = SendGridSettings.Read(Text, Refused),
            Rate = Rate(),
            Workspace = Folder(root, current),
            AzuriteData = Path.Combine(root, ".journeys", "azurite"),
            AzuriteModules = root,
        };
        Check(settings);
        return settings with { Warnings = [.. Unknown(), .. Hasty(settings)] };
    }

    private static void Check(LocalSettings settings)
    {
        try
        {
            StorageAccount.Parse(settings.Storage);
            _ = new InMemoryQueue($"{settings.Queue}-poison", TimeProvider.System);
        }
        catch (StorageConnectionException fault)
        {
            throw new SettingsException($"{fault.Message} It is given by --storage or {SettingsNames.Storage}.");
        }
        catch (QueueLimitException fault)
        {
            throw new SettingsException($"{fault.Message} It is given by {SettingsNames.Queue}.");
        }

        if (!settings.IsLoopback && settings.ApiKey is null)
        {
            throw new HostStartException(
                $"Listening on {settings.Listen} lets other machines in, and there is no key to keep strangers out. "
                    + $"Set {SettingsNames.ApiKey} to a long random text, or leave --listen out to serve this machine alone."
            );
        }
    }

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
            ? throw new SettingsException($"{Named(SettingsNames.ApiKey)} {problem}.")
            : Text(SettingsNames.ApiKey);

    private string? Text(string name)
    {
        var text = given.GetValueOrDefault(name) ?? variable(name);
        text = string.IsNullOrWhiteSpace(text) ? file.GetValueOrDefault(name) : text;
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    // Checked before the key is asked for: what is no address lets nobody in.
    private string Listen()
    {
        var text = Text(SettingsNames.Listen) ?? "127.0.0.1";
        return
            text is "*"
            || text.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(text, out _)
            ? text
            : throw new SettingsException(
                $"{Named(SettingsNames.Listen)} is \"{text}\": give an IP address of this machine, or * for all of them."
            );
    }

    private string? WebhookKey() =>
        Text(SettingsNames.SendGridWebhookKey) is not { } key ? null
        : SendGridSignature.Problem(key) is not { } problem ? key
        : throw new SettingsException($"{Named(SettingsNames.SendGridWebhookKey)} is no such key: {problem}.");

    private SendingRate? Rate()
    {
        var rate = new SendingRate(
            Number(SettingsNames.SendingPerSecond, 1, SendingRate.MostPerSecond),
            Number(SettingsNames.SendingPerDay, 1, SendingRate.MostPerDay)
        );
        return rate is { PerSecond: null, PerDay: null } ? null : rate;
    }

    private int Number(string name, int otherwise, int least, int most) => Number(name, least, most) ?? otherwise;

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
            : throw new SettingsException($"{Named(name)} is \"{text}\": give a number from {least} to {most}.");
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
            : throw new SettingsException(
                $"{Named(SettingsNames.TablePrefix)} is \"{prefix}\": names of tables are letters and digits, a letter "
                    + $"first, so give at most {LongestPrefix} of those."
            );
    }

    private double SpeedOf()
    {
        if (Text(SettingsNames.Speed) is not { } text)
        {
            return 1;
        }

        var speed = Settings.Speed.Read(text, out var problem);
        return problem is null ? speed : throw new SettingsException($"{Named(SettingsNames.Speed)}: {problem}");
    }

    // A key in a message would be a key in a log.
    private LinkKeys? Keys() =>
        Text(SettingsNames.LinkKeys) is not { } text ? null
        : LinkKeys.TryRead(text, out var keys, out var problem) ? keys
        : throw new SettingsException($"{Named(SettingsNames.LinkKeys)}: {problem}.");

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
            : throw new SettingsException($"{Named(name)} is \"{text}\": give an address like {example}.");
    }

    private string? Folder(string root, string current)
    {
        if (Text(SettingsNames.Workspace) is { } given)
        {
            var folder = Path.GetFullPath(given, current);
            return Directory.Exists(folder)
                ? folder
                : throw new SettingsException(
                    $"{Named(SettingsNames.Workspace)} is \"{given}\", and there is no such folder."
                );
        }

        var usual = Path.Combine(root, "workspace");
        return Directory.Exists(usual) ? usual : null;
    }

    // A misspelt name would be passed over in silence. The file also holds names of the Functions host, so only near misses count.
    private IEnumerable<string> Unknown() =>
        file
            .Keys.Where(name => !SettingsNames.All.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name => (Name: name, Guess: DidYouMean.For(name, SettingsNames.All)))
            .Where(miss => miss.Guess.Length > 0 && miss.Name.StartsWith("Journeys", StringComparison.Ordinal))
            .Select(miss => $"{SettingsFile.Name} sets \"{miss.Name}\", which is no setting.{miss.Guess}");

    // People would get the mails of weeks within minutes.
    private static IEnumerable<string> Hasty(LocalSettings settings) =>
        settings is { SendGrid: { Sandbox: false } provider, Speed: > 1 }
            ?
            [
                $"Mails are sent by {provider}, and the clock runs fast: {Settings.Speed.Words(settings.Speed)}. Real people "
                    + $"would get the mails of days at once; unset {SettingsNames.SendGridApiKey} to try journeys out.",
            ]
            : [];

    private SettingsException Refused(string name, string text, string remedy) =>
        new($"{Named(name)} is \"{text}\": {remedy}.");

    private string Named(string name) =>
        given.ContainsKey(name) ? SettingsNames.Option(name)
        : string.IsNullOrWhiteSpace(variable(name)) ? $"{name} in {SettingsFile.Name}"
        : name;
}
