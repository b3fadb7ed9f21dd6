namespace Journeys.Runtime.Webhooks;

/// <summary>The way out to other systems' webhooks.</summary>
/// <param name="handler">What carries the requests; a test gives its own.</param>
public sealed class WebhookClient(HttpMessageHandler handler) : IDisposable
{
    /// <summary>How long another system may take to answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may take to be made.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The most KiB that the head of an answer may have.</summary>
    public const int HeadKibibytes = 16;

    /// <summary>The most bytes that are read of an answer's body; nothing is done with them.</summary>
    public const int BodyBytes = 64 * 1024;

    private readonly HttpClient http = new(handler) { Timeout = Timeout };

    /// <summary>
    /// A client for real systems; it looks names up again every few minutes. Redirects are not followed, and no proxy is
    /// asked: it would look names up where nobody judges them.
    /// </summary>
    public static WebhookClient Create(WebhookDialer dialer) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectCallback = dialer.ConnectAsync,
                ConnectTimeout = ConnectTimeout,
                MaxResponseDrainSize = BodyBytes,
                MaxResponseHeadersLength = HeadKibibytes,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
                UseProxy = false,
            }
        );

    /// <summary>Sends a request; only the head of the answer is waited for.</summary>
    /// <exception cref="HttpRequestException">The system cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">It did not answer in time, or the wait was ended.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);

    public void Dispose() => http.Dispose();
}
