using System.Globalization;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Access;
using Journeys.Runtime.Deliveries;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail.SendGrid;
using Journeys.Runtime.Webhooks;

namespace Journeys.Runtime;

/// <summary>The settings that both hosts have, read in the same way and refused in the same words.</summary>
/// <param name="text">The text of a setting by its name; null when it is not set.</param>
/// <param name="named">What messages call a setting: its name, and where it was found if there are several places.</param>
/// <remarks>Each throws <see cref="SettingsException"/> when its setting cannot be used.</remarks>
public sealed class GivenSettings(Func<string, string?> text, Func<string, string> named)
{
    private const int LongestPrefix = 40;

    public string TablePrefix()
    {
        var prefix = text(SettingsNames.TablePrefix) ?? "";
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

    public string? ApiKey() =>
        text(SettingsNames.ApiKey) is not { } key ? null
        : HostKey.Problem(key) is not { } problem ? key
        : throw new SettingsException($"{named(SettingsNames.ApiKey)} {problem}.");

    // A key in a message would be a key in a log.
    public LinkKeys? LinkKeys() =>
        text(SettingsNames.LinkKeys) is not { } given ? null
        : Links.LinkKeys.TryRead(given, out var keys, out var problem) ? keys
        : throw new SettingsException($"{named(SettingsNames.LinkKeys)}: {problem}.");

    public WebhookSettings Webhooks() =>
        WebhookSettings.TryRead(
            text(SettingsNames.WebhooksAllow),
            text(SettingsNames.WebhooksSecret),
            out var webhooks,
            out var problem
        )
            ? webhooks
            : throw new SettingsException(problem);

    public int RequestsAMinute() => Number(SettingsNames.RateLimit, RequestRates.Usual, 0, int.MaxValue);

    public Uri? PublicAddress() => Address(SettingsNames.PublicAddress, "https://journeys.example.com");

    public Uri? Telemetry() => Address(SettingsNames.Telemetry, "http://localhost:4317");

    /// <summary>How fast all journeys together send; null when neither of its two numbers is set.</summary>
    public SendingRate? Rate()
    {
        var rate = new SendingRate(
            Number(SettingsNames.SendingPerSecond, 1, SendingRate.MostPerSecond),
            Number(SettingsNames.SendingPerDay, 1, SendingRate.MostPerDay)
        );
        return rate is { PerSecond: null, PerDay: null } ? null : rate;
    }

    public SendGridSettings? SendGrid() => SendGridSettings.Read(text, Refused);

    // Whoever sets it by mistake to another key of SendGrid's must not find that one in a log.
    public string? SendGridWebhookKey() =>
        text(SettingsNames.SendGridWebhookKey) is not { } key ? null
        : SendGridSignature.Problem(key) is not { } problem ? key
        : throw new SettingsException($"{named(SettingsNames.SendGridWebhookKey)} is no such key: {problem}.");

    /// <summary>A whole number.</summary>
    public int Number(string name, int otherwise, int least, int most) => Number(name, least, most) ?? otherwise;

    /// <summary>The fault of a setting.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="given">Its text.</param>
    /// <param name="remedy">What to do, without a full stop.</param>
    public SettingsException Refused(string name, string given, string remedy) =>
        new($"{named(name)} is \"{given}\": {remedy}.");

    private int? Number(string name, int least, int most)
    {
        if (text(name) is not { } given)
        {
            return null;
        }

        return
            int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw Refused(name, given, $"give a number from {least} to {most}");
    }

    private Uri? Address(string name, string example)
    {
        if (text(name) is not { } given)
        {
            return null;
        }

        // Without the slash at the end, what comes after the last one would be lost when links are made.
        return
            Uri.TryCreate(given.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw Refused(name, given, $"give an address like {example}");
    }
}

/// <summary>A setting that cannot be used. The message says which, where it comes from, and what to write.</summary>
public sealed class SettingsException(string message) : Exception(message);
