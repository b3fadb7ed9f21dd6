using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Journeys.Bench.Survive.World;

namespace Journeys.Bench.Survive.Provider;

/// <summary>
/// The provider's own memory of what it has to tell: signed batches, repeated until they are answered, now and then told
/// twice. Source: twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features.
/// </summary>
internal sealed class EventWebhook(Func<Uri> host, HostTime time) : IDisposable
{
    // A host that lives for seconds must be able to answer for one.
    private const int Most = 25;
    private const int TwiceEvery = 20;

    private static readonly TimeSpan Rhythm = TimeSpan.FromMilliseconds(100);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Lock gate = new();
    private readonly PriorityQueue<ProviderEvent, DateTimeOffset> future = new();
    private readonly List<ProviderEvent> told = [];

    /// <summary>What the setting <c>Journeys__SendGrid__WebhookKey</c> wants: the public key as SendGrid shows it.</summary>
    public string PublicKey => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    /// <summary>Everything that the host has confirmed.</summary>
    public IReadOnlyList<ProviderEvent> Told
    {
        get
        {
            lock (gate)
            {
                return [.. told];
            }
        }
    }

    /// <summary>How often a batch had to be told again.</summary>
    public int Repeats { get; private set; }

    /// <summary>Whether everything that has happened so far was told.</summary>
    public bool IsDone
    {
        get
        {
            lock (gate)
            {
                return !future.TryPeek(out _, out var next) || next > time.Now;
            }
        }
    }

    /// <summary>Remembers to tell of something when its time has come.</summary>
    public void Add(ProviderEvent happening)
    {
        lock (gate)
        {
            future.Enqueue(happening, happening.At);
        }
    }

    /// <summary>Tells until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var batch = Due();
            if (batch.Count > 0 && await TellAsync(batch, stop))
            {
                Confirm(batch);
                continue;
            }

            await Task.Delay(Rhythm, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        key.Dispose();
    }

    private List<ProviderEvent> Due()
    {
        lock (gate)
        {
            return
            [
                .. future.UnorderedItems.Where(one => one.Priority <= time.Now).Take(Most).Select(one => one.Element),
            ];
        }
    }

    private void Confirm(List<ProviderEvent> batch)
    {
        lock (gate)
        {
            foreach (var one in batch)
            {
                future.Remove(one, out _, out _);
                told.Add(one);
            }
        }
    }

    private async Task<bool> TellAsync(List<ProviderEvent> batch, CancellationToken stop)
    {
        var all = batch.Concat(batch.Where((_, number) => number % TwiceEvery == TwiceEvery - 1));
        var body = Encoding.UTF8.GetBytes(new JsonArray([.. all.Select(one => one.ToJson())]).ToJsonString());
        try
        {
            using var request = Signed(body);
            using var answer = await http.SendAsync(request, stop);
            Repeats += answer.IsSuccessStatusCode ? 0 : 1;
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            Repeats++;
            return false;
        }
    }

    // The signature is over the time and the very bytes; the time is the wall's, as the provider's clock is.
    private HttpRequestMessage Signed(byte[] body)
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(at), .. body];
        var signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host(), "api/webhooks/sendgrid"))
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature));
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Timestamp", at);
        return request;
    }
}
