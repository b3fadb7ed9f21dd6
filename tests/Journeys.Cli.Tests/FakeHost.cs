using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests;

/// <summary>A host that gives prepared answers and remembers what it was asked. What was not prepared is not found.</summary>
internal sealed class FakeHost : HttpMessageHandler
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, (HttpStatusCode Status, string MediaType, string Body)> answers = [];

    public FakeHost() => Has("GET health", new Health("healthy", "1.0.0", Now, 1, []), ApiJson.Default.Health);

    /// <summary>What was asked, in order: method, path with query, and body if any; without asking for the health.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The API key that came with the last request.</summary>
    public string? Key { get; private set; }

    /// <summary>The same in the header that the Functions host asks for.</summary>
    public string? FunctionsKey { get; private set; }

    public bool IsDown { get; init; }

    /// <summary>Prepares an answer.</summary>
    /// <param name="asked">Method and path under <c>/api/</c>: <c>GET tasks?status=open&amp;top=50</c>.</param>
    public FakeHost Has<T>(string asked, T value, JsonTypeInfo<T> type) =>
        Says(asked, HttpStatusCode.OK, "application/json", JsonSerializer.Serialize(value, type));

    public FakeHost Refuses(string asked, HttpStatusCode status, Problem problem) =>
        Says(asked, status, Problem.MediaType, JsonSerializer.Serialize(problem, ApiJson.Default.Problem));

    public FakeHost Says(string asked, HttpStatusCode status, string mediaType, string body)
    {
        answers[asked] = (status, mediaType, body);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsDown)
        {
            throw new HttpRequestException("", new SocketException((int)SocketError.ConnectionRefused));
        }

        var asked = $"{request.Method} {request.RequestUri!.PathAndQuery["/api/".Length..]}";
        var body = request.Content is null ? "" : " " + await request.Content.ReadAsStringAsync(cancellationToken);
        if (asked != "GET health")
        {
            Asked.Add(asked + body);
        }

        Key = Header(request, "X-Api-Key");
        FunctionsKey = Header(request, "x-functions-key");
        var (status, mediaType, text) = answers.GetValueOrDefault(asked, NotFound);
        return new HttpResponseMessage(status) { Content = new StringContent(text, Encoding.UTF8, mediaType) };
    }

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static (HttpStatusCode, string, string) NotFound =>
        (
            HttpStatusCode.NotFound,
            Problem.MediaType,
            """{"type":"about:blank","title":"Not found","status":404,"detail":"There is nothing of that name."}"""
        );
}
