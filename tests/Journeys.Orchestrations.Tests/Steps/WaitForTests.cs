using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Steps;

/// <summary>Waiting for events: which count, and from when to when.</summary>
public sealed class WaitForTests
{
    [Fact]
    public void An_event_that_came_before_the_wait_began_still_counts() =>
        Waiting("""{ "event": "email.clicked", "of": "hello" }""", between: "1 day")
            .Enter()
            .At("2026-03-02 12:00")
            .Event("email.clicked", about: "1.1.1.1")
            .ThenExactly("waiting at pause until 2026-03-03 10:00", Hello)
            .At("2026-03-03 10:00")
            .ThenExactly("finished: yes");

    [Fact]
    public void Without_a_step_it_counts_from_the_last_that_took_time() =>
        Waiting("""{ "event": "meeting.booked" }""", between: "1 day")
            .Enter()
            .At("2026-03-02 12:00")
            .Event("meeting.booked")
            .ThenExactly("waiting at pause until 2026-03-03 10:00", Hello)
            .At("2026-03-03 10:00")
            .ThenExactly("finished: yes");

    [Fact]
    public void Without_a_step_what_came_before_that_one_does_not_count() =>
        Waiting("""{ "event": "meeting.booked" }""", between: "1 day")
            .ByHand()
            .Enter()
            .At("2026-03-02 11:00")
            .Event("meeting.booked", at: "2026-03-02 10:30")
            .Succeeds(effect: "1.1.1.1")
            .At("2026-03-03 11:00")
            .ThenExactly("waiting at wait until 2026-03-05 11:00", Hello);

    [Fact]
    public void Since_names_the_step_from_which_it_counts() =>
        Waiting("""{ "event": "meeting.booked", "since": "hello" }""", between: "1 day")
            .ByHand()
            .Enter()
            .At("2026-03-02 11:00")
            .Event("meeting.booked", at: "2026-03-02 10:30")
            .Succeeds(effect: "1.1.1.1")
            .At("2026-03-03 11:00")
            .ThenExactly("finished: yes", Hello);

    [Fact]
    public void An_event_about_another_mail_does_not_count() =>
        Waiting("""{ "event": "email.clicked", "of": "hello" }""")
            .Enter()
            .Event("email.clicked", about: "7.7.1.1")
            .Event("email.clicked", about: "not an effect at all")
            .ThenExactly("waiting at wait until 2026-03-04 10:00", Hello);

    [Fact]
    public void An_event_that_does_not_say_which_mail_is_about_the_newest() =>
        Waiting("""{ "event": "email.clicked", "of": "hello" }""")
            .Enter()
            .Event("email.clicked")
            .ThenExactly("finished: yes", Hello);

    [Fact]
    public void An_event_told_late_counts_by_the_time_it_happened() =>
        Waiting("""{ "event": "email.clicked", "of": "hello" }""")
            .Enter()
            .Oversleeping("2026-03-06 10:00")
            .Event("email.clicked", about: "1.1.1.1", at: "2026-03-03 10:00")
            .ThenExactly("finished: yes", Hello);

    [Fact]
    public void An_event_after_the_end_does_not_count_even_when_the_timer_is_late() =>
        Waiting("""{ "event": "email.clicked", "of": "hello" }""")
            .Enter()
            .Oversleeping("2026-03-06 10:00")
            .Event("email.clicked", about: "1.1.1.1", at: "2026-03-04 10:01")
            .ThenExactly("waiting at wait until 2026-03-04 10:00", Hello)
            .At("2026-03-06 10:00")
            .Because("wait: email.clicked of \"hello\" did not come in 2 days > no", "no: ends: no")
            .ThenExactly("finished: no");

    [Fact]
    public void An_event_older_than_the_run_does_not_count() =>
        Waiting("""{ "event": "email.clicked" }""")
            .Enter()
            .Event("email.clicked", at: "2026-03-02 09:59")
            .ThenIgnored(ReasonCode.BeforeRun)
            .ThenExactly("waiting at wait until 2026-03-04 10:00", Hello);

    [Fact]
    public void Any_of_several_will_do() =>
        Waiting("""{ "any": [{ "event": "email.replied" }, { "event": "meeting.booked" }] }""")
            .Enter()
            .ThenExactly("waiting at wait until 2026-03-04 10:00", Hello)
            .Event("meeting.booked")
            .Because("wait: meeting.booked is remembered", "wait: meeting.booked came > yes", "yes: ends: yes")
            .ThenExactly("finished: yes");

    [Fact]
    public void All_of_several_are_needed_in_whatever_order() =>
        Waiting("""{ "all": [{ "event": "email.replied" }, { "event": "meeting.booked" }] }""")
            .Enter()
            .Event("meeting.booked")
            .ThenExactly("waiting at wait until 2026-03-04 10:00", Hello)
            .Event("email.replied")
            .Because(
                "wait: email.replied is remembered",
                "wait: email.replied and meeting.booked came > yes",
                "yes: ends: yes"
            )
            .ThenExactly("finished: yes");

    [Fact]
    public void A_condition_sees_the_event_that_came() =>
        Deal()
            .Enter(data: """{ "amount": 99 }""")
            .Event("opportunity.created", """{ "amount": 10 }""")
            .ThenExactly("waiting at wait until 2026-03-04 10:00", Hello)
            .Event("opportunity.created", """{ "amount": 50 }""")
            .ThenExactly("finished: yes");

    [Fact]
    public void An_event_that_cannot_be_judged_holds_the_run() =>
        Deal()
            .Enter()
            .Event("opportunity.created")
            .ThenExactly("held at wait: cannot decide: event.amount is not known", Hello);

    [Fact]
    public void One_that_can_be_judged_and_holds_is_enough() =>
        Deal()
            .Enter()
            .Event("opportunity.created")
            .Event("opportunity.created", """{ "amount": 50 }""")
            .ThenExactly("held at wait: cannot decide: event.amount is not known", Hello)
            .Retry()
            .ThenExactly("finished: yes");

    [Fact]
    public void Waiting_for_word_about_a_mail_that_was_never_reached_is_held() =>
        Journey
            .Of(
                """
                "fork": { "branch": [{ "if": { "contact.name": "Bob" }, "then": "hello" }], "otherwise": "wait" },
                "hello": { "email": "hello", "then": "wait" },
                "wait": { "waitFor": { "event": "email.clicked", "of": "hello" }, "upTo": "2 days", "then": "done", "otherwise": "done" },
                "done": { "end": "done" }
                """
            )
            .Enter()
            .ThenExactly("held at wait: waits for something about \"hello\", where the run has not been");

    [Fact]
    public void A_time_zone_nobody_knows_holds_it() =>
        Waiting("""{ "event": "email.clicked" }""")
            .Knowing("""{ "timeZone": "nowhere" }""")
            .Enter()
            .ThenExactly("held at wait: the contact's time zone is not known: nowhere", Hello);

    private const string Hello = "1.1.1.1 email hello (marketing)";

    private static Journey Deal() =>
        Waiting("""{ "event": "opportunity.created", "if": { "event.amount": { "atLeast": 50 } } }""");

    private static Journey Waiting(string waited, string? between = null) =>
        Journey.Of(
            $$"""
            "hello": { "email": "hello", "then": "{{(between is null ? "wait" : "pause")}}" },
            {{(between is null ? "" : $$""" "pause": { "wait": "{{between}}", "then": "wait" }, """)}}
            "wait": { "waitFor": {{waited}}, "upTo": "2 days", "then": "yes", "otherwise": "no" },
            "yes": { "end": "yes" }, "no": { "end": "no" }
            """
        );
}
