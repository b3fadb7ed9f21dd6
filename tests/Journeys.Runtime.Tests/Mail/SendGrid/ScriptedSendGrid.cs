using System.Net;
using Journeys.Runtime.Mail.SendGrid;

namespace Journeys.Runtime.Tests.Mail.SendGrid;

/// <summary>SendGrid as the sender sees it: answers that the test puts there, and the requests it was asked.</summary>
internal sealed class ScriptedSendGrid : ISendGridPost
{
    private readonly Queue<Func<SendGridAnswer>> answers = new();

    /// <summary>The bodies of the requests.</summary>
    public List<string> Asked { get; } = [];

    public ScriptedSendGrid Answer(
        HttpStatusCode status,
        string body = "",
        params (string Name, string Value)[] headers
    )
    {
        answers.Enqueue(() =>
        {
            using var message = new HttpResponseMessage();
            foreach (var (name, value) in headers)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }

            return new(status, message.Headers, body);
        });
        return this;
    }

    public ScriptedSendGrid Fail(Exception fault)
    {
        answers.Enqueue(() => throw fault);
        return this;
    }

    public async Task<SendGridAnswer> PostAsync(string request, CancellationToken cancellation)
    {
        Asked.Add(request);
        await Task.CompletedTask;
        return answers.Dequeue()();
    }
}
