using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Journeys.Runtime.Deliveries;

namespace Journeys.Runtime.Tests.Worlds;

/// <summary>SendGrid, as far as it signs what it tells.</summary>
internal static class SendGridDouble
{
    private static readonly ECDsa Signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The verification key, as SendGrid shows it.</summary>
    public static string Key { get; } = KeyOf(Signer);

    public static string KeyOf(ECDsa signer) => Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo());

    /// <summary>A request with a batch.</summary>
    /// <param name="body">The batch.</param>
    /// <param name="at">When it is signed.</param>
    /// <param name="signer">Who signs it; null: SendGrid itself.</param>
    public static HttpRequestMessage Request(string body, DateTimeOffset at, ECDsa? signer = null)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = (signer ?? Signer).SignData(
            Encoding.UTF8.GetBytes(timestamp + body),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/webhooks/sendgrid", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(SendGridSignature.SignatureHeader, Convert.ToBase64String(signature));
        request.Headers.Add(SendGridSignature.TimestampHeader, timestamp);
        return request;
    }

    /// <summary>One event about a mail, as SendGrid writes it.</summary>
    /// <param name="kind">SendGrid's word for what happened.</param>
    /// <param name="effect">The mail's effect.</param>
    /// <param name="at">When.</param>
    /// <param name="id">The event's id; null: made of the kind and the time.</param>
    /// <param name="more">Further members as JSON, without braces.</param>
    public static string Event(string kind, string effect, DateTimeOffset at, string? id = null, string more = "")
    {
        var seconds = at.ToUnixTimeSeconds();
        return $$"""
            { "email": "ada@example.com", "timestamp": {{seconds}}, "event": "{{kind}}",
              "sg_event_id": "{{id ?? $"{kind}-{seconds}"}}", "sg_message_id": "m1.recvd-1",
              "category": ["nurture", "nurture/thanks"], "journeys_effect": "{{effect}}", "journeys_step": "thanks",
              "journeys_journey": "nurture"{{(more.Length == 0 ? "" : ", " + more)}} }
            """;
    }
}
