namespace Journeys.Runtime.Access;

/// <summary>
/// The time on the wall. A host's own clock may run a thousand times as fast (<c>--speed</c>); keys, limits and signatures
/// are about people and machines outside, who live in real time.
/// </summary>
public sealed class WallClock(TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();
}
