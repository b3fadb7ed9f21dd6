using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Machine;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Steps;

/// <summary>Mail: consent, quiet hours, and what happens when it cannot be sent.</summary>
public sealed class EmailTests
{
    private const string Steps = """
        "hello": { "email": "hello", "then": "done", "noConsent": "unasked", "failed": "lost" },
        "done": { "end": "sent" }, "unasked": { "end": "no-consent" }, "lost": { "end": "lost" }
        """;

    private const string Plain = """
        "hello": { "email": "hello", "then": "done" }, "done": { "end": "done" }
        """;

    private const string Quiet = """
        "enter": { "on": "lead.created" },
        "sending": { "quietHours": { "from": "18:00", "to": "08:00" }, "calendar": "business" }
        """;

    [Fact]
    public void It_is_sent_and_the_run_goes_on_when_it_was() =>
        Journey
            .Of(Steps)
            .ByHand()
            .Enter()
            .ThenExactly("performing hello", "1.1.1.1 email hello (marketing)")
            .Succeeds()
            .Because("hello: the mail \"hello\" was sent > done", "done: ends: sent")
            .ThenExactly("finished: sent");

    [Theory]
    [InlineData("""{ "consent": { "marketing": false } }""")]
    [InlineData("""{ "consent.marketing": null }""")]
    [InlineData("""{ "consent": { "marketing": "true" } }""")]
    public void Marketing_needs_a_consent_that_was_given(string known) =>
        Journey
            .Of(Steps)
            .Knowing(known)
            .Enter()
            .Because(
                "hello: entered on lead.created > hello",
                "hello: not sent: the contact has not consented to marketing mail > unasked",
                "unasked: ends: no-consent"
            )
            .ThenExactly("finished: no-consent");

    [Fact]
    public void Without_a_way_of_its_own_a_mail_without_consent_is_passed_over() =>
        Journey.Of(Plain).Knowing("""{ "consent": { "marketing": false } }""").Enter().ThenExactly("finished: done");

    [Theory]
    [InlineData("bounced", "the address does not exist (a mail to it bounced)")]
    [InlineData("dropped", "the mail provider sends nothing to the address")]
    [InlineData("complained", "the contact reported a mail of ours as spam")]
    public void Advertising_to_a_suppressed_address_is_not_sent_even_with_consent(string why, string words) =>
        Journey
            .Of(Steps)
            .Knowing($$"""{ "suppressed": "{{why}}" }""")
            .Begin()
            .Because(
                "hello: entered on journey.start > hello",
                $"hello: not sent: {words} > unasked",
                "unasked: ends: no-consent"
            )
            .ThenExactly("finished: no-consent");

    [Fact]
    public void What_was_asked_for_and_cannot_arrive_takes_the_way_of_failures() =>
        Journey
            .Of(Steps.Replace("\"email\": \"hello\"", "\"email\": \"hello\", \"class\": \"requested\""))
            .Knowing("""{ "suppressed": "bounced" }""")
            .Begin()
            .Because(
                "hello: entered on journey.start > hello",
                "hello: not sent: the address does not exist (a mail to it bounced) > lost",
                "lost: ends: lost"
            )
            .ThenExactly("finished: lost");

    [Fact]
    public void A_consent_withdrawn_after_the_decision_counts_like_one_withdrawn_before() =>
        Journey
            .Of(Steps)
            .ByHand()
            .Enter()
            .ThenExactly("performing hello", "1.1.1.1 email hello (marketing)")
            .Knowing("""{ "consent": { "marketing": false } }""")
            .FindsNoConsent("not sent: the contact has not consented to marketing mail")
            .Because(
                "hello: not sent: the contact has not consented to marketing mail > unasked",
                "unasked: ends: no-consent"
            )
            .ThenExactly("finished: no-consent");

    [Theory]
    [InlineData("requested")]
    [InlineData("service")]
    public void Other_classes_need_no_consent(string sendingClass) =>
        Journey
            .Of(
                $$"""
                "hello": { "email": "hello", "class": "{{sendingClass}}", "then": "done" }, "done": { "end": "done" }
                """
            )
            .Knowing("""{ "consent": { "marketing": false } }""")
            .Enter()
            .ThenExactly("finished: done", $"1.1.1.1 email hello ({sendingClass})");

    [Fact]
    public void The_journeys_class_holds_unless_the_step_names_its_own() =>
        Journey
            .Of(
                """
                "a": { "email": "a", "then": "b" }, "b": { "email": "b", "class": "marketing", "then": "done" },
                "done": { "end": "done" }
                """,
                """ "enter": { "on": "lead.created" }, "sending": { "class": "service" } """
            )
            .Enter()
            .ThenExactly("finished: done", "1.1.1.1 email a (service)", "1.2.1.1 email b (marketing)");

    [Fact]
    public void In_quiet_hours_it_waits_for_their_end() =>
        Journey
            .Of(Steps, Quiet)
            .At("2026-03-02 18:00")
            .Enter()
            .ThenExactly("waiting at hello for the end of quiet hours until 2026-03-03 08:00")
            .At("2026-03-03 07:59")
            .ThenExactly("waiting at hello for the end of quiet hours until 2026-03-03 08:00")
            .At("2026-03-03 08:00")
            .ThenExactly("finished: sent", "1.1.1.1 email hello (marketing)");

