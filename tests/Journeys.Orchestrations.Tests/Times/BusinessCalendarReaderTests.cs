using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Times;

namespace Journeys.Orchestrations.Tests.Times;

public sealed class BusinessCalendarReaderTests
{
    [Theory]
    [InlineData("[]", "1:1 error J201: a calendar is an object, not a list")]
    [InlineData(
        "{ HOURS }",
        "1:1 error J201: the calendar lacks \"calendar\"",
        "1:1 error J201: the calendar lacks \"timeZone\""
    )]
    [InlineData("{ NAME, ZONE }", "1:1 error J201: the calendar lacks \"hours\"")]
    [InlineData(
        "{ \"calendar\": 1, ZONE, HOURS }",
        "1:15 error J201: \"calendar\" is a text, the calendar's name, not a number"
    )]
    [InlineData(
        "{ NAME, ZONE, HOURS, \"holiday\": [] }",
        "J202: a calendar has no \"holiday\". Did you mean \"holidays\"?"
    )]
    [InlineData(
        "{ \"calendar\": \"office\", ZONE, HOURS }",
        "J203: the file is named \"business\", the calendar \"office\""
    )]
    [InlineData(
        "{ NAME, \"timeZone\": \"Europe/Berlim\", HOURS }",
        "J204: there is no time zone \"Europe/Berlim\"",
        "Did you mean \"Europe/Berlin\"?"
    )]
    [InlineData(
        "{ NAME, ZONE, \"hours\": { \"Monday\": \"09:00-17:00\" } }",
        "J205: \"Monday\" is no weekday",
        "Did you mean \"monday\"?"
    )]
    [InlineData("{ NAME, ZONE, \"hours\": { \"monday\": \"09:00\" } }", "J206: \"09:00\" are no hours")]
    [InlineData(
        "{ NAME, ZONE, \"hours\": { \"monday\": \"17:00-09:00\" } }",
        "J206: \"17:00-09:00\" are no hours",
        "\"22:00-24:00\""
    )]
    [InlineData("{ NAME, ZONE, \"hours\": { \"monday\": \"09:00-09:00\" } }", "J206")]
    [InlineData("{ NAME, ZONE, \"hours\": { \"monday\": \"24:00-24:00\" } }", "J206")]
    [InlineData("{ NAME, ZONE, \"hours\": { \"monday\": 9 } }", "J206: a number are no hours")]
    [InlineData("{ NAME, ZONE, \"hours\": { \"monday\": [null] } }", "J206")]
    [InlineData(
        "{ NAME, ZONE, \"hours\": { \"monday\": [\"09:00-12:00\", \"11:00-17:00\"] } }",
        "J207: 11:00-17:00 begins before 09:00-12:00 ends"
    )]
    [InlineData("{ NAME, ZONE, \"hours\": { \"monday\": [\"09:00-24:00\", \"11:00-17:00\"] } }", "J207")]
    [InlineData("{ NAME, ZONE, \"hours\": {} }", "J208: the calendar is open less than an hour a week")]
    [InlineData(
        "{ NAME, ZONE, \"hours\": { \"monday\": \"09:00-09:59\", \"tuesday\": null, \"friday\": [] } }",
        "J208"
    )]
    [InlineData("{ NAME, ZONE, HOURS, \"holidays\": \"2026-12-25\" }", "J201: \"holidays\" is a list of dates")]
    [InlineData(
        "{ NAME, ZONE, HOURS, \"holidays\": [\"25.12.2026\", 5] }",
        "J209: \"25.12.2026\" is no date",
        "J209: a number is no date"
    )]
    [InlineData("{ NAME, ZONE, HOURS, \"holidays\": [\"2026-02-30\"] }", "J209")]
    [InlineData("{ NAME, ZONE, HOURS", "J001")]
    public void A_calendar_that_cannot_work_is_refused(string shorthand, params string[] expected)
    {
        var (calendar, bag) = Read(shorthand);
        Assert.Null(calendar);
        Assert.True(bag.HasErrors);
        var told = string.Join('\n', bag.Items);
        Assert.All(expected, words => Assert.Contains(words, told, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var (_, bag) = Read(
            "{ \"calendar\": \"x\", \"timeZone\": \"x\", \"hours\": { \"x\": 1 }, \"holidays\": [1], \"x\": 1 }"
        );
        Assert.Equal(["J202", "J203", "J204", "J205", "J209"], bag.Items.Select(item => item.Code));
    }

    [Fact]
    public void A_holiday_written_twice_is_a_warning()
    {
        var (calendar, bag) = Read("{ NAME, ZONE, HOURS, \"holidays\": [\"2026-12-25\", \"2026-12-25\"] }");
        Assert.NotNull(calendar);
        Assert.Equal(("J210", Severity.Warning), (bag.Items[0].Code, bag.Items[0].Severity));
    }

    [Fact]
    public void Holidays_are_bounded()
    {
        var dates = Enumerable.Range(0, 201).Select(day => $"\"2026-{1 + (day / 28):00}-{1 + (day % 28):00}\"");
        var (calendar, bag) = Read($"{{ NAME, ZONE, HOURS, \"holidays\": [{string.Join(',', dates)}] }}");
        Assert.Null(calendar);
        Assert.Equal("J211", Assert.Single(bag.Items).Code);
    }

    [Fact]
    public void A_file_with_remarks_still_reads()
    {
        var (calendar, bag) = Read("{ \"$schema\": \"../calendar.schema.json\", NAME, ZONE, HOURS, } // remarks");
        Assert.NotNull(calendar);
        Assert.Equal(["J002"], bag.Items.Select(item => item.Code));
    }

    private static (BusinessCalendar? Calendar, DiagnosticBag Bag) Read(string shorthand)
    {
        var text = shorthand
            .Replace("NAME", "\"calendar\": \"business\"", StringComparison.Ordinal)
            .Replace("ZONE", "\"timeZone\": \"Europe/Berlin\"", StringComparison.Ordinal)
            .Replace("HOURS", "\"hours\": { \"monday\": \"09:00-17:00\" }", StringComparison.Ordinal);
        var bag = new DiagnosticBag("business.json");
        return (BusinessCalendar.Read("calendars/business.json", text, bag), bag);
    }
}
