using System.Globalization;
using System.Net.Mail;

namespace Journeys.Runtime.Mail.SendGrid;

/// <summary>How mails are sent by SendGrid.</summary>
/// <param name="ApiKey">The key, which may send mail.</param>
/// <param name="From">The sender's address, which SendGrid has verified.</param>
/// <param name="FromName">The sender's name; null: none.</param>
/// <param name="UnsubscribeGroup">The suppression group that marketing mails belong to; null: none.</param>
/// <param name="Sandbox">Whether mails are checked and not sent.</param>
/// <param name="Region">Where SendGrid keeps the data: <c>global</c> or <c>eu</c>.</param>
/// <param name="Address">Another server that speaks SendGrid's API; null: SendGrid's own of the region.</param>
public sealed record SendGridSettings(
    string ApiKey,
    string From,
    string? FromName = null,
    int? UnsubscribeGroup = null,
    bool Sandbox = false,
    string Region = SendGridSettings.Global,
    Uri? Address = null
)
{
    public const string Global = "global";
    public const string Europe = "eu";

    /// <summary>Where requests go, with a slash at the end.</summary>
    public Uri BaseAddress =>
        Address ?? new Uri(Region == Europe ? "https://api.eu.sendgrid.com/" : "https://api.sendgrid.com/");

    // Settings end up in logs, and the key must not.
    public override string ToString() =>
        Address is null ? $"SendGrid in region {Region}, from {From}" : $"SendGrid at {Address}, from {From}";

    /// <summary>Reads the settings, in the same way for both hosts.</summary>
    /// <param name="text">The text of a setting by its name; null when it is not set.</param>
    /// <param name="refused">Makes the host's own fault of a setting's name, its text, and what to do.</param>
    /// <returns>Null when no key is set: mails are captured then.</returns>
    public static SendGridSettings? Read(Func<string, string?> text, Func<string, string, string, Exception> refused)
    {
        if (text(SettingsNames.SendGridApiKey) is not { } key)
        {
            return null;
        }

        var from = text(SettingsNames.SendGridFrom) ?? "";
        if (!MailAddress.TryCreate(from, out _))
        {
            throw refused(
                SettingsNames.SendGridFrom,
                from,
                $"mails are sent ({SettingsNames.SendGridApiKey} is set), so give the address of a sender that SendGrid has "
                    + "verified"
            );
        }

        return new(
            key,
            from,
            text(SettingsNames.SendGridFromName),
            GroupOf(text(SettingsNames.SendGridUnsubscribeGroup), refused),
            SandboxOf(text(SettingsNames.SendGridSandbox), refused),
            RegionOf(text(SettingsNames.SendGridRegion), refused),
            AddressOf(text(SettingsNames.SendGridAddress), refused)
        );
    }

    private static int? GroupOf(string? text, Func<string, string, string, Exception> refused) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw refused(SettingsNames.SendGridUnsubscribeGroup, text, $"give a number from 1 to {int.MaxValue}");

    private static bool SandboxOf(string? text, Func<string, string, string, Exception> refused) =>
        text is not null
        && (
            bool.TryParse(text, out var sandbox)
                ? sandbox
                : throw refused(SettingsNames.SendGridSandbox, text, "give true or false")
        );

    private static string RegionOf(string? text, Func<string, string, string, Exception> refused) =>
        text?.ToLowerInvariant() switch
        {
            null or Global => Global,
            Europe => Europe,
            _ => throw refused(SettingsNames.SendGridRegion, text, $"give {Global} or {Europe}, where the account is"),
        };

    // The key goes there, so over a network it must not be readable.
    private static Uri? AddressOf(string? text, Func<string, string, string, Exception> refused) =>
        text is null ? null
        : Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
        : throw refused(
            SettingsNames.SendGridAddress,
            text,
            "give an address like https://api.eu.sendgrid.com; http is for a test server on this very machine"
        );
}
