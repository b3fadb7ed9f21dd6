using System.Net;
using Azure.Core.Pipeline;
using Journeys.Local.Storage;

namespace Journeys.Local.Tests.Storage;

/// <summary>A storage service that answers what a test says, and keeps what it was asked.</summary>
internal sealed class StubService : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> answers = new();

    public static StorageAccount Account { get; } =
        StorageAccount.Parse("AccountName=spring;AccountKey=a2V5;EndpointSuffix=example.net");

    public List<(string Method, string Address, string Body)> Asked { get; } = [];

    public List<HttpRequestMessage> Requests { get; } = [];

    public AzureTables Tables => new(Account, Wire);

    public AzureQueue Queue => new(Account, "journey-events", Wire);

    private StorageWire Wire => new(new HttpClientTransport(new HttpClient(this)), TimeSpan.FromTicks(1));

    public StubService Answer(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers)
    {
        answers.Enqueue(() =>
        {
            var answer = new HttpResponseMessage(status) { Content = new StringContent(body) };
            foreach (var (name, value) in headers)
            {
                answer.Headers.TryAddWithoutValidation(name, value);
            }

            return answer;
        });
        return this;
    }

    public StubService Break()
    {
        answers.Enqueue(() => throw new HttpRequestException("The connection was closed."));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Add((request.Method.Method, request.RequestUri!.AbsoluteUri, body));
        Requests.Add(request);
        return answers.TryDequeue(out var answer)
            ? answer()
            : throw new InvalidOperationException("The test has no answer for this.");
    }
}
