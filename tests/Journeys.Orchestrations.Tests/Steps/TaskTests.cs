using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Steps;

/// <summary>Tasks and hand-overs: answers, reminders, deadlines, and what becomes of a task that nobody answers.</summary>
public sealed class TaskTests
{
    private const string Task = """
        "ask": { "task": "Ask {{contact.name}}", "team": "sales", "within": "4 hours", "remind": "1 hour",
                 "outcomes": { "yes": "done", "no": "over" }, "late": "late" },
        "done": { "end": "done" }, "over": { "end": "over" },
        """;

    private const string Stays = Task + """ "late": { "notify": "lead", "message": "late", "then": "stay" } """;

    private const string Open = "1.1.1.1 open task \"Ask {{contact.name}}\" for sales due 2026-03-02 14:00 [yes, no]";

    private const string Yes = "1.1.1.2 close 1.1.1.1 of sales due 2026-03-02 14:00: yes by mia";

    private const string Withdrawn = "1.1.1.2 close 1.1.1.1 of sales due 2026-03-02 14:00: withdrawn";

    [Fact]
    public void An_answer_closes_it_and_takes_its_way() =>
        Asked(Stays)
            .Answer("yes")
            .Because("ask: mia decided \"yes\" > done", "done: ends: done")
            .ThenExactly("finished: done", Yes);

    [Fact]
    public void Its_owner_is_reminded_once_before_each_deadline() =>
        Asked(Stays)
            .At("2026-03-02 13:00")
            .Because("ask: reminds the owner of the task")
            .ThenExactly("waiting at ask for an answer until 2026-03-02 14:00", Remind("1.1.1.10"))
            .At("2026-03-02 14:00")
            .ThenExactly("waiting at ask for an answer until 2026-03-02 17:00", Late("1.2.1.1"))
            .At("2026-03-02 17:00")
            .ThenExactly("waiting at ask for an answer until 2026-03-02 18:00", Remind("1.1.1.11"));

    [Fact]
    public void A_reminder_that_would_be_past_already_is_left_out() =>
        Journey
            .Of(Stays.Replace("\"1 hour\"", "\"1 day\"", StringComparison.Ordinal))
            .Enter()
            .ThenExactly("waiting at ask for an answer until 2026-03-02 14:00", Open);

    [Fact]
    public void A_timer_so_late_that_the_deadline_has_passed_reminds_nobody() =>
        Asked(Stays)
            .Oversleeping("2026-03-02 15:00")
            .At("2026-03-02 15:00")
            .ThenExactly("waiting at ask for an answer until 2026-03-02 18:00", Late("1.2.1.1"));

    [Fact]
    public void Staying_sets_a_new_deadline_and_leaves_the_task_as_it_is() =>
        Asked(Stays)
            .At("2026-03-02 14:00")
            .Because(
                "ask: reminds the owner of the task",
                "ask: sales is late > late",
                "late: tells lead",
                "ask: the task stays open, due again 2026-03-02 17:00 UTC"
            )
            .ThenExactly("waiting at ask for an answer until 2026-03-02 17:00", Remind("1.1.1.10"), Late("1.2.1.1"))
            .Answer("yes")
            .ThenExactly("finished: done", Yes);

    [Fact]
    public void After_three_deadlines_it_is_held() => Unanswered().Answer("yes").ThenExactly("finished: done", Yes);

    [Fact]
    public void An_operator_sets_the_deadlines_anew_and_reminders_with_them() =>
        Unanswered()
            .Retry()
            .Because("ask: olga has it done again", "ask: the task stays open, due again 2026-03-03 03:00 UTC")
            .ThenExactly("waiting at ask for an answer until 2026-03-03 03:00")
            .At("2026-03-03 04:00")
            .ThenExactly("waiting at ask for an answer until 2026-03-03 07:00", Remind("1.1.2.10"), Late("1.5.1.1"))
            .At("2026-03-03 08:00")
            .ThenExactly("waiting at ask for an answer until 2026-03-03 11:00", Remind("1.1.2.11"), Late("1.6.1.1"))
            .Answer("no")
            .ThenExactly("finished: over", "1.1.2.2 close 1.1.1.1 of sales due 2026-03-02 14:00: no by mia");

    [Fact]
    public void A_late_way_that_ends_withdraws_the_task() =>
        Asked(Task + """ "late": { "end": "late" } """)
            .At("2026-03-02 14:00")
            .Because(
                "ask: reminds the owner of the task",
                "ask: sales is late > late",
                "late: ends: late",
                "late: the open task is withdrawn"
            )
            .ThenExactly("finished: late", Remind("1.1.1.10"), Withdrawn)
            .Answer("yes", task: "1.1.1.1")
            .ThenIgnored(ReasonCode.AnswerOfEarlierVisit);