    [Fact]
    public void A_consent_withdrawn_during_quiet_hours_counts_when_they_end() =>
        Journey
            .Of(Steps, Quiet)
            .At("2026-03-02 22:00")
            .Enter()
            .ThenExactly("waiting at hello for the end of quiet hours until 2026-03-03 08:00")
            .Event("contact.unsubscribed")
            .ThenIgnored(ReasonCode.NotListening)
            .At("2026-03-03 08:00")
            .ThenExactly("finished: no-consent");

    [Fact]
    public void A_timer_that_comes_late_may_meet_the_next_quiet_hours() =>
        Journey
            .Of(Steps, Quiet)
            .At("2026-03-05 22:00")
            .Enter()
            .Oversleeping("2026-03-06 19:00")
            .At("2026-03-06 19:00")
            .ThenExactly("waiting at hello for the end of quiet hours until 2026-03-09 08:00")
            .At("2026-03-09 08:00")
            .ThenExactly("finished: sent", "1.1.1.1 email hello (marketing)");

    [Fact]
    public void Quiet_hours_go_by_the_contacts_own_clock() =>
        Journey
            .Of(Steps, Quiet)
            .Knowing("""{ "timeZone": "America/New_York" }""")
            .Enter()
            .ThenExactly("waiting at hello for the end of quiet hours until 2026-03-02 14:00");

    [Fact]
    public void A_time_zone_nobody_knows_holds_it() =>
        Journey
            .Of(Steps, Quiet)
            .Knowing("""{ "timeZone": "Mars/Olympus" }""")
            .Enter()
            .ThenExactly("held at hello: the contact's time zone is not known: Mars/Olympus")
            .Knowing("""{ "timeZone": "Europe/Berlin" }""")
            .Retry()
            .ThenExactly("finished: sent", "1.1.2.1 email hello (marketing)");

    [Fact]
    public void What_fails_for_now_is_tried_again_five_times() =>
        Journey
            .Of(Steps)
            .ByHand()
            .Enter()
            .FailsForNow()
            .ThenExactly("waiting at hello for another try until 2026-03-02 10:01", "1.1.1.1 email hello (marketing)")
            .At("2026-03-02 10:01")
            .FailsForNow()
            .ThenExactly("waiting at hello for another try until 2026-03-02 10:06", "1.1.2.1 email hello (marketing)")
            .At("2026-03-02 10:06")
            .FailsForNow()
            .ThenExactly("waiting at hello for another try until 2026-03-02 10:36", "1.1.3.1 email hello (marketing)")
            .At("2026-03-02 10:36")
            .FailsForNow()
            .ThenExactly("waiting at hello for another try until 2026-03-02 12:36", "1.1.4.1 email hello (marketing)")
            .At("2026-03-02 12:36")
            .FailsForNow()
            .ThenExactly("waiting at hello for another try until 2026-03-02 18:36", "1.1.5.1 email hello (marketing)")
            .At("2026-03-02 18:36")
            .FailsForNow("still timed out")
            .Because(
                "hello: tries again > hello",
                "hello: sends the mail \"hello\"",
                "hello: failed too often: still timed out > lost",
                "lost: ends: lost"
            )
            .ThenExactly("finished: lost", "1.1.6.1 email hello (marketing)");

    [Fact]
    public void A_provider_that_asks_for_more_time_gets_it() =>
        Journey
            .Of(Steps)
            .ByHand()
            .Enter()
            .FailsForNow("429", Duration.FromMinutes(10))
            .Because(
                "hello: entered on lead.created > hello",
                "hello: sends the mail \"hello\"",
                "hello: failed for now (429); tries again at 2026-03-02 09:10 UTC"
            )
            .ThenExactly("waiting at hello for another try until 2026-03-02 10:10", "1.1.1.1 email hello (marketing)");

    [Fact]
    public void Another_try_in_quiet_hours_waits_for_their_end() =>
        Journey
            .Of(Steps, Quiet)
            .ByHand()
            .At("2026-03-02 17:58")
            .Enter()
            .FailsForNow()
            .At("2026-03-02 17:59")
            .FailsForNow()
            .At("2026-03-02 18:04")
            .ThenExactly(
                "waiting at hello for the end of quiet hours until 2026-03-03 08:00",
                "1.1.1.1 email hello (marketing)",
                "1.1.2.1 email hello (marketing)"
            )
            .At("2026-03-03 08:00")
            .ThenExactly("performing hello", "1.1.3.1 email hello (marketing)");

    [Fact]
    public void What_can_never_be_delivered_takes_the_failed_way() =>
        Journey.Of(Steps).ByHand().Enter().Fails().ThenExactly("finished: lost", "1.1.1.1 email hello (marketing)");

    [Fact]
    public void Without_a_failed_way_it_is_held() =>
        Journey
            .Of(Plain)
            .ByHand()
            .Enter()
            .Fails()
            .ThenExactly("held at hello: failed: no such address", "1.1.1.1 email hello (marketing)")
            .Retry()
            .ThenExactly("performing hello", "1.1.2.1 email hello (marketing)");

    [Fact]
    public void A_result_that_never_comes_holds_it_after_a_day() =>
        Journey
            .Of(Plain)
            .ByHand()
            .Enter()
            .At("2026-03-03 10:00")
            .ThenExactly("held at hello: no result came back in a day", "1.1.1.1 email hello (marketing)")
            .Succeeds(effect: "1.1.1.1")
            .ThenExactly("finished: done");
}
