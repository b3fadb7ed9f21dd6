using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Journeys.Runtime.Webhooks;

/// <summary>
/// Signs webhooks, so that their receiver knows who sent them, that nobody changed them, and when that was. Source:
/// standardwebhooks.com, "Signature scheme".
/// </summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The headers of a webhook.</summary>
    /// <param name="id">The message's id, the same however often it is sent.</param>
    /// <param name="at">When it is sent this time.</param>
    /// <param name="body">Its body, to the letter.</param>
    /// <param name="secrets">What it is signed with: each gives a signature, so that receivers can change theirs in peace.</param>
    public static IEnumerable<(string Name, string Value)> Headers(
        string id,
        DateTimeOffset at,
        string body,
        IReadOnlyList<byte[]> secrets
    )
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        yield return (IdHeader, id);
        yield return (TimestampHeader, seconds);
        if (secrets.Count > 0)
        {
            var signed = Encoding.UTF8.GetBytes($"{id}.{seconds}.{body}");
            yield return (
                SignatureHeader,
                string.Join(
                    ' ',
                    secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}")
                )
            );
        }
    }
}
