using NodaTime;

namespace Journeys.Orchestrations.Times;

/// <summary>One stretch of a day in which business is open.</summary>
/// <param name="From">When it opens.</param>
/// <param name="To">When it closes; midnight means the end of the day, 24:00.</param>
public readonly record struct OpenHours(LocalTime From, LocalTime To)
{
    /// <summary>Whether it lasts until the day ends.</summary>
    public bool ToEndOfDay => To == LocalTime.Midnight;

    /// <summary>How long it is on a day on which no clock changes.</summary>
    public Duration Length =>
        Duration.FromNanoseconds(
            (ToEndOfDay ? NodaConstants.NanosecondsPerDay : To.NanosecondOfDay) - From.NanosecondOfDay
        );

    /// <summary>Reads <c>09:00-17:00</c>; 24:00 may end it. False when it is none, or ends before it begins.</summary>
    public static bool TryParse(string text, out OpenHours hours)
    {
        hours = default;
        var dash = text.IndexOfAny(['-', '–']);
        if (dash < 0 || !WallTime.TryParseTime(text[..dash].Trim(), out var from))
        {
            return false;
        }

        var end = text[(dash + 1)..].Trim();
        var endOfDay = end == "24:00";
        var to = LocalTime.Midnight;
        if (!endOfDay && (!WallTime.TryParseTime(end, out to) || to <= from))
        {
            return false;
        }

        hours = new(from, to);
        return true;
    }

    /// <summary>When it opens and closes on a date. Both are the same when the zone skips it that day.</summary>
    internal (Instant Opens, Instant Closes) On(LocalDate date, DateTimeZone zone) =>
        (WallTime.Boundary(date + From, zone), WallTime.Boundary((ToEndOfDay ? date.PlusDays(1) : date) + To, zone));

    public override string ToString() => $"{From:HH:mm}-{(ToEndOfDay ? "24:00" : To.ToString("HH:mm", null))}";
}
