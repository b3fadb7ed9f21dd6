using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Definitions;

/// <summary>The quiet contact's journey, way by way.</summary>
public sealed class DormantAccountTests
{
    private const string Call = "Call {{contact.name}}: no sign of life for 60 days";
    private const string Escalation =
        "\"Nobody has called {{contact.name}} yet, and the contact has been quiet for more than 60 days.\"";

    [Fact]
    public void It_waits_until_nobody_heard_of_the_contact_for_sixty_days_and_checks_in() =>
        Synchronised("2026-02-10T14:00:00Z")
            .ThenExactly("waiting at until-quiet until 2026-04-11 09:00")
            .At("2026-04-11 09:00")
            .ThenExactly("waiting at look-again until 2026-04-12 09:00")
            .At("2026-04-12 09:00")
            .Because(
                "look-again: the wait is over > until-quiet",
                "until-quiet: contact.lastTouchpointAt plus 60 days has passed (2026-04-11 07:00 UTC) > still-quiet",
                "still-quiet: contact.lastTouchpointAt is before 60 days ago > opening",
                "opening: drawn into arm \"question\" > ask",
                "ask: quiet hours: waits until 2026-04-13 07:00 UTC"
            )
            .ThenExactly("waiting at ask for the end of quiet hours until 2026-04-13 09:00")
            .At("2026-04-13 09:00")
            .ThenExactly("waiting at answered until 2026-04-18 09:00", "1.7.1.1 email question (marketing)");

    [Fact]
    public void A_sign_of_life_in_between_begins_the_sixty_days_anew() =>
        Synchronised("2026-02-10T14:00:00Z")
            .Knowing("""{ "lastTouchpointAt": "2026-03-20T10:00:00Z" }""")
            .At("2026-04-12 09:00")
            .ThenExactly("waiting at until-quiet until 2026-05-19 09:00");

    [Fact]
    public void Who_answers_is_good_news_for_the_account_manager() =>
        CheckedIn()
            .At("2026-03-03 12:00")
            .Event("email.replied", about: "1.4.1.1")
            .ThenExactly(
                "finished: awake",
                "1.6.1.1 update stage = re-engaged, score + 10",
                "1.7.1.1 publish contact.reengaged {\"from\":\"dormant-account\"}",
                "1.8.1.1 tell account-manager \"{{contact.name}} answered our check-in after a long silence."
                    + " A short personal note is worth it now.\""
            );

    [Fact]
    public void A_click_is_an_answer_too() =>
        CheckedIn()
            .Event("email.clicked", about: "1.4.1.1")
            .ThenExactly(
                "finished: awake",
                "1.6.1.1 update stage = re-engaged, score + 10",
                "1.7.1.1 publish contact.reengaged {\"from\":\"dormant-account\"}",
                "1.8.1.1 tell account-manager \"{{contact.name}} answered our check-in after a long silence."
                    + " A short personal note is worth it now.\""
            );

    [Theory]
    [InlineData("spoke", "awake")]
    [InlineData("no-answer", "asleep")]
    [InlineData("left-company", "left-company")]
    public void Who_keeps_silent_is_called_by_the_account_manager(string outcome, string end) =>
        Silent()
            .Answer(outcome)
            .ThenExactly(
                $"finished: {end}",
                $"1.6.1.2 close 1.6.1.1 of account-manager due 2026-03-10 10:00: {outcome} by mia"
            );

    [Fact]
    public void A_call_that_is_not_made_is_told_to_the_sales_lead() =>
        Silent()
            .At("2026-03-10 10:00")
            .ThenExactly(
                "waiting at tell-owner for an answer until 2026-03-11 14:00",
                $"1.6.1.10 tell its owner \"{Call}\" about 1.6.1.1",
                $"1.7.1.1 tell sales-lead {Escalation} about 1.6.1.1"
            );

