using NodaTime;

namespace Journeys.Orchestrations.Times;

/// <summary>
/// The time of day in which a contact is left alone, by the clock on the contact's wall. From 18:00 to 08:00 spans the
/// night; both alike means no quiet hours.
/// </summary>
/// <param name="From">When the quiet begins.</param>
/// <param name="To">When it ends: at this time sending is allowed again.</param>
public sealed record QuietHours(LocalTime From, LocalTime To)
{
    // Each turn leaves at least a closed day or a quiet night behind; ten years of both end any calendar's closure.
    private const int MostTurns = 2 * 3660;

    /// <summary>Whether a time of day is quiet.</summary>
    public bool IsQuiet(LocalTime time) => From <= To ? time >= From && time < To : time >= From || time < To;

    /// <summary>
    /// Now when sending is allowed now, else the first instant at which it is.
    /// </summary>
    /// <param name="now">The instant asked about.</param>
    /// <param name="contactZone">The zone of the contact's clock.</param>
    /// <param name="calendar">
    /// Days that it has closed (weekdays without hours, holidays) are quiet as a whole, judged by the date where the
    /// contact is. Null: no day is.
    /// </param>
    public Instant NextAllowed(Instant now, DateTimeZone contactZone, BusinessCalendar? calendar)
    {
        var at = now;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var local = at.InZone(contactZone).LocalDateTime;
            if (calendar?.IsOpenDay(local.Date) == false)
            {
                at = Later(local.Date.PlusDays(1).AtMidnight(), at, contactZone);
            }
            else if (IsQuiet(local.TimeOfDay))
            {
                var date = local.TimeOfDay < To ? local.Date : local.Date.PlusDays(1);
                at = Later(date + To, at, contactZone);
            }
            else
            {
                return at;
            }
        }

        throw new ArgumentException("the calendar is never open", nameof(calendar));
    }

    // When the clock shows a time after an instant. Of a time that comes twice the first may be over already.
    private static Instant Later(LocalDateTime local, Instant after, DateTimeZone zone)
    {
        var boundary = WallTime.Boundary(local, zone);
        return boundary > after ? boundary : zone.MapLocal(local).Last().ToInstant();
    }
}
