using FsCheck;
using FsCheck.Fluent;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Times;

public sealed class DelayTests
{
    [Theory]
    [InlineData("3 days", "3 days")]
    [InlineData("1 day", "1 day")]
    [InlineData("1 days", "1 day")]
    [InlineData("1 week", "1 week")]
    [InlineData("90 minutes", "90 minutes")]
    [InlineData("1 day 6 hours", "1 day 6 hours")]
    [InlineData("1 day and 6 hours", "1 day 6 hours")]
    [InlineData("6 hours, 1 day", "1 day 6 hours")]
    [InlineData(" 3  Days ", "3 days")]
    [InlineData("3days", "3 days")]
    [InlineData("30 seconds", "30 seconds")]
    [InlineData("4 business hours", "4 business hours")]
    [InlineData("1 business day", "1 business day")]
    [InlineData("1 business day 4 business hours", "1 business day 4 business hours")]
    [InlineData("PT4H", "4 hours")]
    [InlineData("P3D", "3 days")]
    [InlineData("P1DT6H", "1 day 6 hours")]
    [InlineData("P2W", "2 weeks")]
    [InlineData("pt1h30m", "1 hour 30 minutes")]
    [InlineData("PT30S", "30 seconds")]
    public void Durations_are_read_as_words_or_ISO_8601(string text, string words)
    {
        Assert.True(Delay.TryParse(text, out var delay, out var problem), problem);
        Assert.Equal("", problem);
        Assert.Equal(words, delay.ToString());
        Assert.Equal(words.Contains("business", StringComparison.Ordinal), delay.IsBusiness);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("soon", "write a number and a unit")]
    [InlineData("three days", "write a number and a unit")]
    [InlineData("3", "3 of what?")]
    [InlineData("3 business", "3 of what?")]
    [InlineData("3 dayz", "Did you mean \"days\"?")]
    [InlineData("3 d", "write \"3 days\"")]
    [InlineData("90 min", "write \"90 minutes\"")]
    [InlineData("2 months", "months differ in length; write days or weeks, such as \"30 days\"")]
    [InlineData("1 year", "such as \"365 days\"")]
    [InlineData("P1M", "months differ in length")]
    [InlineData("P1Y", "years differ in length")]
    [InlineData("P4H", "come after a T")]
    [InlineData("P", "is no duration")]
    [InlineData("PT", "is no duration")]
    [InlineData("P1DT", "is no duration")]
    [InlineData("PTH", "is no duration")]
    [InlineData("P1", "is no duration")]
    [InlineData("PT1M1H", "is no duration")]
    [InlineData("P1D1D", "is no duration")]
    [InlineData("PT1.5H", "whole numbers")]
    [InlineData("P-1D", "is negative")]
    [InlineData("-3 days", "is negative")]
    [InlineData("-P3D", "is negative")]
    [InlineData("0 days", "is zero")]
    [InlineData("PT0S", "is zero")]
    [InlineData("1.5 days", "whole numbers, such as \"1 day 12 hours\"")]
    [InlineData("1 day 2 days", "days are named twice")]
    [InlineData("6 years", "differ in length")]
    [InlineData("1831 days", "longer than 5 years")]
    [InlineData("99999999999 days", "longer than 5 years")]
    [InlineData("P99999999999D", "longer than 5 years")]
    [InlineData("2147483647 weeks", "longer than 5 years")]
    [InlineData("251 business days", "at most 250 business days or hours")]
    [InlineData("200 business days 51 business hours", "at most 250")]
    [InlineData("1 business week", "write \"5 business days\"")]
    [InlineData("30 business seconds", "business minutes")]
    [InlineData("1 business day 2 hours", "cannot be mixed")]
    [InlineData("3 days,", "write a number")]
    [InlineData("3 days and", "write a number")]
    public void What_is_no_duration_is_told_what_to_write(string text, string expected)
    {
        Assert.False(Delay.TryParse(text, out var delay, out var problem));
        Assert.Null(delay);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    // Days keep the time on the wall, hours are exact, whatever the clocks did in between.
    [InlineData("1 day", "2026-03-28T09:00+01:00", "2026-03-29T09:00+02:00")]
    [InlineData("24 hours", "2026-03-28T09:00+01:00", "2026-03-29T10:00+02:00")]
    [InlineData("1 day", "2026-10-24T09:00+02:00", "2026-10-25T09:00+01:00")]
    [InlineData("24 hours", "2026-10-24T09:00+02:00", "2026-10-25T08:00+01:00")]
    [InlineData("1 day", "2026-03-28T02:30+01:00", "2026-03-29T03:30+02:00")] // into the skipped hour
    [InlineData("1 day", "2026-10-24T02:30+02:00", "2026-10-25T02:30+02:00")] // into the hour that comes twice
    [InlineData("1 day 6 hours", "2026-03-28T21:00+01:00", "2026-03-30T03:00+02:00")] // days first, then hours
    [InlineData("2 weeks", "2026-03-20T09:00+01:00", "2026-04-03T09:00+02:00")]
    [InlineData("90 minutes", "2026-03-29T01:00+01:00", "2026-03-29T03:30+02:00")]
    [InlineData("1 day", "2028-02-28T09:00+01:00", "2028-02-29T09:00+01:00")]
    public void Days_go_by_the_calendar_and_hours_by_the_clock(string text, string start, string end) =>
        Assert.Equal(end, Parse(text).After(Zones.At(start), Zones.Berlin, null).Shown(Zones.Berlin));

    [Fact]
    public void Lord_Howe_shifts_by_half_an_hour() =>
        Assert.Equal(
            "2026-10-04T02:45+11:00",
            Parse("1 day").After(Zones.At("2026-10-03T02:15+10:30"), Zones.LordHowe, null).Shown(Zones.LordHowe)
        );

    [Theory]
    [InlineData("1 day", "2026-03-29T09:00+02:00", "2026-03-28T09:00+01:00")]
    [InlineData("1 day 6 hours", "2026-06-10T09:00+02:00", "2026-06-09T03:00+02:00")]
    public void Before_is_the_other_way(string text, string end, string start) =>
        Assert.Equal(start, Parse(text).Before(Zones.At(end), Zones.Berlin, null).Shown(Zones.Berlin));

    [Theory]
    [InlineData("4 business hours", "2026-06-05T16:00+02:00", "2026-06-08T12:00+02:00")] // Friday afternoon
    [InlineData("4 business hours", "2026-06-06T11:00+02:00", "2026-06-08T13:00+02:00")] // Saturday
    [InlineData("1 business hour", "2026-06-05T16:00+02:00", "2026-06-05T17:00+02:00")] // to the minute of closing
    [InlineData("2 business days", "2026-06-04T11:00+02:00", "2026-06-08T11:00+02:00")]
    [InlineData("1 business day", "2026-12-24T10:00+01:00", "2026-12-28T10:00+01:00")] // over Christmas and a weekend
    [InlineData("1 business day 4 business hours", "2026-06-04T16:00+02:00", "2026-06-08T12:00+02:00")]
    [InlineData("8 business hours", "2026-03-27T16:00+01:00", "2026-03-30T16:00+02:00")] // over a changed clock
    public void Business_time_counts_only_open_time(string text, string start, string end) =>
        Assert.Equal(end, Parse(text).After(Zones.At(start), Zones.NewYork, Zones.Office).Shown(Zones.Berlin));

    [Theory]
    [InlineData("1 business hour", "2026-06-08T09:30+02:00", "2026-06-05T16:30+02:00")]
    [InlineData("1 business day", "2026-06-08T09:30+02:00", "2026-06-05T09:30+02:00")]
    public void Business_time_goes_back_too(string text, string end, string start) =>
        Assert.Equal(start, Parse(text).Before(Zones.At(end), Zones.NewYork, Zones.Office).Shown(Zones.Berlin));

    [Fact]
    public void Business_time_without_a_calendar_is_our_mistake() =>
        Assert.Throws<ArgumentNullException>(() =>
            Parse("1 business hour").After(Zones.At("2026-06-08T09:30Z"), Zones.Berlin, null)
        );

    [Fact]
    public void The_longest_are_taken()
    {
        Assert.NotNull(Parse("1830 days"));
        Assert.NotNull(Parse("250 business days"));
        Assert.NotNull(Parse("200 business days 50 business hours"));
    }

    [Fact]
    public void Words_read_back_as_the_same_delay_and_after_is_later()
    {
        var amounts = Gen.Choose(0, 40).ArrayOf(5);
        var samples =
            from parts in amounts
            from seconds in Gen.Choose(1_700_000_000, 1_900_000_000)
            where parts.Sum() > 0
            select (parts, Instant.FromUnixTimeSeconds(seconds));
        Prop.ForAll(
                samples.ToArbitrary(),
                sample =>
                {
                    var (parts, start) = sample;
                    var iso = $"P{parts[0]}W{parts[1]}DT{parts[2]}H{parts[3]}M{parts[4]}S";
                    var delay = Parse(iso);
                    return Parse(delay.ToString()) == delay
                        && delay.After(start, Zones.Berlin, null) > start
                        && delay.Before(start, Zones.Berlin, null) < start;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Prop.ForAll<string?>(text =>
                Delay.TryParse(text ?? "", out var delay, out var problem) == (delay is not null && problem.Length == 0)
            )
            .QuickCheckThrowOnFailure();

    private static Delay Parse(string text) =>
        Delay.TryParse(text, out var delay, out var problem)
            ? delay
            : throw new ArgumentException(problem, nameof(text));
}
