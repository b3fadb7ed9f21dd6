using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Times;

public sealed class BusinessCalendarTests
{
    // Open through every change of clocks there is.
    private static readonly BusinessCalendar RoundTheClock = Zones.Calendar(
        """
        {
          "calendar": "business",
          "timeZone": "Europe/Berlin",
          "hours": {
            "monday": "00:00-24:00", "tuesday": "00:00-24:00", "wednesday": "00:00-24:00", "thursday": "00:00-24:00",
            "friday": "00:00-24:00", "saturday": "00:00-24:00", "sunday": ["00:00-02:15", "02:30-24:00"]
          }
        }
        """
    );

    // The least that a calendar may be open, and as many of its Mondays as allowed are holidays.
    private static readonly BusinessCalendar HardlyEver = Zones.Calendar(
        """{ "calendar": "business", "timeZone": "UTC", "hours": { "monday": "09:00-10:00" }, "holidays": [MONDAYS] }""".Replace(
            "MONDAYS",
            string.Join(
                ',',
                Enumerable
                    .Range(0, BusinessCalendar.HolidayLimit)
                    .Select(week =>
                        new LocalDate(2026, 1, 5)
                            .PlusWeeks(week)
                            .ToString("'\"'uuuu-MM-dd'\"'", CultureInfo.InvariantCulture)
                    )
            ),
            StringComparison.Ordinal
        )
    );

    [Theory]
    [InlineData(2026, 6, 5, true)] // Friday
    [InlineData(2026, 6, 6, false)] // Saturday
    [InlineData(2026, 12, 24, true)]
    [InlineData(2026, 12, 25, false)] // a holiday on a Friday
    public void A_day_is_open_when_its_weekday_is_and_it_is_no_holiday(int year, int month, int day, bool open) =>
        Assert.Equal(open, Zones.Office.IsOpenDay(new(year, month, day)));

    [Theory]
    [InlineData("2026-06-05T10:00+02:00", "2026-06-05T10:00+02:00")]
    [InlineData("2026-06-05T09:00+02:00", "2026-06-05T09:00+02:00")]
    [InlineData("2026-06-05T08:59+02:00", "2026-06-05T09:00+02:00")]
    [InlineData("2026-06-05T17:00+02:00", "2026-06-08T09:00+02:00")] // closed at closing time
    [InlineData("2026-12-24T18:00+01:00", "2026-12-28T09:00+01:00")]
    [InlineData("2026-12-31T23:00+01:00", "2027-01-04T09:00+01:00")]
    public void The_next_open_instant(string from, string open) =>
        Assert.Equal(open, Zones.Office.NextOpen(Zones.At(from)).Shown(Zones.Berlin));

    [Theory]
    [InlineData("2026-06-05T16:00+02:00", 4, "2026-06-08T12:00+02:00")]
    [InlineData("2026-06-05T16:00+02:00", 1, "2026-06-05T17:00+02:00")]
    [InlineData("2026-06-05T16:00+02:00", 0, "2026-06-05T16:00+02:00")]
    [InlineData("2026-06-06T16:00+02:00", 0, "2026-06-06T16:00+02:00")]
    [InlineData("2026-06-08T12:00+02:00", -4, "2026-06-05T16:00+02:00")]
    [InlineData("2026-06-08T09:00+02:00", -8, "2026-06-05T09:00+02:00")]
    [InlineData("2026-12-24T16:00+01:00", 2, "2026-12-28T10:00+01:00")]
    public void Open_time_is_added_and_taken_off(string from, int hours, string to) =>
        Assert.Equal(to, Zones.Office.AddOpenTime(Zones.At(from), Duration.FromHours(hours)).Shown(Zones.Berlin));

    [Theory]
    [InlineData("2026-06-05T16:00+02:00", 1, "2026-06-08T16:00+02:00")]
    [InlineData("2026-06-06T11:00+02:00", 1, "2026-06-08T11:00+02:00")]
    [InlineData("2026-06-05T20:00+02:00", 1, "2026-06-08T20:00+02:00")]
    [InlineData("2026-06-05T16:00+02:00", 0, "2026-06-05T16:00+02:00")]
    [InlineData("2026-06-08T16:00+02:00", -1, "2026-06-05T16:00+02:00")]
    [InlineData("2026-12-23T12:00+01:00", 5, "2026-12-31T12:00+01:00")]
    [InlineData("2026-03-27T12:00+01:00", 1, "2026-03-30T12:00+02:00")]
    public void Open_days_keep_the_time_of_day(string from, int days, string to) =>
        Assert.Equal(to, Zones.Office.AddOpenDays(Zones.At(from), days).Shown(Zones.Berlin));

