using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Machine;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Tests.Steps;

/// <summary>The verbs that do something in the world: notify, webhook, update, emit, start, end.</summary>
public sealed class DoingTests
{
    private const string Done = """ "done": { "end": "done" } """;

    private const string Webhook = """
        "call": { "webhook": "https://crm.example.com/leads", "then": "done", "failed": "by-hand" },
        "done": { "end": "done" }, "by-hand": { "end": "by-hand" }
        """;

    [Fact]
    public void Notify_tells_a_team_and_goes_on_at_once() =>
        Journey
            .Of($$""" "tell": { "notify": "sales", "message": "{{Hello}}", "then": "done" }, {{Done}} """)
            .ByHand()
            .Enter()
            .Because("tell: entered on lead.created > tell", "tell: tells sales > done", "done: ends: done")
            .ThenExactly("finished: done", $"1.1.1.1 tell sales \"{Hello}\"");

    [Fact]
    public void Emit_publishes_an_event_and_goes_on_at_once() =>
        Journey
            .Of(
                $$""" "say": { "emit": "lead.qualified", "data": { "from": { "a": "b" }, "n": 1 }, "then": "done" }, {{Done}} """
            )
            .ByHand()
            .Enter()
            .Because("say: entered on lead.created > say", "say: publishes lead.qualified > done", "done: ends: done")
            .ThenExactly("finished: done", "1.1.1.1 publish lead.qualified {\"from\":{\"a\":\"b\"},\"n\":1}");

    [Fact]
    public void Start_begins_another_journey_and_goes_on_at_once() =>
        Journey
            .Of($$""" "go": { "start": "nurture", "data": { "topic": "energy" }, "then": "done" }, {{Done}} """)
            .ByHand()
            .Enter()
            .Because("go: entered on lead.created > go", "go: starts nurture > done", "done: ends: done")
            .ThenExactly("finished: done", "1.1.1.1 start nurture {\"topic\":\"energy\"}");

    [Fact]
    public void Update_goes_on_when_the_change_can_be_seen() =>
        Journey
            .Of(
                """
                "score": { "update": { "contact.stage": "mql", "contact.score": { "add": 10 }, "contact.note": null }, "then": "fork" },
                "fork": { "branch": [{ "if": { "contact.score": { "atLeast": 10 } }, "then": "high" }], "otherwise": "low" },
                "high": { "end": "high" }, "low": { "end": "low" }
                """
            )
            .Enter()
            .ThenExactly("finished: high", "1.1.1.1 update stage = mql, score + 10, note cleared");

    [Fact]
    public void An_update_that_fails_for_good_is_held() =>
        Journey
            .Of($$""" "score": { "update": { "contact.stage": "mql" }, "then": "done" }, {{Done}} """)
            .ByHand()
            .Enter()
            .Fails("no such contact")
            .ThenExactly("held at score: failed: no such contact", "1.1.1.1 update stage = mql");

    [Theory]
    [InlineData("""{ "status": 201 }""", "call: done: 201 > done")]
    [InlineData("""{}""", "call: done > done")]
    public void A_webhook_goes_on_when_the_other_system_answered(string result, string reason) =>
        Journey
            .Of(Webhook)
            .ByHand()
            .Enter()
            .ThenExactly("performing call", "1.1.1.1 POST https://crm.example.com/leads {}")
            .Succeeds(result)
            .Because(reason, "done: ends: done")
            .ThenExactly("finished: done");

    [Fact]
    public void What_a_webhook_answered_can_be_asked_later() =>
        Journey
            .Of(
                """
                "call": { "webhook": "https://crm.example.com", "method": "PUT", "body": { "mail": "{{contact.email}}" }, "then": "fork" },
                "fork": { "branch": [{ "if": { "steps.call.answers.status": 201 }, "then": "new" }], "otherwise": "old" },
                "new": { "end": "new" }, "old": { "end": "old" }
                """
            )
            .ByHand()
            .Enter()
            .Succeeds("""{ "status": 201 }""")
            .ThenExactly("finished: new", "1.1.1.1 PUT https://crm.example.com {\"mail\":\"{{contact.email}}\"}");

    [Fact]
    public void A_webhook_that_can_never_work_takes_its_failed_way() =>
        Journey
            .Of(Webhook)
            .ByHand()
            .Enter()
            .Fails("404")
            .ThenExactly("finished: by-hand", "1.1.1.1 POST https://crm.example.com/leads {}");

    [Fact]
    public void A_webhook_whose_fate_is_unknown_is_simply_called_again() =>
        Journey
            .Of(Webhook)
            .ByHand()
            .Enter()
            .Uncertain()
            .ThenExactly(
                "performing call",
                "1.1.1.1 POST https://crm.example.com/leads {}",
                "1.1.2.1 POST https://crm.example.com/leads {}"
            )
            .Succeeds(effect: "1.1.1.1")
            .ThenIgnored(ReasonCode.EffectOfEarlierVisit)
            .Succeeds()
            .ThenExactly("finished: done");

    [Fact]
    public void A_failure_that_nobody_waits_for_changes_nothing() =>
        Journey
            .Of(
                """
                "tell": { "notify": "sales", "message": "hi", "then": "wait" }, "wait": { "wait": "1 day", "then": "done" },
                "done": { "end": "done" }
                """
            )
            .Enter()
            .Fails("no such team", effect: "1.1.1.1")
            .ThenIgnored(ReasonCode.EffectOfEarlierVisit)
            .ThenExactly("waiting at wait until 2026-03-03 10:00", "1.1.1.1 tell sales \"hi\"");

    [Fact]
    public void A_journey_may_do_as_many_things_in_a_row_as_it_has_steps()
    {
        const int Many = 999;
        var steps = Enumerable.Range(0, Many).Select(n => $$""" "s{{n}}": { "emit": "e", "then": "s{{n + 1}}" } """);
        var journey = Journey.Of($$""" {{string.Join(',', steps)}}, "s{{Many}}": { "end": "done" } """);
        var entry = new EventFact("e", "lead.created", journey.Now, null, Fields.Empty);
        var outcome = JourneyMachine.Apply(
            journey.Definition,
            journey.State,
            new JourneyInput.EventArrived(entry),
            Facts.Recorded(journey.Now, [])
        );
        var moved = Assert.IsType<Outcome.Moved>(outcome);
        Assert.Equal("done", Assert.IsType<JourneyState.Finished>(moved.Next).Outcome);
        Assert.Equal(Many, moved.Effects.Length);
    }

    private const string Hello = "Hello {{contact.name}}";
}
