namespace Journeys.Bench.Survive.World;

/// <summary>What time it is for the host, as far as people outside know: as it last said, and on from there. It never goes back.</summary>
internal sealed class HostTime(DateTimeOffset beginning)
{
    private readonly Lock gate = new();
    private DateTimeOffset said = beginning;
    private DateTimeOffset latest = beginning;
    private long since;
    private double speed;

    public DateTimeOffset Now
    {
        get
        {
            lock (gate)
            {
                var now = said + (speed * TimeProvider.System.GetElapsedTime(since));
                return latest = now > latest ? now : latest;
            }
        }
    }

    /// <summary>Learns what the host says.</summary>
    public void Learn(DateTimeOffset now, double pace)
    {
        lock (gate)
        {
            (said, speed, since) = (now, pace, TimeProvider.System.GetTimestamp());
        }
    }

    /// <summary>Stands still while nobody can say.</summary>
    public void Stop()
    {
        var now = Now;
        Learn(now, 0);
    }
}