    [Fact]
    public void A_lunch_break_is_closed()
    {
        var calendar = Zones.Calendar(
            """
            { "calendar": "business", "timeZone": "Europe/Berlin",
              "hours": { "monday": ["09:00-12:00", "13:00-17:00"], "tuesday": "09:00-10:00", "sunday": null } }
            """
        );
        var late = Zones.At("2026-06-08T11:30+02:00");
        Assert.Equal("2026-06-08T13:30+02:00", calendar.AddOpenTime(late, Duration.FromHours(1)).Shown(Zones.Berlin));
        Assert.Equal(
            "2026-06-08T11:30+02:00",
            calendar.AddOpenTime(Zones.At("2026-06-08T13:30+02:00"), Duration.FromHours(-1)).Shown(Zones.Berlin)
        );
        Assert.Equal(2, calendar.HoursOn(IsoDayOfWeek.Monday).Length);
        Assert.False(calendar.IsOpenDay(new(2026, 6, 7)));
    }

    [Theory]
    // Saturday noon to Sunday noon: 24 hours, one less or one more on the nights when clocks change, less the closed 15 minutes.
    [InlineData("2026-03-28T12:00+01:00", "2026-03-29T12:00+02:00", 23, 0)] // the quarter is skipped with its hour
    [InlineData("2026-06-06T12:00+02:00", "2026-06-07T12:00+02:00", 23, 45)]
    public void Only_time_that_the_wall_clock_shows_is_open(string from, string to, int hours, int minutes) =>
        Assert.Equal(
            to,
            RoundTheClock.AddOpenTime(Zones.At(from), Duration.FromMinutes((hours * 60) + minutes)).Shown(Zones.Berlin)
        );

    [Fact]
    public void Every_valid_calendar_and_delay_come_to_an_end()
    {
        foreach (
            var text in (string[])["250 business hours", "250 business days", "125 business days 125 business hours"]
        )
        {
            Assert.True(Delay.TryParse(text, out var delay, out _));
            var start = Zones.At("2026-01-01T00:00Z");
            var end = delay.After(start, DateTimeZone.Utc, HardlyEver);
            Assert.InRange(end.InUtc().Year, 2034, 2036);
            Assert.InRange(delay.Before(end, DateTimeZone.Utc, HardlyEver), start - Duration.FromDays(14), end);
        }
    }

    [Fact]
    public void Beyond_ten_years_is_refused_instead_of_searched_for_ever()
    {
        var now = Zones.At("2026-01-01T00:00Z");
        Assert.Throws<ArgumentOutOfRangeException>(() => HardlyEver.AddOpenTime(now, Duration.FromHours(1000)));
        Assert.Throws<ArgumentOutOfRangeException>(() => HardlyEver.AddOpenTime(now, Duration.FromHours(-1000)));
        Assert.Throws<ArgumentOutOfRangeException>(() => HardlyEver.AddOpenDays(now, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => HardlyEver.AddOpenDays(now, -1000));
    }

    [Fact]
    public void Adding_in_two_parts_comes_to_the_same_and_going_back_returns()
    {
        var samples =
            from calendar in Gen.Elements(Zones.Office, RoundTheClock)
            from seconds in Gen.Choose(1_760_000_000, 1_830_000_000)
            from first in Gen.Choose(1, 2_000)
            from second in Gen.Choose(1, 2_000)
            select (
                calendar,
                Instant.FromUnixTimeSeconds(seconds),
                Duration.FromMinutes(first),
                Duration.FromMinutes(second)
            );
        Prop.ForAll(
                samples.ToArbitrary(),
                sample =>
                {
                    var (calendar, start, first, second) = sample;
                    var open = calendar.NextOpen(start);
                    var both = calendar.AddOpenTime(start, first + second);
                    return open >= start
                        && calendar.NextOpen(open) == open
                        && both >= open + first + second
                        && both == calendar.AddOpenTime(calendar.AddOpenTime(start, first), second)
                        && calendar.NextOpen(calendar.AddOpenTime(both, -first - second)) == open;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Calendars_are_compared_by_what_they_say()
    {
        const string text = """{ "calendar": "business", "timeZone": "UTC", "hours": { "monday": "09:00-10:00" } }""";
        Assert.Equal(Zones.Calendar(text), Zones.Calendar(text));
        Assert.Equal(Zones.Calendar(text).GetHashCode(), Zones.Calendar(text).GetHashCode());
        Assert.NotEqual(Zones.Calendar(text), Zones.Calendar(text.Replace("10:00", "11:00", StringComparison.Ordinal)));
        ImmutableArray<OpenHours> monday = [new(new(9, 0), new(10, 0))];
        Assert.Equal(monday.AsEnumerable(), Zones.Calendar(text).HoursOn(IsoDayOfWeek.Monday));
        Assert.Equal("09:00-10:00", monday[0].ToString());
        Assert.Equal("business", Zones.Calendar(text).ToString());
    }
}
