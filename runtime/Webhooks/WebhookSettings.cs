using System.Diagnostics.CodeAnalysis;

namespace Journeys.Runtime.Webhooks;

/// <summary>What the settings say of webhooks.</summary>
/// <param name="Allowed">Hosts of one's own network that they may go to.</param>
/// <param name="Secrets">What they are signed with, the newest first; none: they are not signed.</param>
public sealed record WebhookSettings(IReadOnlyList<AllowedTarget> Allowed, IReadOnlyList<byte[]> Secrets)
{
    /// <summary>What a secret begins with. Source: standardwebhooks.com, "Signature scheme".</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>Nothing of one's own network, and no signature.</summary>
    public static readonly WebhookSettings Usual = new([], []);

    private static readonly char[] Between = [',', ' ', ';'];

    /// <summary>Reads both settings.</summary>
    /// <param name="allow">Hosts, separated by commas; null: none.</param>
    /// <param name="secret">Secrets, separated by commas, the newest first; null: none.</param>
    /// <param name="settings">What they say.</param>
    /// <param name="problem">What is wrong, with the setting's name; a secret is never in it.</param>
    public static bool TryRead(
        string? allow,
        string? secret,
        [NotNullWhen(true)] out WebhookSettings? settings,
        [NotNullWhen(false)] out string? problem
    )
    {
        settings = null;
        var allowed = new List<AllowedTarget>();
        foreach (var text in Parts(allow))
        {
            if (!AllowedTarget.TryRead(text, out var target))
            {
                problem =
                    $"{SettingsNames.WebhooksAllow} has \"{text}\": give hosts like crm.internal, crm.internal:8443 or "
                    + "http://crm.internal:8080, separated by commas.";
                return false;
            }

            allowed.Add(target);
        }

        var secrets = Parts(secret).Select(Secret).ToList();
        problem = secrets.Contains(null)
            ? $"{SettingsNames.WebhooksSecret} is not a secret of Standard Webhooks: give {SecretPrefix} and base64 of 24 to 64 "
                + $"random bytes, as echo \"{SecretPrefix}$(openssl rand -base64 32)\" makes it; several are separated by commas, "
                + "the newest first."
            : null;
        settings =
            problem is not null ? null
            : allowed.Count + secrets.Count == 0 ? Usual
            : new(allowed, [.. secrets.OfType<byte[]>()]);
        return settings is not null;
    }

    // Settings end up in logs, and secrets must not.
    public override string ToString() =>
        $"{Allowed.Count} hosts allowed, {(Secrets.Count > 0 ? "signed" : "not signed")}";

    private static string[] Parts(string? text) =>
        (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static byte[]? Secret(string text)
    {
        var bytes = new byte[128];
        return
            text.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[SecretPrefix.Length..], bytes, out var length)
            && length is >= 24 and <= 64
            ? bytes[..length]
            : null;
    }
}
