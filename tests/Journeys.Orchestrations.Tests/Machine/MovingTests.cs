using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>What becomes of a run when those inside are moved to another version.</summary>
public sealed class MovingTests
{
    private const string Old = """
        "hello": { "email": "hello", "then": "wait" },
        "wait": { "wait": "2 days", "then": "ask" },
        "ask": { "task": "Ask", "team": "sales", "within": "1 day", "outcomes": { "yes": "done" }, "late": "late" },
        "late": { "notify": "sales", "message": "late", "then": "stay" },
        "done": { "end": "done" }
        """;

    private const string New = """
        "hello": { "email": "hello", "then": "wait" },
        "wait": { "wait": "5 days", "then": "nudge" },
        "nudge": { "email": "nudge", "then": "call" },
        "call": { "task": "Call", "team": "sales", "within": "1 day", "outcomes": { "yes": "done" }, "late": "done" },
        "done": { "end": "done" }
        """;

    private const string Hello = "1.1.1.1 email hello (marketing)";

    [Fact]
    public void Whoever_waits_at_a_step_that_keeps_its_name_waits_on_and_then_goes_the_new_way() =>
        Journey
            .Of(Old)
            .Enter()
            .ThenExactly("waiting at wait until 2026-03-04 10:00", Hello)
            .MovedTo(New)
            .Because("wait: moved to version v2 by olga")
            .ThenExactly("waiting at wait until 2026-03-04 10:00")
            .At("2026-03-04 10:00")
            .ThenExactly(
                "waiting at call for an answer until 2026-03-05 10:00",
                "1.3.1.1 email nudge (marketing)",
                "1.4.1.1 open task \"Call\" for sales due 2026-03-05 10:00 [yes]"
            );

    [Fact]
    public void Whoever_is_sent_to_another_step_comes_to_it_like_anybody_else_and_its_task_is_withdrawn() =>
        Journey
            .Of(Old)
            .Enter()
            .At("2026-03-04 10:00")
            .ThenExactly(
                "waiting at ask for an answer until 2026-03-05 10:00",
                Hello,
                "1.3.1.1 open task \"Ask\" for sales due 2026-03-05 10:00 [yes]"
            )
            .MovedTo(New, "ask=nudge", "late=nudge")
            .Because(
                "ask: moved to version v2 by olga",
                "ask: the open task is withdrawn",
                "ask: comes to \"nudge\" in version v2 > nudge",
                "nudge: sends the mail \"nudge\"",
                "nudge: the mail \"nudge\" was sent > call",
                "call: asks sales, due 2026-03-05 09:00 UTC"
            )
            .ThenExactly(
                "waiting at call for an answer until 2026-03-05 10:00",
                "1.3.1.2 close 1.3.1.1 of sales due 2026-03-05 10:00: withdrawn",
                "1.4.1.1 email nudge (marketing)",
                "1.5.1.1 open task \"Call\" for sales due 2026-03-05 10:00 [yes]"
            );

    [Fact]
    public void Whoever_stands_where_the_new_version_has_nothing_stays_on_the_old_one() =>
        Journey.Of(Old).Enter().At("2026-03-04 10:00").MovedTo(New).ThenIgnored(ReasonCode.StepNotInVersion);

    [Fact]
    public void A_run_that_is_paused_is_pinned_anew_but_comes_to_no_other_step() =>
        Journey
            .Of(Old)
            .Enter()
            .ThenExactly("waiting at wait until 2026-03-04 10:00", Hello)
            .Pause()
            .MovedTo(New, "wait=nudge")
            .ThenIgnored(ReasonCode.ResumeFirst)
            .ThenExactly("paused waiting at wait until 2026-03-04 10:00")
            .MovedTo(New)
            .Because("wait: moved to version v2 by olga")
            .Resume()
            .ThenExactly("waiting at wait until 2026-03-04 10:00");

    [Fact]
    public void A_run_that_is_over_or_never_began_is_not_moved() =>
        Journey
            .Of(Old)
            .MovedTo(New)
            .ThenIgnored(ReasonCode.NotBegun)
            .Enter()
            .Cancel()
            .MovedTo(New)
            .ThenIgnored(ReasonCode.AlreadyFinished);
}
