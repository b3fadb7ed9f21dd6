namespace Journeys.Faults.Tests.Azure;

/// <summary>The clock of one machine, which is some time before or behind the others.</summary>
internal sealed class SkewedTime(TimeProvider wall, TimeSpan ahead) : TimeProvider
{
    public override long TimestampFrequency => wall.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => wall.GetUtcNow() + ahead;

    // What measures spans does not jump.
    public override long GetTimestamp() => wall.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        wall.CreateTimer(callback, state, dueTime, period);
}
