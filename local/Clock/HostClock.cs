using NodaTime;
using NodaTime.Extensions;

namespace Journeys.Local.Clock;

/// <summary>
/// The host's clock. It may run faster than the wall's, so that a journey of fourteen days can be watched in fourteen
/// seconds, or stand still and be moved by hand. It never goes back.
/// </summary>
public sealed class HostClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly TimeProvider wall;
    private Instant origin;
    private long since;
    private double speed;
    private TaskCompletionSource moved = Promise.Of();

    /// <summary>A clock that runs from now on.</summary>
    /// <param name="start">The instant it shows now.</param>
    /// <param name="speed">Its seconds per second of the wall's clock: 1 is real time, 0 stands still.</param>
    /// <param name="wall">The wall's clock; null: the system's.</param>
    public HostClock(Instant start, double speed, TimeProvider? wall = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(speed);
        this.wall = wall ?? System;
        this.speed = speed;
        origin = start;
        since = this.wall.GetTimestamp();
    }

    /// <summary>The clock on the wall, by which it runs.</summary>
    public TimeProvider Wall => wall;

    /// <summary>The instant it shows.</summary>
    public Instant Now
    {
        get
        {
            lock (gate)
            {
                return Read();
            }
        }
    }

    /// <summary>Its seconds per second of the wall's clock.</summary>
    public double Speed
    {
        get
        {
            lock (gate)
            {
                return speed;
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();

    /// <summary>Lets it run at another speed from now on.</summary>
    public void RunAt(double secondsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(secondsPerSecond);
        Restart(null, secondsPerSecond);
    }

    /// <summary>Moves it forward to an instant; an earlier one changes nothing.</summary>
    public void MoveTo(Instant instant) => Restart(instant, null);

    /// <summary>Waits until it shows an instant.</summary>
    public async Task UntilAsync(Instant instant, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            Duration left;
            double pace;
            lock (gate)
            {
                (left, pace, changed) = (instant - Read(), speed, moved.Task);
            }

            if (left <= Duration.Zero)
            {
                return;
            }

            await WaitAsync(left, pace, changed, cancellation);
        }
    }

    private async Task WaitAsync(Duration left, double pace, Task changed, CancellationToken cancellation)
    {
        if (pace == 0)
        {
            await changed.WaitAsync(cancellation);
            return;
        }

        // Long waits are taken in parts: a timer of the wall's clock holds 49 days at most. Whether it was the time or a
        // change of the clock, the caller looks again.
        var wait = TimeSpan.FromSeconds(Math.Clamp(left.TotalSeconds / pace, 0.001, 86_400));
        await changed
            .WaitAsync(wait, wall, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellation.ThrowIfCancellationRequested();
    }

    private Instant Read() => origin + (wall.GetElapsedTime(since) * speed).ToDuration();

    private void Restart(Instant? to, double? pace)
    {
        TaskCompletionSource kept;
        lock (gate)
        {
            var shown = Read();
            origin = to > shown ? to.Value : shown;
            since = wall.GetTimestamp();
            speed = pace ?? speed;
            (kept, moved) = (moved, Promise.Of());
        }

        // Outside the lock: whoever waits may ask for the time at once.
        kept.TrySetResult();
    }
}
