using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Steps;

/// <summary>Waiting: for a while, until a local time, until a date.</summary>
public sealed class WaitTests
{
    private const string Ends = """ "done": { "end": "done" }, "ask": { "end": "asked" }, "over": { "end": "over" } """;

    [Theory]
    [InlineData("\"3 days\"", "2026-03-05 10:00")]
    [InlineData("\"90 minutes\"", "2026-03-02 11:30")]
    [InlineData("\"PT4H\"", "2026-03-02 14:00")]
    [InlineData("{ \"until\": \"09:00\" }", "2026-03-03 09:00")]
    [InlineData("{ \"until\": \"10:00\" }", "2026-03-03 10:00")]
    [InlineData("{ \"until\": \"monday 09:00\" }", "2026-03-09 09:00")]
    [InlineData("{ \"until\": \"friday 16:30\" }", "2026-03-06 16:30")]
    public void It_lasts_until_its_time_has_come(string wait, string until) =>
        Waiting(wait)
            .Enter()
            .ThenExactly($"waiting at wait until {until}")
            .At(until)
            .Because("wait: the wait is over > done", "done: ends: done")
            .ThenExactly("finished: done");

    [Fact]
    public void Days_are_days_on_the_calendar_even_when_the_clocks_change() =>
        Waiting("\"3 days\"").At("2026-03-27 10:00").Enter().ThenExactly("waiting at wait until 2026-03-30 10:00");

    [Fact]
    public void Local_times_are_the_contacts() =>
        Waiting("{ \"until\": \"09:00\" }")
            .Knowing("""{ "timeZone": "America/New_York" }""")
            .Enter()
            .ThenExactly("waiting at wait until 2026-03-02 15:00");

    [Fact]
    public void Business_time_passes_while_the_calendar_is_open() =>
        Journey
            .Of(
                """
                "wait": { "wait": "4 business hours", "calendar": "business", "then": "done" }, "done": { "end": "done" }
                """
            )
            .At("2026-03-06 16:00")
            .Enter()
            .ThenExactly("waiting at wait until 2026-03-09 12:00");

    [Fact]
    public void A_date_is_moved_and_set_to_its_hour() =>
        Webinar()
            .Enter(data: """{ "webinarAt": "2026-03-10T15:00:00Z" }""")
            .ThenExactly("waiting at wait until 2026-03-09 09:00")
            .At("2026-03-09 09:00")
            .ThenExactly("finished: done");

    [Fact]
    public void A_date_that_has_passed_takes_its_own_way() =>
        Webinar()
            .Enter(data: """{ "webinarAt": "2026-03-02" }""")
            .Because(
                "wait: entered on lead.created > wait",
                "wait: event.webinarAt minus 1 day has passed (2026-03-01 08:00 UTC) > over",
                "over: ends: over"
            )
            .ThenExactly("finished: over");

    [Fact]
    public void A_date_that_nobody_knows_takes_its_own_way() =>
        Webinar()
            .Enter()
            .Because(
                "wait: entered on lead.created > wait",
                "wait: event.webinarAt is not known > ask",
                "ask: ends: asked"
            )
            .ThenExactly("finished: asked");

    [Fact]
    public void Without_such_a_way_it_is_held() =>
        Waiting("{ \"until\": \"event.webinarAt\" }").Enter().ThenExactly("held at wait: event.webinarAt is not known");

    [Fact]
    public void A_date_that_nobody_can_read_is_held_whatever_ways_there_are() =>
        Webinar()
            .Enter(data: """{ "webinarAt": "next tuesday" }""")
            .ThenExactly("held at wait: event.webinarAt is not a date: next tuesday");

    [Fact]
    public void A_time_zone_nobody_knows_holds_it() =>
        Waiting("\"1 day\"")
            .Knowing("""{ "timeZone": "nowhere" }""")
            .Enter()
            .ThenExactly("held at wait: the contact's time zone is not known: nowhere");

    private static Journey Waiting(string wait) =>
        Journey.Of($$""" "wait": { "wait": {{wait}}, "then": "done" }, "done": { "end": "done" } """);

    private static Journey Webinar() =>
        Journey.Of(
            $$"""
            "wait": { "wait": { "until": "event.webinarAt", "minus": "1 day", "at": "09:00" }, "then": "done", "missing": "ask", "past": "over" },
            {{Ends}}
            """
        );
}
