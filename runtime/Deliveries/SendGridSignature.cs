using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Journeys.Runtime.Access;

namespace Journeys.Runtime.Deliveries;

/// <summary>
/// Whether SendGrid sent a request: it signs the bytes of the timestamp's text followed by those of the body, with ECDSA on
/// P-256 and SHA-256, and puts the signature into a header as base64 of DER.
/// Source: twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features.
/// </summary>
public sealed class SendGridSignature(RuntimeSettings settings, WallClock wall)
{
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";

    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>
    /// How far the timestamp may be from the wall's clock, either way. What was overheard can be played again only for so
    /// long, and even then does nothing: its events are known by then.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Advice = "Switch the Signed Event Webhook on in SendGrid, and give its verification key in";

    /// <summary>Whether there is a key; without one nothing can be checked, and so nothing is taken.</summary>
    public bool HasKey => settings.SendGridWebhookKey is not null;

    /// <summary>What is wrong with a verification key, as SendGrid shows it: base64 of a P-256 public key; null: nothing.</summary>
    public static string? Problem(string key)
    {
        using var verifier = ECDsa.Create();
        return TryImport(verifier, key)
            ? null
            : "give the verification key that SendGrid shows beside the Signed Event Webhook: one line of base64";
    }

    /// <summary>Checks a request.</summary>
    /// <param name="signature">The signature's header; null or empty when there is none.</param>
    /// <param name="timestamp">The timestamp's header: seconds since 1970.</param>
    /// <param name="body">The body as it came, byte for byte.</param>
    /// <returns>Why it is not taken, and what to do; null when SendGrid sent it, just now.</returns>
    public string? Refusal(string? signature, string? timestamp, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(timestamp))
        {
            return $"The request is not signed: {SignatureHeader} or {TimestampHeader} is missing. {Advice} "
                + $"{SettingsNames.SendGridWebhookKey}.";
        }

        if (!IsSigned(signature, timestamp, body))
        {
            return $"The signature does not fit the body and the key of this host. {Advice} "
                + $"{SettingsNames.SendGridWebhookKey}; nothing on the way may change the body.";
        }

        var age = Age(timestamp);
        return age is { } known && known.Duration() <= Tolerance
            ? null
            : $"The request was signed {Words(age)}, at most {Tolerance.TotalMinutes:0} minutes are allowed: check this "
                + "machine's clock. An old request that somebody plays again is refused, too.";
    }

    private bool IsSigned(string signature, string timestamp, ReadOnlySpan<byte> body)
    {
        var der = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, der, out var length))
        {
            return false;
        }

        using var verifier = ECDsa.Create();
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        return TryImport(verifier, settings.SendGridWebhookKey ?? "")
            && verifier.VerifyData(
                signed,
                der.AsSpan(0, length),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            );
    }

    private static bool TryImport(ECDsa verifier, string key)
    {
        try
        {
            var bytes = Convert.FromBase64String(key);
            verifier.ImportSubjectPublicKeyInfo(bytes, out var read);
            return read == bytes.Length && verifier.KeySize == 256;
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private TimeSpan? Age(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? wall.Now - DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string Words(TimeSpan? age) =>
        age switch
        {
            null => "at a time that cannot be read",
            { Ticks: < 0 } ahead => string.Create(
                CultureInfo.InvariantCulture,
                $"{-ahead.TotalMinutes:0} minutes ahead of this host's clock"
            ),
            { } past => string.Create(CultureInfo.InvariantCulture, $"{past.TotalMinutes:0} minutes ago"),
        };
}
