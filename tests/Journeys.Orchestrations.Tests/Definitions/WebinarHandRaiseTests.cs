using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Definitions;

/// <summary>The raised hand's journey, way by way.</summary>
public sealed class WebinarHandRaiseTests
{
    private const string Webinar = "{{default event.webinar \"a webinar\"}}";
    private const string FollowUp = $"Follow up with {{{{contact.name}}}}, who raised a hand in {Webinar}";
    private const string Call = $"Call {{{{contact.name}}}} now: raised a hand in {Webinar}";
    private const string SecondCall = "Try {{contact.name}} once more";
    private const string TakeOver = $"Take over {{{{contact.name}}}}, qualified after {Webinar}";
    private const string Asking = "asking contact.budget, contact.timeline";
    private const string Outcomes = "[qualified, no-answer, not-now, rejected]";
    private const string Update = "1.1.1.1 update stage = hand-raised, score + 25";
    private const string Escalation =
        "\"{{contact.name}} raised a hand and nobody has got back to them in time. Please step in.\"";

    [Fact]
    public void Who_prefers_mail_is_answered_by_mail_and_followed_up_within_the_hour() =>
        Raised("email")
            .ThenExactly(
                "waiting at follow-up for an answer until 2026-03-02 10:40",
                Update,
                "1.3.1.1 email answer (requested)",
                $"1.4.1.1 open task \"{FollowUp}\" for inside-sales due 2026-03-02 11:00 {Outcomes} {Asking}"
            )
            .At("2026-03-02 10:40")
            .ThenExactly(
                "waiting at follow-up for an answer until 2026-03-02 11:00",
                $"1.4.1.10 tell its owner \"{FollowUp}\" about 1.4.1.1"
            )
            .Answer("qualified")
            .ThenExactly(
                "waiting at handoff for an answer until 2026-03-02 13:40",
                "1.4.1.2 close 1.4.1.1 of inside-sales due 2026-03-02 11:00: qualified by mia",
                $"1.5.1.1 open handoff \"{TakeOver}\" for account-manager due 2026-03-02 14:40 [accepted, declined]"
            )
            .Answer("accepted", by: "henrik")
            .ThenExactly(
                "finished: handed-over",
                "1.5.1.2 close 1.5.1.1 of account-manager due 2026-03-02 14:40: accepted by henrik",
                "1.6.1.1 update stage = sales-accepted",
                "1.7.1.1 publish lead.accepted {\"from\":\"webinar\"}"
            );

    [Fact]
    public void Whose_preference_nobody_knows_is_answered_by_mail() =>
        Shipped()
            .Enter("webinar.handRaised")
            .Because(
                "hand-raised: entered on webinar.handRaised > hand-raised",
                "hand-raised: updates contact.stage, contact.score",
                "hand-raised: done > channel",
                "channel: contact.preferredChannel is not known > answer",
                "answer: sends the mail \"answer\"",
                "answer: the mail \"answer\" was sent > follow-up",
                "follow-up: asks inside-sales, due 2026-03-02 10:00 UTC"
            )
            .ThenExactly(
                "waiting at follow-up for an answer until 2026-03-02 10:40",
                Update,
                "1.3.1.1 email answer (requested)",
                $"1.4.1.1 open task \"{FollowUp}\" for inside-sales due 2026-03-02 11:00 {Outcomes} {Asking}"
            );

    [Fact]
    public void Who_prefers_the_phone_is_called() => Called();

    [Fact]
    public void A_mail_that_cannot_be_delivered_becomes_a_call() =>
        Shipped()
            .ByHand()
            .Enter("webinar.handRaised")
            .Succeeds()
            .ThenExactly("performing answer", Update, "1.3.1.1 email answer (requested)")
            .Fails("no such address", effect: "1.3.1.1")
            .Because("answer: failed: no such address > call", "call: asks inside-sales, due 2026-03-02 10:00 UTC")
            .ThenExactly(
                "waiting at call for an answer until 2026-03-02 10:40",
                $"1.4.1.1 open task \"{Call}\" for inside-sales due 2026-03-02 11:00 {Outcomes} {Asking}"
            );

    [Fact]
    public void Who_is_not_reached_gets_a_mail_and_a_second_call_as_soon_as_a_meeting_is_booked() =>
        Missed()
            .At("2026-03-02 16:30")
            .Event("meeting.booked")
            .ThenExactly(
                "waiting at second-call for an answer until 2026-03-03 11:30",
                $"1.6.1.1 open task \"{SecondCall}\" for inside-sales due 2026-03-03 12:30 {Outcomes} {Asking}"
            )
            .Answer("no-answer")
            .ThenExactly(
                "finished: not-now",
                "1.6.1.2 close 1.6.1.1 of inside-sales due 2026-03-03 12:30: no-answer by mia",
                "1.8.1.1 start whitepaper-nurture {\"title\":\"Retrofit without downtime\",\"topic\":\"automation\"}"
            );

    [Theory]
    [InlineData("email.clicked")]
    [InlineData("email.replied")]
    public void Who_reacts_to_that_mail_is_called_again(string type) =>
        Missed()
            .Event(type, about: "1.4.1.1")
            .ThenExactly(
                "waiting at second-call for an answer until 2026-03-02 13:00",
                $"1.6.1.1 open task \"{SecondCall}\" for inside-sales due 2026-03-02 14:00 {Outcomes} {Asking}"
            );

