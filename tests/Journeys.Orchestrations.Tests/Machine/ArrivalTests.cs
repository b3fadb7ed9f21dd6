using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>What events mean to a run under way: goal, leave, memory, duplicates.</summary>
public sealed class ArrivalTests
{
    private const string Steps = """
        "wait": { "wait": "60 days", "then": "heard" },
        "heard": { "waitFor": { "event": "email.clicked", "since": "wait" }, "upTo": "1 day", "then": "yes", "otherwise": "no" },
        "yes": { "end": "yes" }, "no": { "end": "no" }
        """;

    private const string Rules = """
        "enter": { "on": "lead.created" },
        "goal": { "on": ["deal.won", "deal.grown"], "if": { "event.amount": { "above": 10 } }, "within": "30 days" },
        "leave": [{ "on": "contact.left" }, { "on": "contact.moved", "if": { "event.country": { "isNot": "DE" } } }]
        """;

    [Theory]
    [InlineData("deal.won")]
    [InlineData("deal.grown")]
    public void The_goal_ends_the_run(string type) =>
        Entered()
            .Event(type, """{ "amount": 11 }""")
            .Because($"wait: the goal is reached: {type}")
            .ThenExactly("finished: goal");

    [Fact]
    public void An_event_that_does_not_meet_the_goals_condition_changes_nothing() =>
        Entered()
            .Event("deal.won", """{ "amount": 9 }""")
            .ThenIgnored(ReasonCode.NotListening)
            .ThenExactly("waiting at wait until 2026-05-01 10:00");

    [Fact]
    public void A_goal_that_comes_too_late_changes_nothing() =>
        Entered()
            .At("2026-04-01 10:01")
            .Event("deal.won", """{ "amount": 11 }""")
            .ThenIgnored(ReasonCode.TooLate)
            .ThenExactly("waiting at wait until 2026-05-01 10:00");

    [Fact]
    public void A_goal_in_time_that_is_told_late_still_counts() =>
        Entered()
            .At("2026-04-10 10:00")
            .Event("deal.won", """{ "amount": 11 }""", at: "2026-04-01 10:00")
            .ThenExactly("finished: goal");

    [Fact]
    public void A_goal_from_before_the_run_does_not_count() =>
        Entered()
            .Event("deal.won", """{ "amount": 11 }""", at: "2026-03-02 09:00")
            .ThenIgnored(ReasonCode.BeforeRun)
            .ThenExactly("waiting at wait until 2026-05-01 10:00");

    [Fact]
    public void A_goal_that_cannot_be_judged_holds_the_run() =>
        Entered().Event("deal.won").ThenExactly("held at wait: cannot decide: event.amount is not known");

    [Fact]
    public void Leaving_ends_the_run() =>
        Entered().Event("contact.left").Because("wait: leaves: contact.left").ThenExactly("finished: left");

    [Fact]
    public void Each_rule_of_leaving_has_its_own_condition() =>
        Entered()
            .Event("contact.moved", """{ "country": "DE" }""")
            .ThenIgnored(ReasonCode.NotListening)
            .Event("contact.moved", """{ "country": "FR" }""")
            .ThenExactly("finished: left");

    [Fact]
    public void A_leaving_that_cannot_be_judged_holds_the_run() =>
        Entered()
            .Event("contact.moved")
            .ThenExactly("held at wait: cannot decide: event.country is not known")
            .Cancel()
            .ThenExactly("finished: cancelled");

    [Fact]
    public void Events_reach_a_held_run_too() =>
        Entered()
            .Event("contact.moved")
            .ThenExactly("held at wait: cannot decide: event.country is not known")
            .Event("email.clicked")
            .ThenExactly("held at wait: cannot decide: event.country is not known")
            .Event("contact.left")
            .ThenExactly("finished: left");

    [Fact]
    public void Events_come_in_any_order() =>
        Entered()
            .At("2026-03-20 10:00")
            .Event("email.clicked", at: "2026-03-19 10:00")
            .Event("email.clicked", at: "2026-03-03 10:00")
            .Event("contact.left", at: "2026-03-02 10:30")
            .ThenExactly("finished: left");

    [Fact]
    public void An_event_is_remembered_once() =>
        Entered()
            .Event("email.clicked")
            .Because("wait: email.clicked is remembered")
            .ThenExactly("waiting at wait until 2026-05-01 10:00")
            .Again()
            .ThenIgnored(ReasonCode.Duplicate);

    [Fact]
    public void The_event_that_started_the_run_is_known() =>
        Entered().Again().ThenIgnored(ReasonCode.Duplicate).ThenExactly("waiting at wait until 2026-05-01 10:00");

    [Fact]
    public void What_nothing_listens_for_is_not_remembered()
    {
        var journey = Entered().Event("page.viewed").ThenIgnored(ReasonCode.NotListening);
        Assert.Empty(journey.Course.Memory);
    }

    [Fact]
    public void The_newest_hundred_events_are_remembered_and_the_history_says_what_is_forgotten()
    {
        var journey = Entered();
        for (var count = 0; count < Course.MemoryLimit; count++)
        {
            journey.Event("email.clicked");
        }

        journey
            .ThenExactly("waiting at wait until 2026-05-01 10:00")
            .Event("email.clicked")
            .Because("wait: email.clicked is remembered, and the oldest event forgotten (email.clicked)");
        Assert.Equal(Course.MemoryLimit, journey.Course.Memory.Length);
        Assert.Equal(("e3", "e102"), (journey.Course.Memory[0].Id, journey.Course.Memory[^1].Id));
    }

    private static Journey Entered() =>
        Journey.Of(Steps, Rules).Enter().ThenExactly("waiting at wait until 2026-05-01 10:00");
}
