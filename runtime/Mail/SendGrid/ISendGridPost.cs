using System.Net;
using System.Net.Http.Headers;

namespace Journeys.Runtime.Mail.SendGrid;

/// <summary>Brings requests to SendGrid: over its own library where that can be had, over HTTP elsewhere.</summary>
public interface ISendGridPost
{
    /// <summary>Asks SendGrid once to send a mail.</summary>
    /// <param name="request">The body, as <c>POST /v3/mail/send</c> wants it.</param>
    /// <param name="cancellation">Gives up; whether the mail was taken is not known then.</param>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    Task<SendGridAnswer> PostAsync(string request, CancellationToken cancellation);
}

/// <summary>What SendGrid answered.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Headers">The headers; those of its pace among them.</param>
/// <param name="Body">The body; empty for a mail that was taken.</param>
public sealed record SendGridAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, string Body);
