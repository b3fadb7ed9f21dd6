using FsCheck;
using FsCheck.Fluent;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Times;

public sealed class QuietHoursTests
{
    private static readonly QuietHours Night = new(new(18, 0), new(8, 0));

    [Theory]
    [InlineData("2026-06-05T12:00+02:00", "2026-06-05T12:00+02:00")] // allowed now
    [InlineData("2026-06-05T08:00+02:00", "2026-06-05T08:00+02:00")] // the end is allowed
    [InlineData("2026-06-05T07:59:59+02:00", "2026-06-05T08:00+02:00")]
    [InlineData("2026-06-04T18:00+02:00", "2026-06-05T08:00+02:00")] // the beginning is quiet
    [InlineData("2026-06-04T23:30+02:00", "2026-06-05T08:00+02:00")] // over midnight
    [InlineData("2026-06-05T18:30+02:00", "2026-06-08T08:00+02:00")] // over the weekend
    [InlineData("2026-06-06T12:00+02:00", "2026-06-08T08:00+02:00")] // Saturday noon
    [InlineData("2026-06-07T23:59+02:00", "2026-06-08T08:00+02:00")]
    [InlineData("2026-12-24T19:00+01:00", "2026-12-28T08:00+01:00")] // Christmas, then a weekend
    [InlineData("2026-12-25T12:00+01:00", "2026-12-28T08:00+01:00")]
    [InlineData("2026-03-27T19:00+01:00", "2026-03-30T08:00+02:00")] // over a changed clock
    public void Nights_weekends_and_holidays_are_quiet(string now, string allowed) =>
        Assert.Equal(allowed, Night.NextAllowed(Zones.At(now), Zones.Berlin, Zones.Office).Shown(Zones.Berlin));

    [Fact]
    public void Without_a_calendar_weekends_are_like_other_days()
    {
        var saturday = Zones.At("2026-06-06T12:00+02:00");
        Assert.Equal(saturday, Night.NextAllowed(saturday, Zones.Berlin, null));
        Assert.Equal(
            "2026-06-06T08:00+02:00",
            Night.NextAllowed(Zones.At("2026-06-05T18:30+02:00"), Zones.Berlin, null).Shown(Zones.Berlin)
        );
    }

    [Theory]
    [InlineData("America/New_York", "2026-06-05T17:00-04:00", "2026-06-05T17:00-04:00")] // it is Friday 23:00 in Berlin
    [InlineData("America/New_York", "2026-06-05T22:00-04:00", "2026-06-08T08:00-04:00")]
    [InlineData("Pacific/Auckland", "2026-06-06T09:00+12:00", "2026-06-08T08:00+12:00")] // it is Friday 23:00 in Berlin
    [InlineData("Pacific/Auckland", "2026-06-08T08:00+12:00", "2026-06-08T08:00+12:00")] // it is Sunday in Berlin
    public void The_clock_and_the_date_are_those_of_the_contact(string zone, string now, string allowed) =>
        Assert.Equal(allowed, Night.NextAllowed(Zones.At(now), Zones.Zone(zone), Zones.Office).Shown(Zones.Zone(zone)));

    [Fact]
    public void Quiet_hours_within_a_day_do_not_span_midnight()
    {
        var noon = new QuietHours(new(12, 0), new(13, 30));
        Assert.True(noon.IsQuiet(new(12, 0)));
        Assert.False(noon.IsQuiet(new(13, 30)));
        Assert.False(noon.IsQuiet(new(0, 0)));
        Assert.Equal(
            "2026-06-06T13:30+02:00",
            noon.NextAllowed(Zones.At("2026-06-06T12:10+02:00"), Zones.Berlin, null).Shown(Zones.Berlin)
        );
    }

    [Fact]
    public void From_and_to_alike_means_none() => Assert.False(new QuietHours(new(8, 0), new(8, 0)).IsQuiet(new(8, 0)));

    [Theory]
    [InlineData("2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00")] // the end is skipped: allowed as soon as it is
    [InlineData("2026-10-25T01:00+02:00", "2026-10-25T02:30+02:00")] // the end comes twice: the first
    [InlineData("2026-10-25T02:45+02:00", "2026-10-25T02:45+02:00")]
    [InlineData("2026-10-25T02:10+01:00", "2026-10-25T02:30+01:00")] // quiet once more, and once more over
    public void An_end_in_the_night_when_clocks_change(string now, string allowed)
    {
        var early = new QuietHours(new(20, 0), new(2, 30));
        Assert.Equal(allowed, early.NextAllowed(Zones.At(now), Zones.Berlin, null).Shown(Zones.Berlin));
    }

    [Fact]
    public void The_answer_is_the_first_instant_that_is_not_quiet()
    {
        var samples =
            from zone in Gen.Elements(
                Zones.Berlin,
                Zones.NewYork,
                Zones.LordHowe,
                Zones.Zone("America/Nuuk"),
                Zones.Zone("America/Havana")
            )
            from calendar in Gen.Elements<BusinessCalendar?>(null, Zones.Office)
            from minute in Gen.Choose(29_000_000, 30_500_000)
            from start in Gen.Choose(0, 47)
            from end in Gen.Choose(0, 47)
            select (zone, calendar, Instant.FromUnixTimeSeconds(minute * 60L), Half(start), Half(end));
        Prop.ForAll(
                samples.ToArbitrary(),
                sample =>
                {
                    var (zone, calendar, now, from, to) = sample;
                    var hours = new QuietHours(from, to);
                    var allowed = hours.NextAllowed(now, zone, calendar);
                    return IsAllowed(allowed)
                        && (
                            allowed == now
                            || Enumerable
                                .Range(0, 400)
                                .Select(step => now + (step * (allowed - now) / 400))
                                .All(between => between >= allowed || !IsAllowed(between))
                        );

                    bool IsAllowed(Instant at)
                    {
                        var local = at.InZone(zone).LocalDateTime;
                        return !hours.IsQuiet(local.TimeOfDay) && calendar?.IsOpenDay(local.Date) != false;
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static LocalTime Half(int halfHours) => LocalTime.FromMinutesSinceMidnight(halfHours * 30);
}
