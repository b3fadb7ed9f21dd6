using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>What operators can do: pause, resume, cancel, retry, skip, wherever a run stands.</summary>
public sealed class OperatingTests
{
    private const string Steps = """
        "hello": { "email": "hello", "then": "wait", "failed": "lost" },
        "wait": { "wait": "2 days", "then": "heard" },
        "heard": { "waitFor": { "event": "email.clicked" }, "upTo": "1 day", "then": "ask", "otherwise": "fork" },
        "fork": { "branch": [{ "if": { "contact.score": { "above": 5 } }, "then": "ask" }], "otherwise": "done" },
        "ask": { "task": "Ask", "team": "sales", "within": "1 day", "remind": "1 hour", "outcomes": { "yes": "done" }, "late": "late" },
        "late": { "webhook": "https://crm.example.com", "then": "stay" },
        "done": { "end": "done" }, "lost": { "end": "lost" }
        """;

    private const string Hello = "1.1.1.1 email hello (marketing)";

    [Fact]
    public void Skipping_takes_the_main_way_of_each_verb() =>
        Sending()
            .Skip()
            .Because("hello: olga skips the step > wait", "wait: waits until 2026-03-04 09:00 UTC")
            .ThenExactly("waiting at wait until 2026-03-04 10:00")
            .Skip()
            .ThenExactly("waiting at heard until 2026-03-03 10:00")
            .Skip()
            .ThenExactly("held at fork: cannot decide: contact.score is not known")
            .Skip()
            .Because("fork: olga skips the step > done", "done: ends: done")
            .ThenExactly("finished: done");

    [Fact]
    public void A_result_of_what_was_skipped_changes_nothing() =>
        Sending()
            .Skip()
            .Succeeds(effect: "1.1.1.1")
            .ThenIgnored(ReasonCode.EffectOfEarlierVisit)
            .ThenExactly("waiting at wait until 2026-03-04 10:00");

    [Fact]
    public void Skipping_on_a_late_way_leads_back_to_the_task() =>
        Late()
            .Skip()
            .Because("late: olga skips the step", "ask: the task stays open, due again 2026-03-06 09:00 UTC")
            .ThenExactly("waiting at ask for an answer until 2026-03-06 09:00");

    [Fact]
    public void Retrying_does_what_is_held_once_more() =>
        Journey
            .Of(Steps)
            .Enter()
            .At("2026-03-05 10:00")
            .ThenExactly("held at fork: cannot decide: contact.score is not known", Hello)
            .Knowing("""{ "score": 9 }""")
            .Retry()
            .Because(
                "fork: olga has it done again",
                "fork: tries again > fork",
                "fork: contact.score is above 5 > ask",
                "ask: asks sales, due 2026-03-06 09:00 UTC"
            )
            .ThenExactly(
                "waiting at ask for an answer until 2026-03-06 09:00",
                "1.5.1.1 open task \"Ask\" for sales due 2026-03-06 10:00 [yes]"
            );

    [Fact]
    public void Retrying_need_not_wait_for_the_next_try() =>
        Sending()
            .FailsForNow()
            .ThenExactly("waiting at hello for another try until 2026-03-02 10:01")
            .Retry()
            .ThenExactly("performing hello", "1.1.2.1 email hello (marketing)");

    [Fact]
    public void There_is_nothing_to_retry_in_what_goes_its_way() =>
        Sending()
            .Retry()
            .ThenIgnored(ReasonCode.NothingToRetry)
            .Succeeds()
            .Retry()
            .ThenIgnored(ReasonCode.NothingToRetry)
            .ThenExactly("waiting at wait until 2026-03-04 10:00");

    [Fact]
    public void Cancelling_ends_it_and_withdraws_what_is_open() =>
        Late()
            .Cancel()
            .Because("late: cancelled by olga", "late: the open task is withdrawn")
            .ThenExactly("finished: cancelled", "1.4.1.2 close 1.4.1.1 of sales due 2026-03-05 10:00: withdrawn")
            .Cancel()
            .ThenIgnored(ReasonCode.AlreadyFinished);

    [Fact]
    public void A_held_run_stands_still_already() =>
        Sending().Fails().ThenExactly("finished: lost").Pause().ThenIgnored(ReasonCode.AlreadyFinished);

    [Fact]
    public void Pausing_what_is_held_changes_nothing() =>
        Journey
            .Of(Steps)
            .Enter()
            .At("2026-03-05 10:00")
            .Pause()
            .ThenIgnored(ReasonCode.StandsStill)
            .Resume()
            .ThenIgnored(ReasonCode.NotPaused)
            .ThenExactly("held at fork: cannot decide: contact.score is not known", Hello);

