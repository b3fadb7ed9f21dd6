using Journeys.Local.Clock;
using Journeys.Runtime.Instances;
using NodaTime;
using Timer = Journeys.Runtime.Instances.Timer;

namespace Journeys.Local.Shards;

/// <summary>
/// The timers of all instances, in memory; storage holds the same in its due index. A timer that was set anew stays in the
/// queue until it elapses, and the machine ignores it then: that is cheaper than looking for it.
/// </summary>
internal sealed class Timers
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<DueTimer, Instant> queue = new();
    private TaskCompletionSource sooner = Promise.Of();

    /// <summary>When the next timer elapses, and a task that ends when one was set that elapses sooner.</summary>
    public (Instant? Due, Task Sooner) Next
    {
        get
        {
            lock (gate)
            {
                return (queue.TryPeek(out _, out var due) ? due : null, sooner.Task);
            }
        }
    }

    public void Set(string instance, Timer timer)
    {
        TaskCompletionSource? kept = null;
        lock (gate)
        {
            if (!queue.TryPeek(out _, out var first) || timer.Due < first)
            {
                (kept, sooner) = (sooner, Promise.Of());
            }

            queue.Enqueue(new(instance, timer), timer.Due);
        }

        kept?.TrySetResult();
    }

    /// <summary>Takes out all timers that have elapsed.</summary>
    public IReadOnlyList<DueTimer> Elapsed(Instant now)
    {
        var elapsed = new List<DueTimer>();
        lock (gate)
        {
            while (queue.TryPeek(out var timer, out var due) && due <= now)
            {
                queue.Dequeue();
                elapsed.Add(timer);
            }
        }

        return elapsed;
    }
}
