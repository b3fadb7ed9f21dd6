using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Journeys.Runtime.Access;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Api;

/// <summary>Asks the host one thing and reads what it answers.</summary>
internal sealed class Wire(HttpClient http)
{
    private const string StartIt = "Start it with ./journeys up, or name another host with --url or JOURNEYS_URL.";

    private const string LookAtIt = "Is the address right? Name the host with --url or JOURNEYS_URL.";

    private static readonly Problem NoKey = new(
        Title: "The key is missing or wrong",
        Status: 401,
        Detail: "The host lets nobody in without its key."
    );

    private readonly string at = new Uri(http.BaseAddress!, "..").GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>A client of one host.</summary>
    /// <param name="handler">What carries requests.</param>
    /// <param name="host">The host's address, ending in a slash.</param>
    /// <param name="key">The API key; null for a host that listens on loopback only.</param>
    /// <param name="functionsKey">What the Functions host asks for on Azure: as a rule the same.</param>
    /// <exception cref="UsageException">The key cannot be one.</exception>
    public static HttpClient To(HttpMessageHandler handler, Uri host, string? key, string? functionsKey)
    {
        var http = new HttpClient(handler, disposeHandler: false)
        {
            BaseAddress = new Uri(host, "api/"),
            // A host that catches up may take a while to answer; nobody waits longer than this.
            Timeout = TimeSpan.FromSeconds(60),
        };
        http.DefaultRequestHeaders.Accept.Add(new(MediaTypeNames.Application.Json));
        http.DefaultRequestHeaders.Accept.Add(new(Problem.MediaType));
        if (key is not null)
        {
            Send(http, ApiKey.Header, key);
        }

        if (functionsKey is not null)
        {
            Send(http, ApiKey.FunctionsHeader, functionsKey);
        }

        return http;
    }

    private static void Send(HttpClient http, string header, string key)
    {
        if (!http.DefaultRequestHeaders.TryAddWithoutValidation(header, key))
        {
            throw new UsageException("The API key holds characters that no key has.");
        }
    }

    public async Task<Reply<T>> AskAsync<T>(
        HttpMethod method,
        string path,
        HttpContent? body,
        JsonTypeInfo<T> type,
        CancellationToken cancelled,
        (string Name, string Value)? header = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (header is var (name, value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var (response, text) = await CarryAsync(request, cancelled);
        using (response)
        {
            if (text.Length == 0 && response.StatusCode is HttpStatusCode.Unauthorized)
            {
                // On Azure the platform itself turns away who has no key, and says no more than that.
                return new Reply<T>.Refused(401, NoKey, JsonSerializer.Serialize(NoKey, ApiJson.Default.Problem));
            }

            if (!Speaks(response, "json"))
            {
                throw Stranger(response, null);
            }

            // A host in trouble answers its health with 503, and the health all the same.
            var answers = response.IsSuccessStatusCode || typeof(T) == typeof(Health);
            return answers && !Speaks(response, "problem")
                ? new Reply<T>.Done(Read(text, type, response), text)
                : new Reply<T>.Refused((int)response.StatusCode, Read(text, ApiJson.Lenient.Problem, response), text);
        }
    }

    private async Task<(HttpResponseMessage Response, string Text)> CarryAsync(
        HttpRequestMessage request,
        CancellationToken cancelled
    )
    {
        try
        {
            var response = await http.SendAsync(request, cancelled);
            return (response, await response.Content.ReadAsStringAsync(cancelled));
        }
        catch (HttpRequestException e)
        {
            throw new HostNotReachableException($"Journeys is not running at {at} ({Why(e)}).", StartIt, e);
        }
        catch (TaskCanceledException e) when (!cancelled.IsCancellationRequested)
        {
            var waited = http.Timeout.TotalSeconds;
            throw new HostNotReachableException($"The host at {at} did not answer within {waited} s.", LookAtIt, e);
        }
    }

    private static string Why(HttpRequestException e) =>
        e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } ? "connection refused"
        : e.HttpRequestError == HttpRequestError.NameResolutionError ? "nobody knows that name"
        : e.HttpRequestError == HttpRequestError.SecureConnectionError ? "its certificate is not trusted"
        : e.InnerException?.Message ?? e.Message;

    private T Read<T>(string text, JsonTypeInfo<T> type, HttpResponseMessage response)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw Stranger(response, null);
        }
        catch (JsonException e)
        {
            throw Stranger(response, e);
        }
    }

    private static bool Speaks(HttpResponseMessage response, string what) =>
        response.Content.Headers.ContentType?.MediaType?.Contains(what, StringComparison.OrdinalIgnoreCase) == true;

    private HostNotReachableException Stranger(HttpResponseMessage response, Exception? e) =>
        new(
            $"What answers at {at} is not a Journeys host: {Shown(response.Content.Headers.ContentType)}, status {(int)response.StatusCode}"
                + (e is null ? "." : $" ({e.Message})."),
            LookAtIt,
            e
        );

    private static string Shown(MediaTypeHeaderValue? type) => type?.MediaType ?? "an empty answer";
}
