using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Definitions;

/// <summary>The whitepaper's journey, way by way.</summary>
public sealed class WhitepaperNurtureTests
{
    private const string Escalation =
        "\"{{contact.name}} is still waiting for us. Please make sure somebody takes this one today.\"";

    [Fact]
    public void A_click_leads_by_way_of_inside_sales_to_the_account_manager() =>
        Downloaded()
            .ThenExactly("waiting at engaged until 2026-03-05 10:00", "1.1.1.1 email thank-you (marketing)")
            .At("2026-03-03 11:00")
            .Event("email.clicked", about: "1.1.1.1")
            .Because(
                "engaged: email.clicked is remembered",
                "engaged: email.clicked came > qualify",
                "qualify: asks inside-sales, due 2026-03-03 14:00 UTC"
            )
            .ThenExactly(
                "waiting at qualify for an answer until 2026-03-03 14:00",
                Qualify("1.3.1.1", "2026-03-03 15:00")
            )
            .At("2026-03-03 14:30")
            .ThenExactly(
                "waiting at qualify for an answer until 2026-03-03 15:00",
                "1.3.1.10 tell its owner \"Qualify {{contact.name}}\" about 1.3.1.1"
            )
            .Answer("qualified", """{ "contact": { "budget": "50k" } }""")
            .ThenExactly(
                "waiting at handoff for an answer until 2026-03-04 14:30",
                "1.3.1.2 close 1.3.1.1 of inside-sales due 2026-03-03 15:00: qualified by mia",
                TakeOver("1.4.1.1", "2026-03-04 14:30")
            )
            .At("2026-03-04 10:00")
            .Answer("accepted", by: "henrik")
            .Because("handoff: henrik decided \"accepted\" > done", "done: ends: handed-over")
            .ThenExactly(
                "finished: handed-over",
                "1.4.1.2 close 1.4.1.1 of account-manager due 2026-03-04 14:30: accepted by henrik"
            );

    [Fact]
    public void Without_a_click_a_reminder_comes_before_inside_sales() =>
        Downloaded()
            .ThenExactly("waiting at engaged until 2026-03-05 10:00", "1.1.1.1 email thank-you (marketing)")
            .After("3 days")
            .ThenExactly(
                "waiting at qualify for an answer until 2026-03-05 13:00",
                "1.3.1.1 email reminder (marketing)",
                Qualify("1.4.1.1", "2026-03-05 14:00")
            );

    [Fact]
    public void Not_now_comes_round_again_after_sixty_days() =>
        Asked()
            .At("2026-03-05 11:00")
            .Answer("not-now")
            .ThenExactly(
                "waiting at recycle until 2026-05-04 11:00",
                "1.4.1.2 close 1.4.1.1 of inside-sales due 2026-03-05 14:00: not-now by mia"
            )
            .At("2026-05-04 11:00")
            .ThenExactly("waiting at engaged until 2026-05-07 11:00", "1.6.1.1 email thank-you (marketing)")
            .Event("email.clicked", about: "1.1.1.1")
            .ThenExactly("waiting at engaged until 2026-05-07 11:00")
            .Event("email.clicked", about: "1.6.1.1")
            .ThenExactly(
                "waiting at qualify for an answer until 2026-05-04 14:00",
                Qualify("1.8.1.1", "2026-05-04 15:00")
            );

    [Fact]
    public void A_rejected_lead_is_closed() =>
        Asked()
            .Answer("rejected")
            .ThenExactly(
                "finished: rejected",
                "1.4.1.2 close 1.4.1.1 of inside-sales due 2026-03-05 14:00: rejected by mia"
            );

    [Fact]
    public void A_declined_handoff_goes_back_to_inside_sales() =>
        Asked()
            .Answer("qualified")
            .ThenExactly(
                "waiting at handoff for an answer until 2026-03-06 10:00",
                "1.4.1.2 close 1.4.1.1 of inside-sales due 2026-03-05 14:00: qualified by mia",
                TakeOver("1.5.1.1", "2026-03-06 10:00")
            )
            .Answer("declined", by: "henrik")
            .ThenExactly(
                "waiting at qualify for an answer until 2026-03-05 13:00",
                "1.5.1.2 close 1.5.1.1 of account-manager due 2026-03-06 10:00: declined by henrik",
                Qualify("1.6.1.1", "2026-03-05 14:00")
            );

    [Fact]
    public void Nobody_is_asked_for_ever() =>
        Asked()
            .At("2026-03-05 14:00")
            .ThenExactly(
                "waiting at qualify for an answer until 2026-03-06 09:00",
                Remind("1.4.1.10"),
                $"1.5.1.1 tell sales-lead {Escalation} about 1.4.1.1"
            )
            .At("2026-03-06 10:00")
            .ThenExactly(
                "waiting at qualify for an answer until 2026-03-06 13:00",
                Remind("1.4.1.11"),
                $"1.6.1.1 tell sales-lead {Escalation} about 1.4.1.1"
            )
            .At("2026-03-06 14:00")
            .Because(
                "qualify: reminds the owner of the task",
                "qualify: inside-sales is late > escalate",
                "escalate: tells sales-lead",
                "qualify: nobody answered within 3 deadlines"
            )
            .ThenExactly(
                "held at qualify: nobody answered within 3 deadlines",
                Remind("1.4.1.12"),
                $"1.7.1.1 tell sales-lead {Escalation} about 1.4.1.1"
            )
            .Answer("rejected")
            .ThenExactly(
                "finished: rejected",
                "1.4.1.2 close 1.4.1.1 of inside-sales due 2026-03-05 14:00: rejected by mia"
            );

