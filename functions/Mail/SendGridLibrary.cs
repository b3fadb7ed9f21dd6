using Journeys.Runtime.Mail.SendGrid;
using SendGrid;

namespace Journeys.Functions.Mail;

/// <summary>Brings requests to SendGrid over its own library.</summary>
public sealed class SendGridLibrary(ISendGridClient client) : ISendGridPost
{
    public async Task<SendGridAnswer> PostAsync(string request, CancellationToken cancellation)
    {
        var answer = await client.RequestAsync(
            BaseClient.Method.POST,
            request,
            urlPath: "mail/send",
            cancellationToken: cancellation
        );
        var body = answer.Body is null ? "" : await answer.Body.ReadAsStringAsync(cancellation);
        return new(answer.StatusCode, answer.Headers, body);
    }
}
