using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Journeys.Runtime.Api;

namespace Journeys.Local.Demo;

/// <summary>The host's HTTP API, as outside systems use it.</summary>
internal sealed class HostApi(HttpClient http)
{
    private const int Tries = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks for something.</summary>
    /// <exception cref="DemoException">The answer is no success.</exception>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var answer = await RepeatAsync(() => http.GetAsync(path, cancellation), cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw await RefusedAsync($"GET {path}", answer, cancellation);
        }

        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        return (await JsonSerializer.DeserializeAsync(body, type, cancellation))!;
    }

    /// <summary>Asks for the pages of a list.</summary>
    /// <param name="path">The list's address with its question mark.</param>
    /// <param name="type">The page's type.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="enough">Says after each page whether the rest is not needed; null: all of it is.</param>
    public async Task<List<T>> ListAsync<T>(
        string path,
        JsonTypeInfo<Page<T>> type,
        CancellationToken cancellation,
        Func<Page<T>, bool>? enough = null
    )
    {
        var items = new List<T>();
        for (string? after = null; ; )
        {
            var from = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var page = await GetAsync($"{path}&top={ApiRequest.TopLimit}{from}", type, cancellation);
            items.AddRange(page.Items);
            after = page.Next;
            if (after is null || enough?.Invoke(page) == true)
            {
                return items;
            }
        }
    }

    /// <summary>Brings something that the host must take.</summary>
    /// <exception cref="DemoException">The answer is no success.</exception>
    public async Task PostAsync(string path, string body, string type, CancellationToken cancellation)
    {
        using var answer = await SendAsync(path, body, type, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw await RefusedAsync($"POST {path}", answer, cancellation);
        }
    }

    /// <summary>Brings something that the host must refuse; it keeps its reasons for the report.</summary>
    public async Task PostBadlyAsync(string path, string body, string type, CancellationToken cancellation)
    {
        using var answer = await SendAsync(path, body, type, cancellation);
    }

    private Task<HttpResponseMessage> SendAsync(
        string path,
        string body,
        string type,
        CancellationToken cancellation
    ) =>
        RepeatAsync(
            async () =>
            {
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                content.Headers.ContentType = new MediaTypeHeaderValue(type);
                return await http.PostAsync(path, content, cancellation);
            },
            cancellation
        );

    // As every good client does: again while the host cannot. All events and answers bear an id.
    private static async Task<HttpResponseMessage> RepeatAsync(
        Func<Task<HttpResponseMessage>> send,
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await send();
            if (answer.StatusCode < HttpStatusCode.InternalServerError || attempt == Tries)
            {
                return answer;
            }

            answer.Dispose();
            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    private static async Task<DemoException> RefusedAsync(
        string what,
        HttpResponseMessage answer,
        CancellationToken cancellation
    ) =>
        new(
            $"{what} was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}"
        );
}
