using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using NodaTime;

namespace Journeys.Orchestrations.Times;

/// <summary>
/// When business is open: hours for each weekday, in the calendar's own zone, less the holidays. Every calendar is open
/// at least one hour a week and has at most <see cref="HolidayLimit"/> holidays, so a <see cref="Delay"/> always ends.
/// </summary>
public sealed record BusinessCalendar
{
    /// <summary>The most holidays a calendar names: ten years of many.</summary>
    public const int HolidayLimit = 200;

    // 250 business hours at one a week, 200 weeks lost to holidays and a few to skipped hours stay below this.
    private const int HorizonDays = 3660;

    private readonly ImmutableArray<ImmutableArray<OpenHours>> week;
    private readonly FrozenSet<LocalDate> holidays;

    /// <summary>A calendar that its reader has judged.</summary>
    /// <param name="name">What journeys call it.</param>
    /// <param name="zone">The zone of its hours and days.</param>
    /// <param name="week">The hours of Monday to Sunday, each day's in order and without overlap.</param>
    /// <param name="holidays">Dates on which it is closed.</param>
    internal BusinessCalendar(
        string name,
        DateTimeZone zone,
        ImmutableArray<ImmutableArray<OpenHours>> week,
        FrozenSet<LocalDate> holidays
    ) => (Name, Zone, this.week, this.holidays) = (name, zone, week, holidays);

    /// <summary>What journeys call it.</summary>
    public string Name { get; }

    /// <summary>The zone of its hours and days.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Reads a calendar's file; null when it is refused, with the reasons in the bag (codes J001 to J009, J2xx).</summary>
    /// <param name="file">The file's name: what the calendar must call itself, without folder and <c>.json</c>.</param>
    public static BusinessCalendar? Read(string file, string text, DiagnosticBag bag) =>
        new BusinessCalendarReader(bag).Read(file, text);

    /// <summary>The hours of a weekday, in order; none when it is closed.</summary>
    public ImmutableArray<OpenHours> HoursOn(IsoDayOfWeek day) => week[(int)day - 1];

    /// <summary>Whether the calendar is open at some time of a date: its weekday has hours and it is no holiday.</summary>
    public bool IsOpenDay(LocalDate date) => !HoursOn(date.DayOfWeek).IsEmpty && !holidays.Contains(date);

    /// <summary>The instant itself when the calendar is open then, else when it opens next.</summary>
    public Instant NextOpen(Instant from)
    {
        foreach (var (opens, closes) in Openings(from))
        {
            if (closes > from)
            {
                return Instant.Max(opens, from);
            }
        }

        throw BeyondHorizon(from);
    }

    /// <summary>
    /// The instant by which the calendar has been open for a while since another. A negative duration goes back. What is
    /// done exactly at closing time is done then, not the next morning.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">That is more than ten years off.</exception>
    public Instant AddOpenTime(Instant from, Duration open) =>
        open < Duration.Zero ? SubtractOpenTime(from, -open)
        : open == Duration.Zero ? from
        : AddTime(from, open);

    /// <summary>
    /// The same time of day, in the calendar's zone, on the n-th open day after the instant's day; negative n goes back.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">That is more than ten years off.</exception>
    public Instant AddOpenDays(Instant from, int days)
    {
        var local = from.InZone(Zone).LocalDateTime;
        var (date, step) = (local.Date, Math.Sign(days));
        for (var left = Math.Abs(days); left > 0; left -= IsOpenDay(date) ? 1 : 0)
        {
            date = date.PlusDays(step);
            if (Math.Abs(Period.DaysBetween(local.Date, date)) > HorizonDays)
            {
                throw BeyondHorizon(from);
            }
        }

        return days == 0 ? from : WallTime.Resolve(date + local.TimeOfDay, Zone);
    }

    public bool Equals(BusinessCalendar? other) =>
        other is not null
        && Name == other.Name
        && Zone.Id == other.Zone.Id
        && holidays.SetEquals(other.holidays)
        && week.Zip(other.week).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Name, Zone.Id, holidays.Count);

    public override string ToString() => Name;

    private Instant AddTime(Instant from, Duration left)
    {
        foreach (var (opens, closes) in Openings(from))
        {
            var begins = Instant.Max(opens, from);
            if (closes <= begins)
            {
                continue;
            }

            if (closes - begins >= left)
            {
                return begins + left;
            }

            left -= closes - begins;
        }

        throw BeyondHorizon(from);
    }

    private Instant SubtractOpenTime(Instant until, Duration left)
    {
        foreach (var (opens, closes) in OpeningsBack(until))
        {
            var ends = Instant.Min(closes, until);
            if (ends <= opens)
            {
                continue;
            }

            if (ends - opens >= left)
            {
                return ends - left;
            }

            left -= ends - opens;
        }

        throw BeyondHorizon(until);
    }

    private IEnumerable<(Instant Opens, Instant Closes)> Openings(Instant from)
    {
        var first = from.InZone(Zone).Date.PlusDays(-1);
        for (var day = 0; day <= HorizonDays; day++)
        {
            var date = first.PlusDays(day);
            foreach (var hours in IsOpenDay(date) ? HoursOn(date.DayOfWeek) : [])
            {
                yield return hours.On(date, Zone);
            }
        }
    }

    private IEnumerable<(Instant Opens, Instant Closes)> OpeningsBack(Instant until)
    {
        var last = until.InZone(Zone).Date.PlusDays(1);
        for (var day = 0; day <= HorizonDays; day++)
        {
            var date = last.PlusDays(-day);
            var hours = IsOpenDay(date) ? HoursOn(date.DayOfWeek) : [];
            for (var i = hours.Length - 1; i >= 0; i--)
            {
                yield return hours[i].On(date, Zone);
            }
        }
    }

    private ArgumentOutOfRangeException BeyondHorizon(Instant from) =>
        new(nameof(from), from, $"calendar \"{Name}\": that is more than ten years off");
}