    [Fact]
    public void A_late_handoff_is_told_to_the_sales_lead_and_stays_open() =>
        Asked()
            .Answer("qualified")
            .ThenExactly(
                "waiting at handoff for an answer until 2026-03-06 10:00",
                "1.4.1.2 close 1.4.1.1 of inside-sales due 2026-03-05 14:00: qualified by mia",
                TakeOver("1.5.1.1", "2026-03-06 10:00")
            )
            .At("2026-03-06 10:00")
            .ThenExactly(
                "waiting at handoff for an answer until 2026-03-09 10:00",
                $"1.6.1.1 tell sales-lead {Escalation} about 1.5.1.1"
            )
            .Answer("accepted", by: "henrik")
            .ThenExactly(
                "finished: handed-over",
                "1.5.1.2 close 1.5.1.1 of account-manager due 2026-03-06 10:00: accepted by henrik"
            );

    [Fact]
    public void Who_gave_no_consent_is_called_instead_of_written_to() =>
        Shipped()
            .Knowing("""{ "consent": { "marketing": false } }""")
            .Enter("whitepaper.downloaded", """{ "topic": "automation" }""")
            .Because(
                "thank-you: entered on whitepaper.downloaded > thank-you",
                "thank-you: not sent: the contact has not consented to marketing mail > qualify",
                "qualify: asks inside-sales, due 2026-03-02 13:00 UTC"
            )
            .ThenExactly(
                "waiting at qualify for an answer until 2026-03-02 13:00",
                Qualify("1.2.1.1", "2026-03-02 14:00")
            );

    [Fact]
    public void Other_topics_start_nothing() =>
        Shipped()
            .Enter("whitepaper.downloaded", """{ "topic": "cooking" }""")
            .ThenIgnored(ReasonCode.EntryConditionFalse)
            .ThenExactly("not entered");

    [Fact]
    public void A_download_without_a_topic_is_held_at_the_door() =>
        Shipped()
            .Enter("whitepaper.downloaded")
            .ThenExactly("held at thank-you: cannot tell whether it enters: event.topic is not known");

    [Fact]
    public void At_the_weekend_and_on_holidays_nothing_is_sent() =>
        Shipped()
            .At("2026-04-02 19:30")
            .Enter("whitepaper.downloaded", """{ "topic": "energy" }""")
            .ThenExactly("waiting at thank-you for the end of quiet hours until 2026-04-07 08:00")
            .At("2026-04-07 08:00")
            .ThenExactly("waiting at engaged until 2026-04-10 08:00", "1.1.1.1 email thank-you (marketing)");

    [Fact]
    public void A_sale_ends_it_wherever_it_stands() =>
        Asked()
            .Event("opportunity.won")
            .ThenExactly("finished: goal", "1.4.1.2 close 1.4.1.1 of inside-sales due 2026-03-05 14:00: withdrawn");

    [Fact]
    public void Unsubscribing_ends_it_wherever_it_stands() =>
        Downloaded().Event("contact.unsubscribed").ThenExactly("finished: left", "1.1.1.1 email thank-you (marketing)");

    [Fact]
    public void Another_download_counts_ninety_days_after_the_first() =>
        Asked()
            .Answer("rejected")
            .At("2026-05-31 09:59")
            .Enter("whitepaper.downloaded", """{ "topic": "energy" }""")
            .ThenIgnored(ReasonCode.EnteredTooRecently)
            .ThenExactly(
                "finished: rejected",
                "1.4.1.2 close 1.4.1.1 of inside-sales due 2026-03-05 14:00: rejected by mia"
            )
            .At("2026-06-01 10:00")
            .Enter("whitepaper.downloaded", """{ "topic": "energy" }""")
            .ThenExactly("waiting at engaged until 2026-06-04 10:00", "2.1.1.1 email thank-you (marketing)");

    private static Journey Shipped() => Journey.Shipped("whitepaper-nurture");

    private static Journey Downloaded() => Shipped().Enter("whitepaper.downloaded", """{ "topic": "energy" }""");

    // Nobody clicked; inside sales has the task since Thursday, 5 March, 10:00.
    private static Journey Asked() =>
        Downloaded()
            .At("2026-03-05 10:00")
            .ThenExactly(
                "waiting at qualify for an answer until 2026-03-05 13:00",
                "1.1.1.1 email thank-you (marketing)",
                "1.3.1.1 email reminder (marketing)",
                Qualify("1.4.1.1", "2026-03-05 14:00")
            );

    private static string Qualify(string id, string due) =>
        $"{id} open task \"Qualify {{{{contact.name}}}}\" for inside-sales due {due}"
        + " [qualified, not-now, rejected] asking contact.budget, contact.timeline";

    private static string Remind(string id) => $"{id} tell its owner \"Qualify {{{{contact.name}}}}\" about 1.4.1.1";

    private static string TakeOver(string id, string due) =>
        $"{id} open handoff \"Take over {{{{default contact.name \"this contact\"}}}}\" for account-manager"
        + $" due {due} [accepted, declined]";
}
