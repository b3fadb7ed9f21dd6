using System.Collections.Concurrent;
using Journeys.Bench.Survive.Provider;
using Journeys.Local.Demo.World;
using Journeys.Runtime.Api;
using NodaTime;

namespace Journeys.Bench.Survive.World;

/// <summary>
/// The demo's world around a host that dies: people, colleagues and systems that do what they do whether it is there or
/// not. They go by the host's clock, and look at what is new as often as they can.
/// </summary>
internal sealed class Outside(Plan plan, SalesDesk desk, Readers readers, Errands errands, HostTime time)
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<TakenMail> arrived = new();
    private readonly Dictionary<string, Task> lanes = new(StringComparer.Ordinal);
    private long looked;

    /// <summary>How many instances neither ended nor wait for somebody to look at them, as the host last said.</summary>
    public int? Running { get; private set; }

    /// <summary>Whether everything that was planned until now was done and answered.</summary>
    public bool IsIdle => errands.UnderWay == 0 && arrived.IsEmpty;

    /// <summary>A mail has arrived.</summary>
    public void Arrive(TakenMail mail) => arrived.Enqueue(mail);

    /// <summary>Lives until it is cancelled.</summary>
    public async Task LiveAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await LookAtTheClockAsync(stop);
            while (arrived.TryDequeue(out var mail))
            {
                readers.Look(plan, mail);
            }

            while (plan.Take(Instant.FromDateTimeOffset(time.Now)) is { } moment)
            {
                moment.Acts.ForEach(act => Begin(act, stop));
            }

            if (TimeProvider.System.GetElapsedTime(looked) > BetweenLooks)
            {
                await LookAsync(stop);
            }

            await Task.Delay(Rhythm, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAtTheClockAsync(CancellationToken stop)
    {
        if (await errands.GetAsync("api/health", ApiJson.Default.Health, stop) is { } health)
        {
            time.Learn(health.Now, health.Speed);
        }
        else
        {
            time.Stop();
        }
    }

    // What one contact does keeps its order; different contacts do not wait for each other.
    private void Begin(Act act, CancellationToken stop)
    {
        var who = act switch
        {
            Act.Send send => send.Event.Contact,
            Act.Answer answer => answer.Contact,
            _ => "",
        };
        lanes[who] = AfterAsync(lanes.GetValueOrDefault(who, Task.CompletedTask), act, stop);
    }

    private async Task AfterAsync(Task before, Act act, CancellationToken stop)
    {
        await before;
        await errands.DoAsync(act, stop);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        for (string? after = null; ; )
        {
            var from = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var path = $"api/tasks?status=open&top={ApiRequest.TopLimit}{from}";
            if (await errands.GetAsync(path, ApiJson.Default.PageTaskDetail, stop) is not { } page)
            {
                return;
            }

            foreach (var task in page.Items)
            {
                desk.Look(plan, task);
            }

            after = page.Next;
            if (after is null)
            {
                break;
            }
        }

        var journeys = await errands.GetAsync("api/journeys", ApiJson.Default.PageJourneySummary, stop);
        Running = journeys?.Items.Sum(journey => journey.Counts.Running);
        looked = TimeProvider.System.GetTimestamp();
    }
}
