namespace Journeys.Runtime.Effects;

/// <summary>The way out to other systems' webhooks.</summary>
/// <param name="handler">What carries the requests; a test gives its own.</param>
public sealed class WebhookClient(HttpMessageHandler handler) : IDisposable
{
    /// <summary>How long another system may take to answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(handler) { Timeout = Timeout };

    /// <summary>A client for real systems; it looks names up again every few minutes.</summary>
    public static WebhookClient Create() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
            }
        );

    /// <summary>Sends a request; only the head of the answer is waited for.</summary>
    /// <exception cref="HttpRequestException">The system cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">It did not answer in time, or the wait was ended.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);

    public void Dispose() => http.Dispose();
}
