using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Pacing;

/// <summary>
/// The turns that were drawn last, of one journey or of all: pure. Turns of one second are drawn until it is full, then
/// those of the next; so whatever comes at once goes out evenly, in the order in which it came. A day's number is counted
/// apart: what is beyond it gets a day, and draws its second on that day.
/// </summary>
/// <param name="Rate">
/// The rate they were drawn under; under another one counting begins anew. Who draws no second leaves those of others as they
/// stand: in one line some mails may draw a day alone, and others a day and a second.
/// </param>
/// <param name="Second">The second that turns are drawn from.</param>
/// <param name="InSecond">How many of it were drawn.</param>
/// <param name="Day">The midnight (UTC) of the day that turns are drawn from.</param>
/// <param name="InDay">How many of it were drawn.</param>
public sealed record Line(SendingRate Rate, Instant Second, int InSecond, Instant Day, int InDay)
{
    /// <summary>Those that went of late; counted only where there is a rate for all journeys besides.</summary>
    public Departures Gone { get; init; } = Departures.None;

    /// <summary>A line that nobody stands in.</summary>
    public static Line Empty(SendingRate rate) => new(rate, Instant.MinValue, 0, Instant.MinValue, 0);

    /// <summary>The second, or the day, up to which turns were drawn.</summary>
    public Instant Tail => Instant.Max(Second, Day);

    /// <summary>The midnight (UTC) before an instant, or at it.</summary>
    public static Instant DayOf(Instant instant) =>
        instant.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();

    /// <summary>Draws a turn.</summary>
    /// <param name="rate">What holds now.</param>
    /// <param name="now">The instant of drawing.</param>
    /// <param name="owned">The midnight of the day whose number counts this mail already; null: none does.</param>
    /// <param name="next">The line from now on.</param>
    public Slot Draw(SendingRate rate, Instant now, Instant? owned, out Line next)
    {
        var line = Under(rate);
        var (second, inSecond) = rate.PerSecond is { } inOne ? line.NextSecond(now, inOne) : (now, 0);
        var at = Instant.Max(now, second);
        if (rate.PerDay is { } most && owned != DayOf(at))
        {
            var (day, inDay) = line.NextDay(DayOf(at), most);
            line = line with { Day = day, InDay = inDay + 1 };
            if (day > DayOf(at))
            {
                next = line;
                return new Slot.OnDay(day + Duration.FromSeconds(86_400L * inDay / most));
            }
        }

        next = rate.PerSecond is null ? line : line with { Second = second, InSecond = inSecond + 1 };
        return at > now ? new Slot.At(at) : new Slot.Now();
    }

    /// <summary>
    /// Lets a mail go that has its turns, unless as many of its journey went in that second or on that day as may: then it draws
    /// another turn. At least one goes in each second in which any may, so whatever the others do all of them go in the end.
    /// </summary>
    /// <param name="rate">What holds now.</param>
    /// <param name="turn">The instant it owns; now, if it owns none.</param>
    /// <param name="now">The instant of asking.</param>
    /// <param name="next">The line from now on.</param>
    public Slot Go(SendingRate rate, Instant turn, Instant now, out Line next)
    {
        if (!Gone.HasDay(rate, turn))
        {
            var tomorrow = DayOf(now) + Duration.FromDays(1);
            return Draw(rate, tomorrow, null, out next) is Slot.OnDay later ? later : new Slot.OnDay(tomorrow);
        }

        if (!Gone.HasSecond(rate, turn))
        {
            var second = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 1);
            var slot = Draw(rate, second, DayOf(turn), out next);
            return slot is Slot.Now ? new Slot.At(second) : slot;
        }

        next = this with { Gone = Gone.With(rate, turn, now) };
        return new Slot.Now();
    }

    private Line Under(SendingRate rate)
    {
        var line = rate.PerDay == Rate.PerDay ? this : this with { Day = Instant.MinValue, InDay = 0 };
        if (rate.PerSecond is not null && Rate.PerSecond is not null && rate.PerSecond != Rate.PerSecond)
        {
            line = line with { Second = Instant.MinValue, InSecond = 0 };
        }

        return line with
        {
            Rate = new(rate.PerSecond ?? Rate.PerSecond, rate.PerDay),
        };
    }

    private (Instant Second, int Drawn) NextSecond(Instant now, int most)
    {
        var begun = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        return begun > Second ? (begun, 0)
            : InSecond < most ? (Second, InSecond)
            : (Second + Duration.FromSeconds(1), 0);
    }

    private (Instant Day, int Drawn) NextDay(Instant day, int most) =>
        day > Day ? (day, 0)
        : InDay < most ? (Day, InDay)
        : (Day + Duration.FromDays(1), 0);

    internal Dictionary<string, object> Write()
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["f"] = PacingRows.Format };
        if (Rate.PerSecond is { } perSecond)
        {
            properties["perSecond"] = perSecond;
            properties["second"] = Second == Instant.MinValue ? 0L : Second.ToUnixTimeSeconds();
            properties["inSecond"] = InSecond;
        }

        if (Rate.PerDay is { } perDay)
        {
            properties["perDay"] = perDay;
            properties["day"] = Day == Instant.MinValue ? 0L : Day.ToUnixTimeSeconds();
            properties["inDay"] = InDay;
        }

        Gone.Write(properties);
        return properties;
    }

    internal static Line Read(TableRow row)
    {
        PacingRows.CheckFormat(row);
        return new(
            new(
                row.Properties.GetValueOrDefault("perSecond") as int?,
                row.Properties.GetValueOrDefault("perDay") as int?
            ),
            Instant.FromUnixTimeSeconds(row.Properties.GetValueOrDefault("second") as long? ?? 0),
            row.Properties.GetValueOrDefault("inSecond") as int? ?? 0,
            Instant.FromUnixTimeSeconds(row.Properties.GetValueOrDefault("day") as long? ?? 0),
            row.Properties.GetValueOrDefault("inDay") as int? ?? 0
        )
        {
            Gone = Departures.Read(row.Properties),
        };
    }
}

/// <summary>When a mail may go.</summary>
public abstract record Slot
{
    private Slot() { }

    /// <summary>It goes now.</summary>
    public sealed record Now : Slot;

    /// <summary>It owns this instant.</summary>
    public sealed record At(Instant Instant) : Slot;

    /// <summary>It counts for this instant's day, and draws its second then.</summary>
    public sealed record OnDay(Instant Instant) : Slot;
}
