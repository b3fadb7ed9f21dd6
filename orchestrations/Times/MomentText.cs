using NodaTime;
using NodaTime.Text;

namespace Journeys.Orchestrations.Times;

/// <summary>Reads moments from text; what <see cref="WallTime.TryParseMoment"/> promises.</summary>
internal static class MomentText
{
    private const int LongestMoment = 40;
    private const int DateLength = 10;

    private static readonly LocalDatePattern Date = LocalDatePattern.Iso;

    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFF"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
    ];

    private static readonly OffsetDateTimePattern[] Offset =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<G>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<G>"),
    ];

    public static bool TryParse(string text, DateTimeZone zone, out Instant moment)
    {
        moment = default;
        var trimmed = text.Trim();
        if (trimmed.Length is < DateLength or > LongestMoment || !char.IsAsciiDigit(trimmed[0]))
        {
            return false;
        }

        if (trimmed.Length == DateLength)
        {
            return Date.Parse(trimmed).TryGetValue(default, out var date)
                && InRange(date)
                && Reach(zone.AtStartOfDay(date).ToInstant(), out moment);
        }

        return trimmed.AsSpan(DateLength).ContainsAny('Z', '+', '-')
            ? TryOffset(trimmed, out moment)
            : TryLocal(trimmed, zone, out moment);
    }

    private static bool TryOffset(string text, out Instant moment)
    {
        foreach (var pattern in Offset)
        {
            if (pattern.Parse(text).TryGetValue(default, out var value) && InRange(value.Date))
            {
                return Reach(value.ToInstant(), out moment);
            }
        }

        moment = default;
        return false;
    }

    private static bool TryLocal(string text, DateTimeZone zone, out Instant moment)
    {
        foreach (var pattern in Local)
        {
            if (pattern.Parse(text).TryGetValue(default, out var value) && InRange(value.Date))
            {
                return Reach(WallTime.Resolve(value, zone), out moment);
            }
        }

        moment = default;
        return false;
    }

    // A day at either end of the calendar is left free, so that no offset leads beyond it.
    private static bool InRange(LocalDate date) => date.Year is >= 1 and <= 9998;

    private static bool Reach(Instant found, out Instant moment)
    {
        moment = found;
        return true;
    }
}
