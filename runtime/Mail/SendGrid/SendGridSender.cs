using System.Net;

namespace Journeys.Runtime.Mail.SendGrid;

/// <summary>
/// Sends mails over SendGrid, each once: SendGrid knows no key by which it would recognise a mail that it has taken, so
/// nothing is sent again here. An answer that says for certain that it was not taken is a refusal; anything else is thrown,
/// and the mail is uncertain until SendGrid's events tell of it.
/// </summary>
public sealed class SendGridSender(ISendGridPost post, SendGridSettings settings, TimeProvider clock) : IMailSender
{
    private readonly SendGridPace pace = new(clock);

    public TimeSpan? Wait => pace.Wait;

    public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        if (pace.Wait is { } wait)
        {
            return new MailResult.Refused(Passing: true, "SendGrid takes no more requests for now", wait);
        }

        var request = SendGridRequest.For(mail, settings).ToJson();
        try
        {
            return Judge(await post.PostAsync(request, cancellation), mail);
        }
        catch (HttpRequestException fault) when (IsBeforeSending(fault))
        {
            return new MailResult.Refused(Passing: true, $"SendGrid cannot be reached: {fault.Message}");
        }
    }

    // SendGrid can be asked for single mails only by accounts that have bought its history, and long after sending.
    public Task<bool?> WasTakenAsync(string effect, CancellationToken cancellation) => Task.FromResult<bool?>(null);

    private MailResult Judge(SendGridAnswer answer, OutgoingMail mail)
    {
        if ((int)answer.Status is >= 200 and < 300)
        {
            pace.Learn(answer.Headers);
            return new MailResult.Taken(Header(answer, "X-Message-Id") ?? mail.Effect);
        }

        var errors = SendGridErrors.Read(answer.Body);
        var words = $"SendGrid answered {(int)answer.Status}{(errors is null ? "" : $": {errors}")}";
        return answer.Status switch
        {
            HttpStatusCode.TooManyRequests => new MailResult.Refused(
                Passing: true,
                words,
                pace.LearnRefused(answer.Headers)
            ),

            // Its own code speaks, so the request went no further. Without its words a proxy may have lost its answer.
            HttpStatusCode.InternalServerError or HttpStatusCode.ServiceUnavailable when errors is not null =>
                new MailResult.Refused(Passing: true, words, pace.LearnRefused(answer.Headers)),
            HttpStatusCode.RequestTimeout => throw new SendGridUncertainException(words),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => new MailResult.Refused(
                Passing: false,
                words + Remedy(answer.Status)
            ),
            _ => throw new SendGridUncertainException(words),
        };
    }

    // Not the key itself, wherever these words may go.
    private static string Remedy(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized =>
                $". Check {SettingsNames.SendGridApiKey}: it is not a key of this account, or was deleted",
            HttpStatusCode.Forbidden =>
                $". Check that {SettingsNames.SendGridFrom} is a sender that SendGrid has verified, and that the key may send mail",
            HttpStatusCode.RequestEntityTooLarge => ". Make the mail smaller: SendGrid takes 30 MB",
            _ => "",
        };

    // No byte of the request has left.
    private static bool IsBeforeSending(HttpRequestException fault) =>
        fault.HttpRequestError
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError;

    private static string? Header(SendGridAnswer answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

/// <summary>SendGrid may have taken the mail, or not.</summary>
public sealed class SendGridUncertainException(string message) : Exception(message);
