using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>When contacts come: evenly over a stretch of time, or over the open hours in it.</summary>
internal sealed class ArrivalPlan
{
    private readonly List<(Instant From, Duration Before)> stretches = [];
    private readonly Duration total;

    /// <summary>Works out the open stretches.</summary>
    /// <param name="start">The first instant.</param>
    /// <param name="end">The last.</param>
    /// <param name="calendar">Whose open hours count; null: every hour does.</param>
    public ArrivalPlan(Instant start, Instant end, BusinessCalendar? calendar)
    {
        for (var at = start; at < end; )
        {
            var opens = calendar?.NextOpen(at) ?? at;
            var closes = calendar is null ? end : Closing(calendar, opens);
            if (opens < end)
            {
                stretches.Add((opens, total));
                total += Instant.Min(closes, end) - opens;
            }

            at = closes;
        }
    }

    /// <summary>Whether anybody can come at all.</summary>
    public bool IsEmpty => total <= Duration.Zero;

    /// <summary>The instant by which a share of all has come.</summary>
    public Instant At(double share)
    {
        var passed = Duration.FromNanoseconds((long)(share * total.ToInt64Nanoseconds()));
        var (low, high) = (0, stretches.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = stretches[middle].Before <= passed ? (middle, high) : (low, middle - 1);
        }

        var (from, before) = stretches[low];
        return from + (passed - before);
    }

    private static Instant Closing(BusinessCalendar calendar, Instant opens)
    {
        var date = opens.InZone(calendar.Zone).Date;
        foreach (var hours in calendar.HoursOn(date.DayOfWeek))
        {
            if (hours.On(date, calendar.Zone) is var (_, closes) && closes > opens)
            {
                return closes;
            }
        }

        return opens + Duration.FromHours(1);
    }
}
