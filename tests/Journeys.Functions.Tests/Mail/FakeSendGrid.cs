using System.Net;
using System.Net.Http.Headers;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Journeys.Functions.Tests.Mail;

/// <summary>SendGrid as its client tells of it: answers that the test puts there, and the requests it was asked.</summary>
internal sealed class FakeSendGrid : ISendGridClient
{
    private readonly Queue<Func<Response>> answers = new();

    /// <summary>The bodies of the requests, after what they were sent to: <c>POST mail/send</c>.</summary>
    public List<(string Target, string Body)> Asked { get; } = [];

    public string UrlPath { get; set; } = "";

    public string Version { get; set; } = "v3";

    public string MediaType { get; set; } = "application/json";

    public FakeSendGrid Answer(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers)
    {
        answers.Enqueue(() =>
        {
            using var message = new HttpResponseMessage();
            foreach (var (name, value) in headers)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }

            return new Response(status, new StringContent(body), message.Headers);
        });
        return this;
    }

    public FakeSendGrid Fail(Exception fault)
    {
        answers.Enqueue(() => throw fault);
        return this;
    }

    public async Task<Response> RequestAsync(
        BaseClient.Method method,
        string? requestBody = null,
        string? queryParams = null,
        string? urlPath = null,
        CancellationToken cancellationToken = default
    )
    {
        Asked.Add(($"{method} {urlPath}", requestBody ?? ""));
        await Task.CompletedTask;
        return answers.Dequeue()();
    }

    public AuthenticationHeaderValue AddAuthorization(KeyValuePair<string, string> header) =>
        throw new NotSupportedException();

    public Task<Response> MakeRequest(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Response> SendEmailAsync(SendGridMessage msg, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
