using NodaTime;

namespace Journeys.Local.Demo.World;

/// <summary>The rhythm of the world outside: it looks at what is new once in a quarter of an hour.</summary>
internal static class Pace
{
    /// <summary>How long it is from one look to the next. Nobody reacts to anything faster than that.</summary>
    public static readonly Duration Quarter = Duration.FromMinutes(15);

    /// <summary>The next full quarter of an hour; the instant itself when it is one.</summary>
    public static Instant NextQuarter(Instant instant)
    {
        var over = instant.ToUnixTimeTicks() % Quarter.BclCompatibleTicks;
        return over == 0 ? instant : instant + Duration.FromTicks(Quarter.BclCompatibleTicks - over);
    }

    /// <summary>The next full minute; the instant itself when it is one.</summary>
    public static Instant NextMinute(Instant instant)
    {
        var over = instant.ToUnixTimeTicks() % NodaConstants.TicksPerMinute;
        return over == 0 ? instant : instant + Duration.FromTicks(NodaConstants.TicksPerMinute - over);
    }
}
