using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>What authors can rely on, promise by promise, each in one story.</summary>
public sealed class PromiseTests
{
    private const string Nurture = """
        "hello": { "email": "hello", "then": "pause" },
        "pause": { "wait": "2 days", "then": "clicked" },
        "clicked": { "waitFor": { "event": "email.clicked", "of": "hello" }, "upTo": "1 day", "then": "ask", "otherwise": "no" },
        "ask": { "task": "Ask", "team": "sales", "within": "1 day", "outcomes": { "yes": "yes", "again": "hello" }, "late": "no" },
        "yes": { "end": "yes" }, "no": { "end": "no" }
        """;

    private const string Hello = "1.1.1.1 email hello (marketing)";

    private const string Ask = "1.4.1.1 open task \"Ask\" for sales due 2026-03-05 10:00 [yes, again]";

    [Fact]
    public void No_lost_click() =>
        Journey
            .Of(Nurture)
            .Enter()
            .ThenExactly("waiting at pause until 2026-03-04 10:00", Hello)
            .At("2026-03-02 10:05")
            .Event("email.clicked", about: "1.1.1.1")
            .ThenExactly("waiting at pause until 2026-03-04 10:00")
            .At("2026-03-04 10:00")
            .Because("pause: the wait is over > clicked", "clicked: email.clicked came > ask", AsksSales)
            .ThenExactly("waiting at ask for an answer until 2026-03-05 10:00", Ask);

    [Fact]
    public void No_silent_fall_through_for_a_date() =>
        Journey
            .Of(
                """
                "until": { "wait": { "until": "contact.renewal" }, "then": "yes", "past": "no" },
                "yes": { "end": "yes" }, "no": { "end": "no" }
                """
            )
            .Enter()
            .ThenExactly("held at until: contact.renewal is not known");

    [Fact]
    public void No_silent_fall_through_for_a_condition() =>
        Journey
            .Of(
                """
                "fork": { "branch": [{ "if": { "contact.score": { "above": 5 } }, "then": "yes" }], "otherwise": "no" },
                "yes": { "end": "yes" }, "no": { "end": "no" }
                """
            )
            .Knowing("""{ "score": "12" }""")
            .Enter()
            .ThenExactly("held at fork: cannot decide: contact.score is 12, a text, and not a number")
            .Knowing("""{ "score": 12 }""")
            .Retry()
            .ThenExactly("finished: yes");

    [Fact]
    public void No_silent_fall_through_for_an_outcome() =>
        Asked().Answer("no").ThenExactly("held at ask: the answer \"no\" is not one of the task's outcomes");

    [Fact]
    public void Decide_at_the_last_moment() =>
        Journey
            .Of(
                """
                "wait": { "wait": "3 days", "then": "fork" },
                "fork": { "branch": [{ "if": { "contact.country": "DE" }, "then": "german" }], "otherwise": "rest" },
                "german": { "end": "german" }, "rest": { "end": "rest" }
                """
            )
            .Knowing("""{ "country": "DE" }""")
            .Enter()
            .At("2026-03-05 09:59")
            .Knowing("""{ "country": "FR" }""")
            .At("2026-03-05 10:00")
            .ThenExactly("finished: rest");

    [Fact]
    public void A_late_answer_does_nothing() =>
        Asked()
            .Answer("again")
            .At("2026-03-04 11:00")
            .ThenExactly(
                "waiting at pause until 2026-03-06 10:00",
                "1.4.1.2 close 1.4.1.1 of sales due 2026-03-05 10:00: again by mia",
                "1.5.1.1 email hello (marketing)"
            )
            .Answer("yes", task: "1.4.1.1")
            .ThenIgnored(ReasonCode.AnswerOfEarlierVisit)
            .Tell(new JourneyInput.TimerElapsed(4, NodaTime.Instant.FromUtc(2026, 3, 5, 9, 0)))
            .ThenIgnored(ReasonCode.TimerOfEarlierVisit)
            .Succeeds(effect: "1.1.1.1")
            .ThenIgnored(ReasonCode.EffectOfEarlierVisit)
            .Tell(new JourneyInput.OperatorDecided(OperatorAction.Cancel, "olga", Visit: 4))
            .ThenIgnored(ReasonCode.DecisionOfEarlierVisit)
            .ThenExactly("waiting at pause until 2026-03-06 10:00");

    [Fact]
    public void Pinned_versions_a_run_moved_to_one_without_its_step_is_held_and_can_go_back() =>
        Journey
            .Of(Nurture)
            .Enter()
            .ThenExactly("waiting at pause until 2026-03-04 10:00", Hello)
            .Under(""" "start": { "end": "done" } """)
            .At("2026-03-04 10:00")
            .ThenExactly("held at pause: the step \"pause\" is not in this version")
            .Under(Nurture)
            .Retry()
            .ThenExactly("waiting at pause until 2026-03-06 10:00");

    [Fact]
    public void Pinned_versions_the_same_texts_are_the_same_version()
    {
        var (one, same) = (Journey.Of(Nurture).Definition, Journey.Of(Nurture).Definition);
        var other = Journey.Of(Nurture.Replace("2 days", "3 days", StringComparison.Ordinal)).Definition;
        Assert.Equal(one.Version, same.Version);
        Assert.NotEqual(one.Version, other.Version);
    }

    [Fact]
    public void Pause_freezes_in_place() =>
        Journey
            .Of(Nurture)
            .Enter()
            .At("2026-03-03 10:00")
            .Pause()
            .ThenExactly("paused waiting at pause until 2026-03-04 10:00", Hello)
            .At("2026-03-10 10:00")
            .Event("email.clicked", about: "1.1.1.1")
            .ThenExactly("paused waiting at pause until 2026-03-04 10:00")
            .Resume()
            .Because("pause: resumed by olga", "pause: email.clicked is remembered")
            .ThenExactly("waiting at pause until 2026-03-11 10:00")
            .At("2026-03-11 10:00")
            .ThenExactly(
                "waiting at ask for an answer until 2026-03-12 10:00",
                "1.4.1.1 open task \"Ask\" for sales due 2026-03-12 10:00 [yes, again]"
            );

    [Fact]
    public void Nobody_is_forgotten() =>
        // Each answer on the way is held against Laws: a live run has a due instant.
        Asked()
            .At("2027-03-05 10:00")
            .Because("ask: sales is late > no", "no: ends: no", "no: the open task is withdrawn")
            .ThenExactly("finished: no", "1.4.1.2 close 1.4.1.1 of sales due 2026-03-05 10:00: withdrawn");

    private const string AsksSales = "ask: asks sales, due 2026-03-05 09:00 UTC";

    private static Journey Asked() =>
        Journey
            .Of(Nurture)
            .Enter()
            .Event("email.clicked", about: "1.1.1.1")
            .At("2026-03-04 10:00")
            .ThenExactly("waiting at ask for an answer until 2026-03-05 10:00", Hello, Ask);
}