    [Theory]
    [InlineData("""{ "email": "sorry", "then": "done" }""", "finished: done", "1.2.1.1 email sorry (marketing)")]
    [InlineData("""{ "wait": "1 day", "then": "done" }""", "waiting at late until 2026-03-03 14:00", null)]
    [InlineData(
        """{ "task": "Again", "team": "sales", "within": "1 day", "outcomes": { "ok": "done" }, "late": "over" }""",
        "waiting at late for an answer until 2026-03-03 14:00",
        "1.2.1.1 open task \"Again\" for sales due 2026-03-03 14:00 [ok]"
    )]
    public void A_late_way_to_the_next_mail_wait_or_task_withdraws_it(string late, string state, string? effect) =>
        Asked($"{Task} \"late\": {late}")
            .At("2026-03-02 14:00")
            .ThenExactly(
                state,
                effect is null ? [Remind("1.1.1.10"), Withdrawn] : [Remind("1.1.1.10"), Withdrawn, effect]
            );

    [Fact]
    public void An_answer_on_the_late_way_still_counts() =>
        Asked(Task + """ "late": { "webhook": "https://crm.example.com", "then": "stay" } """)
            .ByHand()
            .At("2026-03-02 14:00")
            .ThenExactly("performing late", Remind("1.1.1.10"), "1.2.1.1 POST https://crm.example.com {}")
            .Answer("yes")
            .ThenExactly("finished: done", Yes)
            .Succeeds(effect: "1.2.1.1")
            .ThenIgnored(ReasonCode.AlreadyFinished);

    [Fact]
    public void A_late_way_that_takes_time_leads_back_when_it_is_over() =>
        Asked(Task + """ "late": { "webhook": "https://crm.example.com", "then": "stay" } """)
            .ByHand()
            .At("2026-03-02 14:00")
            .At("2026-03-02 15:00")
            .Succeeds()
            .ThenExactly(
                "waiting at ask for an answer until 2026-03-02 18:00",
                Remind("1.1.1.10"),
                "1.2.1.1 POST https://crm.example.com {}"
            );

    [Fact]
    public void An_outcome_nobody_offered_holds_it_and_the_right_one_still_counts() =>
        Asked(Stays)
            .Answer("perhaps")
            .ThenExactly("held at ask: the answer \"perhaps\" is not one of the task's outcomes")
            .Answer("yes")
            .ThenExactly("finished: done", Yes);

    [Fact]
    public void A_task_that_cannot_be_opened_is_held_and_opened_once_more_on_retry() =>
        Asked(Stays)
            .Fails("there is no team \"sales\"", effect: "1.1.1.1")
            .ThenExactly("held at ask: failed: there is no team \"sales\"")
            .Retry()
            .ThenExactly(
                "waiting at ask for an answer until 2026-03-02 13:00",
                "1.1.2.1 open task \"Ask {{contact.name}}\" for sales due 2026-03-02 14:00 [yes, no]"
            );

    [Fact]
    public void Skipping_it_withdraws_it_and_takes_its_first_outcome() =>
        Asked(Stays).Skip().ThenExactly("finished: done", Withdrawn);

    [Theory]
    [InlineData("accepted", "mine")]
    [InlineData("declined", "ours")]
    public void A_handoff_is_accepted_or_declined(string outcome, string end) =>
        Journey
            .Of(
                """
                "give": { "handoff": "account-manager", "title": "Yours", "within": "2 business days", "calendar": "business",
                          "asks": ["contact.budget"], "accepted": "mine", "declined": "ours", "late": "gone" },
                "mine": { "end": "mine" }, "ours": { "end": "ours" }, "gone": { "end": "gone" }
                """
            )
            .Enter()
            .ThenExactly(
                "waiting at give for an answer until 2026-03-04 10:00",
                "1.1.1.1 open handoff \"Yours\" for account-manager due 2026-03-04 10:00 [accepted, declined]"
                    + " asking contact.budget"
            )
            .Answer(outcome, by: "henrik")
            .ThenExactly(
                $"finished: {end}",
                $"1.1.1.2 close 1.1.1.1 of account-manager due 2026-03-04 10:00: {outcome} by henrik"
            );

    [Fact]
    public void A_time_zone_nobody_knows_holds_it() =>
        Journey
            .Of(Stays)
            .Knowing("""{ "timeZone": "nowhere" }""")
            .Enter()
            .ThenExactly("held at ask: the contact's time zone is not known: nowhere")
            .Knowing("""{ "timeZone": null }""")
            .Retry()
            .ThenExactly(
                "waiting at ask for an answer until 2026-03-02 13:00",
                "1.1.2.1 open task \"Ask {{contact.name}}\" for sales due 2026-03-02 14:00 [yes, no]"
            );

    private static Journey Asked(string steps) =>
        Journey.Of(steps).Enter().ThenExactly("waiting at ask for an answer until 2026-03-02 13:00", Open);

    private static Journey Unanswered() =>
        Asked(Stays)
            .At("2026-03-02 18:00")
            .ThenExactly(
                "waiting at ask for an answer until 2026-03-02 21:00",
                Remind("1.1.1.10"),
                Late("1.2.1.1"),
                Remind("1.1.1.11"),
                Late("1.3.1.1")
            )
            .At("2026-03-03 00:00")
            .ThenExactly("held at ask: nobody answered within 3 deadlines", Remind("1.1.1.12"), Late("1.4.1.1"));

    private static string Remind(string id) => $"{id} tell its owner \"Ask {{{{contact.name}}}}\" about 1.1.1.1";

    private static string Late(string id) => $"{id} tell lead \"late\" about 1.1.1.1";
}
