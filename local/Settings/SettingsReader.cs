using System.Net;
using Journeys.Local.Hosting;
using Journeys.Local.Storage;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime;

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
    /// <summary>Reads all settings that have names.</summary>
    /// <param name="root">The folder of Journeys: the workspace, Azurite and its data are in it unless told otherwise.</param>
    /// <param name="current">Where relative paths begin.</param>
    /// <exception cref="SettingsException">One of them cannot be used.</exception>
    /// <exception cref="HostStartException">Strangers could reach the host, and it has no key.</exception>
    public LocalSettings Read(string root, string current)
    {
        var shared = new GivenSettings(Text, Named);
        var settings = new LocalSettings
        {
            Storage = Text(SettingsNames.Storage) ?? "UseDevelopmentStorage=true",
            TablePrefix = shared.TablePrefix(),
            Queue = Text(SettingsNames.Queue) ?? LocalSettings.DefaultQueue,
            Listen = Listen(),
            Port = shared.Number(SettingsNames.Port, LocalSettings.DefaultPort, 0, 65_535),
            LinkKeys = shared.LinkKeys(),
            ApiKey = shared.ApiKey(),
            Webhooks = shared.Webhooks(),
            RequestsAMinute = shared.RequestsAMinute(),
            SendGridWebhookKey = shared.SendGridWebhookKey(),
            PublicAddress = shared.PublicAddress(),
            Telemetry = shared.Telemetry(),
            Speed = SpeedOf(),
            Shards = shared.Number(SettingsNames.Shards, 16, 1, 100),
            SendGrid = shared.SendGrid(),
            Rate = shared.Rate(),
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

    private double SpeedOf()
    {
        if (Text(SettingsNames.Speed) is not { } text)
        {
            return 1;
        }

        var speed = Settings.Speed.Read(text, out var problem);
        return problem is null ? speed : throw new SettingsException($"{Named(SettingsNames.Speed)}: {problem}");
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

    private string Named(string name) =>
        given.ContainsKey(name) ? SettingsNames.Option(name)
        : string.IsNullOrWhiteSpace(variable(name)) ? $"{name} in {SettingsFile.Name}"
        : name;
}
