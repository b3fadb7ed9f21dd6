using Journeys.Local.Clock;

namespace Journeys.Local.Shards;

/// <summary>Counts what is under way, so that a clock that is moved by hand can wait until nothing is.</summary>
internal sealed class Activity
{
    private readonly Lock gate = new();
    private int underWay;
    private TaskCompletionSource? idle;

    public void Begin()
    {
        lock (gate)
        {
            underWay++;
        }
    }

    public void End()
    {
        TaskCompletionSource? kept = null;
        lock (gate)
        {
            if (--underWay == 0)
            {
                (kept, idle) = (idle, null);
            }
        }

        kept?.TrySetResult();
    }

    /// <summary>Waits until nothing is under way.</summary>
    public Task IdleAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (underWay == 0)
            {
                return Task.CompletedTask;
            }

            idle ??= Promise.Of();
            return idle.Task.WaitAsync(cancellation);
        }
    }
}
