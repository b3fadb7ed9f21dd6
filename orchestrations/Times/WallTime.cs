using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Journeys.Orchestrations.Times;

/// <summary>
/// From the clock on the wall to the instant. The one rule for the nights when clocks change: a time that is skipped
/// counts as that much later (02:30 becomes 03:30), and of a time that comes twice the earlier one counts.
/// </summary>
public static class WallTime
{
    private static readonly ZoneLocalMappingResolver Rule = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier,
        Resolvers.ReturnForwardShifted
    );

    private static readonly ZoneLocalMappingResolver BoundaryRule = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier,
        Resolvers.ReturnStartOfIntervalAfter
    );

    private static readonly Duration Day = Duration.FromDays(1);

    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("H':'mm");

    /// <summary>The instant of a local time, by the rule of this class.</summary>
    public static Instant Resolve(LocalDateTime local, DateTimeZone zone) =>
        Ordinary(local, zone) ?? zone.ResolveLocal(local, Rule).ToInstant();

    /// <summary>The next instant, strictly after now, at which a time of day is due.</summary>
    public static Instant NextAt(Instant now, LocalTime at, DateTimeZone zone) => Next(now, day: null, at, zone);

    /// <summary>The next instant, strictly after now, at which a time of day is due on a weekday.</summary>
    public static Instant NextOn(Instant now, IsoDayOfWeek day, LocalTime at, DateTimeZone zone) =>
        Next(now, day, at, zone);

    /// <summary>A zone of the IANA database by its id, spelled exactly so: <c>Europe/Berlin</c>. UTC when there is none.</summary>
    public static bool TryZone(string id, out DateTimeZone zone)
    {
        var found = DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        zone = found ?? DateTimeZone.Utc;
        return found is not null;
    }

    /// <summary>Reads a time of day on the 24-hour clock: <c>09:00</c>, <c>9:00</c>. 24:00 is none.</summary>
    public static bool TryParseTime(string text, out LocalTime time) =>
        TimePattern.Parse(text).TryGetValue(LocalTime.Midnight, out time);

    /// <summary>Reads a weekday by its English name, in any capitals.</summary>
    public static bool TryParseDay(string text, out IsoDayOfWeek day) =>
        Enum.TryParse(text, ignoreCase: true, out day)
        && day != IsoDayOfWeek.None
        && text.Equals(Enum.GetName(day), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads a moment as ISO 8601 writes it: with an offset (<c>2026-03-01T09:00:00Z</c>), without one (in the zone) or a
    /// date alone (where the day begins in the zone). Years 1 to 9998.
    /// </summary>
    public static bool TryParseMoment(string text, DateTimeZone zone, out Instant moment) =>
        MomentText.TryParse(text, zone, out moment);

    /// <summary>
    /// Where a stretch of wall time begins or ends. What begins in a skipped hour begins when the hour is skipped: the
    /// clock on the wall never shows anything else.
    /// </summary>
    internal static Instant Boundary(LocalDateTime local, DateTimeZone zone) =>
        Ordinary(local, zone) ?? zone.ResolveLocal(local, BoundaryRule).ToInstant();

    // Most days are far from any change of clocks, and then one offset tells the instant. No change skips or repeats
    // more than a day, so a day without a change before and after leaves nothing to resolve.
    private static Instant? Ordinary(LocalDateTime local, DateTimeZone zone)
    {
        var utc = local.InUtc().ToInstant();
        var interval = zone.GetZoneInterval(utc);
        var instant = utc - Duration.FromSeconds(interval.WallOffset.Seconds);
        var settled = !interval.HasStart || instant - interval.Start > Day;
        return settled && (!interval.HasEnd || interval.End - instant > Day) ? instant : null;
    }

    // Beginning with yesterday: a time that a zone skips just before midnight is due just after it.
    private static Instant Next(Instant now, IsoDayOfWeek? day, LocalTime at, DateTimeZone zone)
    {
        for (var date = now.InZone(zone).Date.PlusDays(-1); ; date = date.PlusDays(1))
        {
            if ((day is null || date.DayOfWeek == day) && Resolve(date + at, zone) is var due && due > now)
            {
                return due;
            }
        }
    }
}
