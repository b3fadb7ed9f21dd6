using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Journeys.Local.Demo.World;
using Journeys.Local.Storage;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;

namespace Journeys.Bench.Survive.World;

/// <summary>
/// What people and systems outside bring to the host. As every good sender does, they bring it again until it was answered,
/// and then forget it: what was answered is the host's to keep.
/// </summary>
internal sealed class Errands(HttpClient http, IQueue queue)
{
    private const string One = "application/cloudevents+json";
    private const string Many = "application/cloudevents-batch+json";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private int under;

    /// <summary>The contact of every event that was accepted, by the event's source and id.</summary>
    public ConcurrentDictionary<string, string> Accepted { get; } = new(StringComparer.Ordinal);

    /// <summary>What was refused although it is in order.</summary>
    public ConcurrentBag<string> Refused { get; } = [];

    /// <summary>How often something had to be brought again.</summary>
    public int Repeats { get; private set; }

    /// <summary>How many are not answered yet.</summary>
    public int UnderWay => under;

    /// <summary>Does what somebody does.</summary>
    public async Task DoAsync(Act act, CancellationToken stop)
    {
        Interlocked.Increment(ref under);
        try
        {
            await BringAsync(act, stop);
        }
        finally
        {
            Interlocked.Decrement(ref under);
        }
    }

    /// <summary>Asks for something once; null when nobody answers.</summary>
    public async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken stop)
        where T : class
    {
        try
        {
            using var answer = await http.GetAsync(path, stop);
            return answer.IsSuccessStatusCode
                ? JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(stop), type)
                : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private Task BringAsync(Act act, CancellationToken stop) =>
        act switch
        {
            Act.Send { Door: Door.Queue } send => PutAsync(send.Event.Json, [send.Event], stop),
            Act.Send send => PostAsync("api/events", send.Event.Json, One, [send.Event], stop),
            Act.SendAll all => PostAsync("api/events", Together(all.Events), Many, all.Events, stop),
            Act.Blunder { Door: Door.Queue } blunder => PutAsync(blunder.Body, [], stop),
            Act.Blunder blunder => PostAsync(
                "api/events",
                blunder.Body,
                blunder.Good.Count > 0 ? Many : One,
                blunder.Good,
                stop
            ),
            Act.Answer answer => AnswerAsync(answer, stop),
            _ => throw new ArgumentException($"{act} cannot be brought.", nameof(act)),
        };

    // A task that was answered or withdrawn meanwhile is told to whoever is late; that is an answer, too.
    private Task AnswerAsync(Act.Answer answer, CancellationToken stop) =>
        PostAsync(
            $"api/tasks/{Uri.EscapeDataString(answer.Task)}/{answer.Outcome}",
            JsonSerializer.Serialize(new(answer.By, answer.Answers), ApiJson.Default.TaskAnswerRequest),
            "application/json",
            [],
            stop
        );

    private async Task PutAsync(string text, IReadOnlyList<OutsideEvent> good, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await queue.SendAsync(text, stop);
                Accept(good);
                return;
            }
            catch (StorageUnavailableException)
            {
                await AgainAsync(stop);
            }
        }
    }

    private async Task PostAsync(
        string path,
        string body,
        string type,
        IReadOnlyList<OutsideEvent> good,
        CancellationToken stop
    )
    {
        while (true)
        {
            if (await TryAsync(path, body, type, stop) is { } answer)
            {
                using (answer)
                {
                    await JudgeAsync(answer, good, stop);
                    return;
                }
            }

            await AgainAsync(stop);
        }
    }

    private async Task<HttpResponseMessage?> TryAsync(string path, string body, string type, CancellationToken stop)
    {
        try
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            var answer = await http.PostAsync(path, content, stop);
            if (
                answer.StatusCode < HttpStatusCode.InternalServerError
                && answer.StatusCode != HttpStatusCode.TooManyRequests
            )
            {
                return answer;
            }

            answer.Dispose();
            return null;
        }
        catch (Exception fault)
            when (fault is HttpRequestException
                || (fault is OperationCanceledException && !stop.IsCancellationRequested)
            )
        {
            return null;
        }
    }

    private async Task JudgeAsync(HttpResponseMessage answer, IReadOnlyList<OutsideEvent> good, CancellationToken stop)
    {
        if (good.Count == 0)
        {
            return;
        }

        var text = await answer.Content.ReadAsStringAsync(stop);
        var read = answer.IsSuccessStatusCode ? JsonSerializer.Deserialize(text, ApiJson.Default.EventsAnswer) : null;
        if (read is null)
        {
            Refused.Add(text);
            return;
        }

        Accept([.. good.Where(one => Result(read, one) != EventResult.Rejected)]);
    }

    private static EventResult? Result(EventsAnswer answer, OutsideEvent sent) =>
        answer.Events.FirstOrDefault(one => $"{one.Source}\n{one.Id}" == sent.Key)?.Result ?? EventResult.Rejected;

    private void Accept(IReadOnlyList<OutsideEvent> events)
    {
        foreach (var one in events)
        {
            Accepted[one.Key] = one.Contact;
        }
    }

    private async Task AgainAsync(CancellationToken stop)
    {
        Repeats++;
        await Task.Delay(Pause, TimeProvider.System, stop);
    }

    private static string Together(IEnumerable<OutsideEvent> events) =>
        $"[{string.Join(',', events.Select(one => one.Json))}]";
}