    [Fact]
    public void Who_keeps_silent_is_called_on_the_morning_after_two_days() =>
        Missed()
            .At("2026-03-04 10:00")
            .ThenExactly("waiting at next-morning until 2026-03-05 10:00")
            .At("2026-03-05 10:00")
            .ThenExactly(
                "waiting at second-call for an answer until 2026-03-05 13:00",
                $"1.7.1.1 open task \"{SecondCall}\" for inside-sales due 2026-03-05 14:00 {Outcomes} {Asking}"
            );

    [Fact]
    public void A_second_mail_that_cannot_be_delivered_waits_for_the_morning() =>
        Called()
            .ByHand()
            .Answer("no-answer")
            .Fails()
            .ThenExactly(
                "waiting at next-morning until 2026-03-03 10:00",
                "1.3.1.2 close 1.3.1.1 of inside-sales due 2026-03-02 11:00: no-answer by mia",
                "1.4.1.1 email missed-you (requested)"
            );

    [Fact]
    public void Who_has_the_guide_already_is_not_sent_it_again() =>
        Shipped()
            .Knowing("""{ "preferredChannel": "phone" }""")
            .Event("whitepaper.downloaded")
            .Enter("webinar.handRaised")
            .ThenExactly("waiting at call for an answer until 2026-03-02 10:40", Update, CallTask)
            .Answer("not-now")
            .Because(
                "call: mia decided \"not-now\" > has-guide",
                "has-guide: did whitepaper.downloaded within the last 90 days > not-now",
                "not-now: ends: not-now"
            )
            .ThenExactly(
                "finished: not-now",
                "1.3.1.2 close 1.3.1.1 of inside-sales due 2026-03-02 11:00: not-now by mia"
            );

    [Fact]
    public void A_call_that_nobody_makes_is_told_to_the_sales_lead() =>
        Called()
            .At("2026-03-02 11:00")
            .ThenExactly(
                "waiting at call for an answer until 2026-03-02 11:40",
                $"1.3.1.10 tell its owner \"{Call}\" about 1.3.1.1",
                $"1.4.1.1 tell sales-lead {Escalation} about 1.3.1.1"
            )
            .Answer("rejected")
            .ThenExactly(
                "finished: rejected",
                "1.3.1.2 close 1.3.1.1 of inside-sales due 2026-03-02 11:00: rejected by mia"
            );

    [Fact]
    public void A_declined_handoff_is_called_once_more() =>
        Called()
            .Answer("qualified")
            .Answer("declined", by: "henrik")
            .ThenExactly(
                "waiting at second-call for an answer until 2026-03-02 13:00",
                "1.3.1.2 close 1.3.1.1 of inside-sales due 2026-03-02 11:00: qualified by mia",
                $"1.4.1.1 open handoff \"{TakeOver}\" for account-manager due 2026-03-02 14:00 [accepted, declined]",
                "1.4.1.2 close 1.4.1.1 of account-manager due 2026-03-02 14:00: declined by henrik",
                $"1.5.1.1 open task \"{SecondCall}\" for inside-sales due 2026-03-02 14:00 {Outcomes} {Asking}"
            );

    [Fact]
    public void Who_leaves_the_company_leaves_the_journey() =>
        Called()
            .Event("contact.leftCompany")
            .ThenExactly("finished: left", "1.3.1.2 close 1.3.1.1 of inside-sales due 2026-03-02 11:00: withdrawn");

    [Fact]
    public void An_opportunity_within_ninety_days_is_the_goal() =>
        Called()
            .Event("opportunity.created")
            .ThenExactly("finished: goal", "1.3.1.2 close 1.3.1.1 of inside-sales due 2026-03-02 11:00: withdrawn");

    [Fact]
    public void Every_hand_raised_counts_anew() =>
        Called()
            .Answer("rejected")
            .After("1 hour")
            .Enter("webinar.handRaised")
            .ThenExactly(
                "waiting at call for an answer until 2026-03-02 11:40",
                "1.3.1.2 close 1.3.1.1 of inside-sales due 2026-03-02 11:00: rejected by mia",
                "2.1.1.1 update stage = hand-raised, score + 25",
                $"2.3.1.1 open task \"{Call}\" for inside-sales due 2026-03-02 12:00 {Outcomes} {Asking}"
            );

    private const string CallTask =
        $"1.3.1.1 open task \"{Call}\" for inside-sales due 2026-03-02 11:00 {Outcomes} {Asking}";

    private static Journey Shipped() => Journey.Shipped("webinar-hand-raise");

    private static Journey Raised(string channel) =>
        Shipped().Knowing($$"""{ "preferredChannel": "{{channel}}" }""").Enter("webinar.handRaised");

    private static Journey Called() =>
        Raised("phone").ThenExactly("waiting at call for an answer until 2026-03-02 10:40", Update, CallTask);

    private static Journey Missed() =>
        Called()
            .Answer("no-answer")
            .ThenExactly(
                "waiting at heard-back until 2026-03-04 10:00",
                "1.3.1.2 close 1.3.1.1 of inside-sales due 2026-03-02 11:00: no-answer by mia",
                "1.4.1.1 email missed-you (requested)"
            );
}
