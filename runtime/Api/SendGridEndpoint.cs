using Journeys.Runtime.Deliveries;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Journeys.Runtime.Api;

/// <summary>
/// <c>/api/webhooks/sendgrid</c>: what SendGrid tells of mails. Its signature is the door; no key of ours is asked for.
/// </summary>
public sealed class SendGridEndpoint(SendGridSignature signature, SendGridIntake intake, TimeProvider clock)
{
    /// <summary>
    /// <c>POST /api/webhooks/sendgrid</c>: a batch. A batch that SendGrid signed is answered with 200 whatever its elements
    /// are; SendGrid would send all of it again otherwise. Only a store that does not answer asks for that, with 503.
    /// </summary>
    public async Task<IResult> PostAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!signature.HasKey)
        {
            return Problems.Closed(
                $"This host has no key to check SendGrid's signature with, so it takes no events: set {SettingsNames.SendGridWebhookKey}."
            );
        }

        var body = await request.ReadBytesAsync(SendGridReader.BatchBytes, cancellation);
        if (body.Length > SendGridReader.BatchBytes)
        {
            return Problems.TooLarge($"The body has more than {SendGridReader.BatchBytes} bytes (1 MiB).");
        }

        var refusal = signature.Refusal(
            request.Headers[SendGridSignature.SignatureHeader],
            request.Headers[SendGridSignature.TimestampHeader],
            body.Span
        );
        if (refusal is not null)
        {
            return Problems.Unsigned(refusal);
        }

        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return SendGridReader.Read(body, now, out var reads) is { } problem
            ? Problems.BadRequest(problem)
            : Results.Json(await intake.AcceptAsync(reads, cancellation), ApiJson.Answers.DeliveryAnswer);
    }
}
