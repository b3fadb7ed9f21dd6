using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>Who enters, and who enters again.</summary>
public sealed class EnteringTests
{
    private const string Steps = """ "wait": { "wait": "1 day", "then": "done" }, "done": { "end": "done" } """;

    private const string Fit = """
        "enter": { "on": "lead.created", "if": { "contact.country": { "in": ["DE", "AT"] } }, "again": "never" }
        """;

    [Fact]
    public void A_run_begins_at_the_first_step() =>
        Journey
            .Of(Steps)
            .Enter()
            .Because("wait: entered on lead.created > wait", "wait: waits until 2026-03-03 09:00 UTC")
            .ThenExactly("waiting at wait until 2026-03-03 10:00");

    [Theory]
    [InlineData("lead.created")]
    [InlineData("lead.imported")]
    public void Any_of_the_types_will_do(string type) =>
        Journey
            .Of(Steps, """ "enter": { "on": ["lead.created", "lead.imported"] } """)
            .Enter(type)
            .ThenExactly("waiting at wait until 2026-03-03 10:00");

    [Fact]
    public void Other_events_start_nothing() =>
        Journey.Of(Steps).Event("lead.imported").ThenIgnored(ReasonCode.EntryNotMeant).ThenExactly("not entered");

    [Fact]
    public void Who_does_not_fit_stays_outside_and_may_fit_later() =>
        Journey
            .Of(Steps, Fit)
            .Knowing("""{ "country": "FR" }""")
            .Enter()
            .ThenIgnored(ReasonCode.EntryConditionFalse)
            .ThenExactly("not entered")
            .Knowing("""{ "country": "AT" }""")
            .Enter()
            .ThenExactly("waiting at wait until 2026-03-03 10:00");

    [Fact]
    public void Who_cannot_be_judged_is_held_at_the_door() => AtTheDoor();

    [Fact]
    public void At_the_door_an_operator_asks_again_when_it_is_known() =>
        AtTheDoor()
            .Knowing("""{ "country": "DE" }""")
            .Retry()
            .Because(
                "wait: olga has it done again",
                "wait: entered on lead.created > wait",
                "wait: waits until 2026-03-03 09:00 UTC"
            )
            .ThenExactly("waiting at wait until 2026-03-03 10:00");

    [Fact]
    public void At_the_door_asking_again_may_still_not_tell() =>
        AtTheDoor().Retry().ThenExactly("held at wait: cannot tell whether it enters: contact.country is not known");

    [Fact]
    public void At_the_door_who_does_not_fit_is_turned_away_and_was_never_here() =>
        AtTheDoor()
            .Knowing("""{ "country": "FR" }""")
            .Retry()
            .ThenExactly("finished: not entered")
            .Knowing("""{ "country": "DE" }""")
            .After("1 hour")
            .Enter()
            .ThenExactly("waiting at wait until 2026-03-03 11:00");

    [Fact]
    public void At_the_door_an_operator_may_let_somebody_in() =>
        AtTheDoor().Skip().ThenExactly("waiting at wait until 2026-03-03 10:00");

    [Fact]
    public void At_the_door_an_operator_may_cancel() => AtTheDoor().Cancel().ThenExactly("finished: cancelled");

    [Fact]
    public void Nobody_is_inside_twice_at_a_time() =>
        Journey
            .Of(Steps, Again("always"))
            .Enter()
            .After("1 hour")
            .Enter()
            .ThenIgnored(ReasonCode.StillInside)
            .ThenExactly("waiting at wait until 2026-03-03 10:00");

    [Fact]
    public void An_event_from_while_it_was_inside_starts_nothing_when_it_comes_late() =>
        Journey
            .Of(Steps, Again("always"))
            .Enter()
            .At("2026-03-04 10:00")
            .Event("lead.created", at: "2026-03-02 18:00")
            .ThenIgnored(ReasonCode.StillInside)
            .ThenExactly("finished: done");

    [Theory]
    [InlineData(""" "enter": { "on": "lead.created" } """)]
    [InlineData(""" "enter": { "on": "lead.created", "again": "never" } """)]
    public void Never_again_is_never(string rules) =>
        Journey
            .Of(Steps, rules)
            .Enter()
            .At("2027-03-02 10:00")
            .Enter()
            .ThenIgnored(ReasonCode.EnteredOnceOnly)
            .ThenExactly("finished: done");

    [Fact]
    public void Always_is_as_soon_as_the_run_before_is_over() =>
        Journey
            .Of(Steps, Again("always"))
            .Enter()
            .At("2026-03-03 10:01")
            .ThenExactly("finished: done")
            .Enter()
            .ThenExactly("waiting at wait until 2026-03-04 10:01");

    [Fact]
    public void After_ninety_days_is_counted_from_when_the_last_run_was_entered() =>
        Journey
            .Of(Steps, Again("after 90 days"))
            .Enter()
            .At("2026-05-31 09:59")
            .Enter()
            .ThenIgnored(ReasonCode.EnteredTooRecently)
            .At("2026-05-31 10:00")
            .Enter()
            .ThenExactly("waiting at wait until 2026-06-01 10:00");

    [Fact]
    public void The_event_that_started_the_last_run_and_older_ones_start_nothing() =>
        Journey
            .Of(Steps, Again("always"))
            .Enter()
            .At("2026-03-04 10:00")
            .Event("lead.created", at: "2026-03-02 10:00", id: "e1")
            .ThenIgnored(ReasonCode.Duplicate)
            .Event("lead.created", at: "2026-03-02 09:00")
            .ThenIgnored(ReasonCode.EntryOlderThanRun)
            .ThenExactly("finished: done");

    [Fact]
    public void Another_journey_starts_it_whatever_its_condition_says() =>
        Journey
            .Of(Steps, Fit)
            .Knowing("""{ "country": "FR" }""")
            .Begin()
            .ThenExactly("waiting at wait until 2026-03-03 10:00")
            .After("1 hour")
            .Begin()
            .ThenIgnored(ReasonCode.StillInside);

    [Fact]
    public void But_another_journey_does_not_start_it_again_before_its_time() =>
        Journey
            .Of(Steps, Fit)
            .Begin()
            .At("2026-03-04 10:00")
            .ThenExactly("finished: done")
            .Begin()
            .ThenIgnored(ReasonCode.EnteredOnceOnly);

    private static Journey AtTheDoor() =>
        Journey
            .Of(Steps, Fit)
            .Enter()
            .Because("wait: cannot tell whether it enters: contact.country is not known")
            .ThenExactly("held at wait: cannot tell whether it enters: contact.country is not known");

    private static string Again(string again) => $$""" "enter": { "on": "lead.created", "again": "{{again}}" } """;
}