    [Fact]
    public void Without_consent_the_account_manager_calls_at_once() =>
        Shipped()
            .Knowing("""{ "consent": { "marketing": false }, "lastTouchpointAt": "2025-12-01T10:00:00Z" }""")
            .Enter("account.synchronised")
            .ThenExactly(
                "waiting at tell-owner for an answer until 2026-03-03 14:00",
                $"1.5.1.1 open task \"{Call}\" for account-manager due 2026-03-04 10:00"
                    + " [spoke, no-answer, left-company]"
            );

    [Fact]
    public void Half_of_the_contacts_get_news_instead_of_a_question() =>
        Shipped()
            .As("dormant-account~b")
            .Knowing("""{ "lastTouchpointAt": "2025-12-01T10:00:00Z" }""")
            .Enter("account.synchronised")
            .ThenExactly("waiting at answered until 2026-03-07 10:00", "1.4.1.1 email news (marketing)")
            .Event("email.clicked", about: "1.4.1.1")
            .ThenExactly(
                "finished: awake",
                "1.6.1.1 update stage = re-engaged, score + 10",
                "1.7.1.1 publish contact.reengaged {\"from\":\"dormant-account\"}",
                "1.8.1.1 tell account-manager \"{{contact.name}} answered our check-in after a long silence."
                    + " A short personal note is worth it now.\""
            );

    [Fact]
    public void Who_was_never_met_is_introduced() =>
        Shipped()
            .Enter("account.synchronised")
            .Because(
                "until-quiet: entered on account.synchronised > until-quiet",
                "until-quiet: contact.lastTouchpointAt is not known > never-met",
                "never-met: tells account-manager > unknown",
                "unknown: ends: never-met"
            )
            .ThenExactly(
                "finished: never-met",
                "1.2.1.1 tell account-manager \"The CRM knows no date on which anybody spoke with {{contact.name}}."
                    + " Please introduce yourself.\""
            );

    [Fact]
    public void A_date_nobody_can_read_holds_it() =>
        Synchronised("last summer")
            .ThenExactly("held at until-quiet: contact.lastTouchpointAt is not a date: last summer");

    [Fact]
    public void A_mail_that_cannot_be_delivered_becomes_a_call() =>
        Shipped()
            .ByHand()
            .Knowing("""{ "lastTouchpointAt": "2025-12-01T10:00:00Z" }""")
            .Enter("account.synchronised")
            .Fails()
            .ThenExactly(
                "waiting at tell-owner for an answer until 2026-03-03 14:00",
                "1.4.1.1 email question (marketing)",
                $"1.5.1.1 open task \"{Call}\" for account-manager due 2026-03-04 10:00"
                    + " [spoke, no-answer, left-company]"
            );

    [Theory]
    [InlineData("meeting.booked", "goal")]
    [InlineData("opportunity.created", "goal")]
    [InlineData("contact.unsubscribed", "left")]
    [InlineData("contact.leftCompany", "left")]
    public void It_ends_when_there_is_nothing_left_to_do(string type, string outcome) =>
        Synchronised("2026-02-10T14:00:00Z").Event(type).ThenExactly($"finished: {outcome}");

    private static Journey Shipped() => Journey.Shipped("dormant-account");

    private static Journey Synchronised(string last) =>
        Shipped().Knowing($$"""{ "lastTouchpointAt": "{{last}}" }""").Enter("account.synchronised");

    private static Journey CheckedIn() =>
        Synchronised("2025-12-01T10:00:00Z")
            .ThenExactly("waiting at answered until 2026-03-07 10:00", "1.4.1.1 email question (marketing)");

    private static Journey Silent() =>
        CheckedIn()
            .At("2026-03-07 10:00")
            .ThenExactly(
                "waiting at tell-owner for an answer until 2026-03-09 14:00",
                $"1.6.1.1 open task \"{Call}\" for account-manager due 2026-03-10 10:00"
                    + " [spoke, no-answer, left-company]"
            );
}
