using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Journeys.Orchestrations.Times;

/// <summary>
/// A length of time as an author wrote it: <c>3 days</c>, <c>1 day 6 hours</c>, <c>4 business hours</c>, <c>PT4H</c>.
/// Weeks and days are days on the calendar: three days after Monday 09:00 it is Thursday 09:00, whatever the clocks did.
/// Hours, minutes and seconds are exact. Business time counts only while the calendar is open. Two delays are equal when
/// they name the same units.
/// </summary>
public sealed record Delay
{
    /// <summary>The longest delay, in days: five years, leap days included.</summary>
    public const int LongestDays = 5 * 366;

    /// <summary>
    /// The most business days and hours, added together, in one delay: about a year of working days. With what
    /// <see cref="BusinessCalendar"/> asks of a calendar it bounds how far business time can reach.
    /// </summary>
    public const int LongestBusiness = 250;

    internal Delay() { }

    /// <summary>Whether it counts only the time in which the business calendar is open.</summary>
    public bool IsBusiness { get; internal init; }

    public int Weeks { get; internal init; }

    public int Days { get; internal init; }

    public int Hours { get; internal init; }

    public int Minutes { get; internal init; }

    public int Seconds { get; internal init; }

    /// <summary>Reads a delay.</summary>
    /// <param name="text">What the author wrote.</param>
    /// <param name="delay">The delay; null when the text is none.</param>
    /// <param name="problem">What is wrong and what to write instead; empty when nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Delay? delay, out string problem)
    {
        problem = DelayText.Read(text, out var amounts) ?? DelayText.Judge(amounts) ?? "";
        delay = problem.Length == 0 ? amounts.ToDelay() : null;
        return delay is not null;
    }

    /// <summary>The instant that this delay leads to.</summary>
    /// <param name="start">From when.</param>
    /// <param name="zone">The zone whose calendar days count; business time goes by the calendar's own zone.</param>
    /// <param name="calendar">When business is open; null only for a delay that is not business time.</param>
    /// <exception cref="ArgumentNullException">It is business time, and no calendar was given.</exception>
    public Instant After(Instant start, DateTimeZone zone, BusinessCalendar? calendar) =>
        Shift(start, zone, calendar, 1);

    /// <summary>The instant that lies this delay before another; otherwise as <see cref="After"/>.</summary>
    public Instant Before(Instant end, DateTimeZone zone, BusinessCalendar? calendar) => Shift(end, zone, calendar, -1);

    /// <summary>The delay in words: <c>3 days</c>, <c>1 day 6 hours</c>, <c>4 business hours</c>.</summary>
    public override string ToString() => DelayText.Words(this);

    private Instant Shift(Instant from, DateTimeZone zone, BusinessCalendar? calendar, int sign)
    {
        var exact = sign * (Duration.FromHours(Hours) + Duration.FromMinutes(Minutes) + Duration.FromSeconds(Seconds));
        var days = sign * ((Weeks * 7) + Days);
        if (IsBusiness)
        {
            ArgumentNullException.ThrowIfNull(calendar);
            var day = days == 0 ? from : calendar.AddOpenDays(from, days);
            return exact == Duration.Zero ? day : calendar.AddOpenTime(day, exact);
        }

        var then = days == 0 ? from : WallTime.Resolve(from.InZone(zone).LocalDateTime.PlusDays(days), zone);
        return then + exact;
    }
}
