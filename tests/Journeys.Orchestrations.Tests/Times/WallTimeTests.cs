using FsCheck;
using FsCheck.Fluent;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Times;

public sealed class WallTimeTests
{
    [Theory]
    // Skipped hours: the time moves forward by as much as was skipped.
    [InlineData("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T03:00+02:00")]
    [InlineData("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:30+02:00")]
    [InlineData("America/New_York", "2026-03-08T02:30", "2026-03-08T03:30-04:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:45+11:00")] // half an hour only
    [InlineData("Pacific/Apia", "2011-12-30T09:00", "2011-12-31T09:00+14:00")] // a whole day
    // Hours that come twice: the earlier one counts.
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30+02:00")]
    [InlineData("America/New_York", "2026-11-01T01:30", "2026-11-01T01:30-04:00")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-05T01:45+11:00")]
    // And around them nothing special.
    [InlineData("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T01:59+01:00")]
    [InlineData("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T03:00+01:00")]
    public void A_wall_time_has_one_instant(string zone, string local, string expected) =>
        Assert.Equal(expected, WallTime.Resolve(Zones.Local(local), Zones.Zone(zone)).Shown(Zones.Zone(zone)));

    [Theory]
    [InlineData("2026-06-01T08:59:59+02:00", "2026-06-01T09:00+02:00")]
    [InlineData("2026-06-01T09:00+02:00", "2026-06-02T09:00+02:00")] // strictly after
    [InlineData("2026-06-01T09:00:01+02:00", "2026-06-02T09:00+02:00")]
    [InlineData("2026-03-28T10:00+01:00", "2026-03-29T09:00+02:00")] // over the skipped hour
    public void The_next_nine_o_clock(string now, string expected) =>
        Assert.Equal(expected, WallTime.NextAt(Zones.At(now), new(9, 0), Zones.Berlin).Shown(Zones.Berlin));

    [Theory]
    [InlineData("2026-03-29T00:00+01:00", "2026-03-29T03:30+02:00")] // skipped that night
    [InlineData("2026-03-29T03:15+02:00", "2026-03-29T03:30+02:00")] // and not yet due
    [InlineData("2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00")]
    [InlineData("2026-10-25T00:00+02:00", "2026-10-25T02:30+02:00")]
    [InlineData("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00")] // not once more that night
    [InlineData("2026-10-25T02:10+01:00", "2026-10-26T02:30+01:00")]
    public void The_next_half_past_two_when_clocks_change(string now, string expected) =>
        Assert.Equal(expected, WallTime.NextAt(Zones.At(now), new(2, 30), Zones.Berlin).Shown(Zones.Berlin));

    [Fact]
    public void A_time_skipped_before_midnight_is_due_after_it()
    {
        // In Nuuk the clock goes from Saturday 22:59 to Sunday 00:00.
        var nuuk = Zones.Zone("America/Nuuk");
        var skipped = nuuk.GetZoneIntervals(new(Zones.At("2026-03-01T00:00Z"), Zones.At("2026-05-01T00:00Z")))
            .First()
            .End;
        var lost = skipped.Plus(-Duration.Epsilon).InZone(nuuk).LocalDateTime.PlusNanoseconds(1).PlusMinutes(30);
        var due = skipped + Duration.FromMinutes(30);

        Assert.Equal(due, WallTime.NextAt(skipped + Duration.FromMinutes(10), lost.TimeOfDay, nuuk));
    }

    [Theory]
    [InlineData("2026-06-01T08:00+02:00", IsoDayOfWeek.Monday, "2026-06-01T09:00+02:00")]
    [InlineData("2026-06-01T09:00+02:00", IsoDayOfWeek.Monday, "2026-06-08T09:00+02:00")]
    [InlineData("2026-06-01T09:00+02:00", IsoDayOfWeek.Tuesday, "2026-06-02T09:00+02:00")]
    [InlineData("2026-06-02T09:00+02:00", IsoDayOfWeek.Monday, "2026-06-08T09:00+02:00")]
    [InlineData("2026-05-31T23:59+02:00", IsoDayOfWeek.Sunday, "2026-06-07T09:00+02:00")]
    public void The_next_weekday(string now, IsoDayOfWeek day, string expected) =>
        Assert.Equal(expected, WallTime.NextOn(Zones.At(now), day, new(9, 0), Zones.Berlin).Shown(Zones.Berlin));

    [Fact]
    public void The_next_is_after_now_and_nothing_due_is_left_out()
    {
        var zones = Gen.Elements(
            Zones.Berlin,
            Zones.NewYork,
            Zones.LordHowe,
            Zones.Zone("America/Nuuk"),
            Zones.Zone("Pacific/Apia")
        );
        var nows = Gen.Choose(1_300_000_000, 2_000_000_000).Select(seconds => Instant.FromUnixTimeSeconds(seconds));
        var times = Gen.Choose(0, (24 * 60) - 1).Select(minute => LocalTime.FromMinutesSinceMidnight(minute));
        var samples = from zone in zones from now in nows from time in times select (zone, now, time);

        Prop.ForAll(
                samples.ToArbitrary(),
                sample =>
                {
                    var (zone, now, time) = sample;
                    var next = WallTime.NextAt(now, time, zone);
                    var date = now.InZone(zone).Date;
                    return next > now
                        && Enumerable
                            .Range(-2, 5)
                            .Select(day => WallTime.Resolve(date.PlusDays(day) + time, zone))
                            .All(due => due <= now || due >= next);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("Europe/Berlin", true)]
    [InlineData("UTC", true)]
    [InlineData("europe/berlin", false)]
    [InlineData("Mars/Olympus", false)]
    [InlineData("", false)]
    [InlineData("W. Europe Standard Time", false)]
    public void Zones_are_known_by_their_IANA_name(string id, bool known)
    {
        Assert.Equal(known, WallTime.TryZone(id, out var zone));
        Assert.Equal(known ? id : "UTC", zone.Id);
    }

    [Theory]
    [InlineData("09:00", 540)]
    [InlineData("9:00", 540)]
    [InlineData("00:00", 0)]
    [InlineData("23:59", 1439)]
    [InlineData("24:00", null)]
    [InlineData("9", null)]
    [InlineData("9am", null)]
    [InlineData("09:60", null)]
    [InlineData("", null)]
    public void Times_of_day_are_on_the_24_hour_clock(string text, int? minute)
    {
        Assert.Equal(minute is not null, WallTime.TryParseTime(text, out var time));
        Assert.Equal(minute ?? 0, (time.Hour * 60) + time.Minute);
    }

    [Theory]
    [InlineData("monday", IsoDayOfWeek.Monday)]
    [InlineData("Sunday", IsoDayOfWeek.Sunday)]
    [InlineData("none", null)]
    [InlineData("1", null)]
    [InlineData("", null)]
    [InlineData("montag", null)]
    [InlineData("monday,tuesday", null)]
    public void Weekdays_have_English_names(string text, IsoDayOfWeek? day)
    {
        Assert.Equal(day is not null, WallTime.TryParseDay(text, out var found));
        if (day is not null)
        {
            Assert.Equal(day, found);
        }
    }

    [Theory]
    [InlineData("2026-03-01T09:00:00Z", "2026-03-01T10:00+01:00")]
    [InlineData("2026-03-01T09:00Z", "2026-03-01T10:00+01:00")]
    [InlineData("2026-03-01T09:00:00.5-05:00", "2026-03-01T15:00:00.5+01:00")]
    [InlineData("2026-03-01T09:00+02", "2026-03-01T08:00+01:00")]
    [InlineData("2026-03-01T09:00", "2026-03-01T09:00+01:00")]
    [InlineData("2026-03-01T09:00:30", "2026-03-01T09:00:30+01:00")]
    [InlineData("2026-03-29T02:30", "2026-03-29T03:30+02:00")]
    [InlineData("2026-03-01", "2026-03-01T00:00+01:00")]
    [InlineData(" 2026-03-01 ", "2026-03-01T00:00+01:00")]
    public void Moments_are_read_in_the_zone_unless_they_say_otherwise(string text, string expected)
    {
        Assert.True(WallTime.TryParseMoment(text, Zones.Berlin, out var moment));
        Assert.Equal(expected, moment.Shown(Zones.Berlin));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("01.03.2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-03-01T25:00")]
    [InlineData("2026-03-01T09:00:00+99:00")]
    [InlineData("9999-12-31T23:59:59-18:00")]
    [InlineData("0000-01-01")]
    [InlineData("-2026-03-01")]
    [InlineData("2026-03-01Z")]
    [InlineData("2026-03-01T09:00:00Z2026-03-01T09:00:00Z2026-03-01T09:00:00Z")]
    public void What_is_no_moment_is_refused(string text) =>
        Assert.False(WallTime.TryParseMoment(text, Zones.Berlin, out _));
}