    [Fact]
    public void A_paused_run_is_neither_paused_nor_retried_nor_skipped() =>
        Sending()
            .Pause()
            .Pause()
            .ThenIgnored(ReasonCode.AlreadyPaused)
            .Retry()
            .ThenIgnored(ReasonCode.StandsStill)
            .Skip()
            .ThenIgnored(ReasonCode.StandsStill)
            .Tell(new JourneyInput.OperatorDecided(OperatorAction.Resume, "olga", Visit: 7))
            .ThenIgnored(ReasonCode.DecisionOfEarlierVisit)
            .ThenExactly("paused performing hello")
            .Cancel()
            .ThenExactly("finished: cancelled");

    [Fact]
    public void A_result_is_kept_while_paused() =>
        Sending()
            .Pause()
            .Succeeds()
            .Because("hello: paused by olga", "hello: kept until it is resumed")
            .ThenExactly("paused performing hello")
            .Again()
            .ThenIgnored(ReasonCode.Duplicate)
            .At("2026-03-09 10:00")
            .Resume()
            .ThenExactly("waiting at wait until 2026-03-11 10:00");

    [Fact]
    public void An_answer_is_kept_while_paused() =>
        Asking()
            .Pause()
            .Answer("yes", task: "1.4.1.1")
            .ThenExactly("paused waiting at ask for an answer until 2026-03-05 09:00")
            .Resume()
            .ThenExactly("finished: done", "1.4.1.2 close 1.4.1.1 of sales due 2026-03-05 10:00: yes by mia");

    [Fact]
    public void Deadlines_move_with_the_pause() =>
        Asking()
            .At("2026-03-05 08:00")
            .Pause()
            .At("2026-03-07 08:00")
            .Resume()
            .ThenExactly("waiting at ask for an answer until 2026-03-07 09:00")
            .At("2026-03-07 09:00")
            .ThenExactly(
                "waiting at ask for an answer until 2026-03-07 10:00",
                "1.4.1.10 tell its owner \"Ask\" about 1.4.1.1"
            );

    [Fact]
    public void What_comes_while_paused_is_told_in_its_order_and_what_ends_the_run_ends_it() =>
        Journey
            .Of(
                """ "wait": { "wait": "2 days", "then": "done" }, "done": { "end": "done" } """,
                """
                "enter": { "on": "lead.created" },
                "leave": [{ "on": "contact.moved", "if": { "contact.country": "FR" } }, { "on": "contact.left" }]
                """
            )
            .Knowing("""{ "country": "DE" }""")
            .Enter()
            .Pause()
            .Event("contact.moved")
            .Event("page.viewed")
            .ThenIgnored(ReasonCode.NotListening)
            .Event("lead.created", id: "e1")
            .ThenIgnored(ReasonCode.Duplicate)
            .Event("contact.left")
            .ThenExactly("paused waiting at wait until 2026-03-04 10:00")
            .Resume()
            .Because("wait: resumed by olga", "wait: leaves: contact.left")
            .ThenExactly("finished: left");

    [Fact]
    public void A_paused_run_keeps_the_newest_hundred_events()
    {
        var journey = Sending().Pause().Succeeds();
        for (var count = 0; count <= Course.MemoryLimit; count++)
        {
            journey.Event("email.clicked");
        }

        var paused = Assert.IsType<JourneyState.Paused>(journey.State);
        Assert.Equal(Course.MemoryLimit, paused.Kept.Length);
        Assert.IsType<JourneyInput.EffectSucceeded>(paused.Kept[0]);
    }

    private static Journey Sending() => Journey.Of(Steps).ByHand().Enter().ThenExactly("performing hello", Hello);

    private static Journey Asking() =>
        Journey
            .Of(Steps)
            .Enter()
            .At("2026-03-04 10:00")
            .Event("email.clicked")
            .ThenExactly(
                "waiting at ask for an answer until 2026-03-05 09:00",
                Hello,
                "1.4.1.1 open task \"Ask\" for sales due 2026-03-05 10:00 [yes]"
            );

    private static Journey Late() =>
        Asking()
            .ByHand()
            .At("2026-03-05 10:00")
            .ThenExactly(
                "performing late",
                "1.4.1.10 tell its owner \"Ask\" about 1.4.1.1",
                "1.5.1.1 POST https://crm.example.com {}"
            );
}
