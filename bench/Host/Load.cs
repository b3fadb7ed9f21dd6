using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Journeys.Bench.Host;

/// <summary>
/// Contacts that go through the journey <c>five-steps</c>: each sends two events, one that begins a run and one that its
/// wait listens for.
/// </summary>
internal sealed class Load(Uri host) : IDisposable
{
    /// <summary>How many events one request brings.</summary>
    public const int BatchEvents = 100;

    private const string Began = "bench.began";
    private const string Read = "bench.read";

    private readonly HttpClient http = new() { BaseAddress = host };

    /// <summary>Sends both events of many contacts, in batches, several at a time.</summary>
    /// <param name="name">What the contacts are called; a name is used once.</param>
    /// <param name="batches">How many times <see cref="BatchEvents"/> contacts.</param>
    /// <param name="lanes">How many requests are under way at a time.</param>
    public async Task SendAsync(string name, int batches, int lanes, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = lanes, CancellationToken = cancellation };
        await Parallel.ForAsync(
            0,
            batches,
            options,
            async (batch, stop) =>
            {
                var contacts = Enumerable.Range(0, BatchEvents).Select(i => Contact(name, (batch * BatchEvents) + i));
                var all = contacts.ToArray();
                await PostAsync(all.Select(contact => Event(Began, contact)), stop);
                await PostAsync(all.Select(contact => Event(Read, contact)), stop);
            }
        );
    }

    /// <summary>Begins the run of one contact, with a request of its own.</summary>
    public Task BeginAsync(string contact, CancellationToken cancellation) =>
        PostAsync([Event(Began, contact)], cancellation);

    /// <summary>How many runs are finished.</summary>
    public async Task<int> FinishedAsync(CancellationToken cancellation)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync("api/journeys/five-steps", cancellation));
        return answer.RootElement.GetProperty("summary").GetProperty("counts").GetProperty("finished").GetInt32();
    }

    public static string Contact(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}-{number}@example.com");

    public void Dispose() => http.Dispose();

    private async Task PostAsync(IEnumerable<string> events, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"[{string.Join(',', events)}]"));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents-batch+json");
        using var response = await http.PostAsync("api/events", content, cancellation);
        var answer = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode || !answer.Contains("\"rejected\":0", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                $"Not all events were accepted: {answer[..Math.Min(500, answer.Length)]}"
            );
        }
    }

    private static string Event(string type, string contact)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        return $$"""
            {"specversion":"1.0","id":"{{type}}-{{contact}}","source":"/bench","type":"{{type}}","subject":"{{contact}}",
             "time":"{{time}}","data":{"topic":"energy","contact":{"name":"Jana Novak","country":"DE"} } }
            """;
    }
}
