using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>
/// Every kind of state meets every kind of input, once fitting and once stale: the machine always answers, and the table
/// says whether it moves (and to what kind of state) or why it does not.
/// </summary>
public sealed class TotalityTests
{
    private const string Steps = """
        "hello": { "email": "hello", "then": "wait" },
        "wait": { "waitFor": { "event": "email.clicked" }, "upTo": "1 day", "then": "ask", "otherwise": "ask" },
        "ask": { "task": "Ask", "team": "sales", "within": "1 day", "outcomes": { "yes": "done" }, "late": "done" },
        "done": { "end": "done" }
        """;

    private const string Rules = """
        "enter": { "on": "lead.created", "if": { "contact.fit": true }, "again": "always" }, "leave": [{ "on": "contact.left" }]
        """;

    // The inputs, in the order of the columns below.
    private static readonly string[] Inputs =
    [
        "Entered",
        "EventArrived: entry",
        "EventArrived: listened",
        "EventArrived: leave",
        "EventArrived: other",
        "TimerElapsed: due",
        "TimerElapsed: stale",
        "EffectSucceeded: awaited",
        "EffectSucceeded: stale",
        "EffectFailed: awaited",
        "EffectFailed: stale",
        "EffectUncertain: awaited",
        "EffectUncertain: stale",
        "TaskAnswered: open",
        "TaskAnswered: unknown outcome",
        "TaskAnswered: stale",
        "OperatorDecided: pause",
        "OperatorDecided: resume",
        "OperatorDecided: cancel",
        "OperatorDecided: retry",
        "OperatorDecided: skip",
    ];

    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        ["unentered"] =
        [
            "Performing",
            "Performing",
            "EntryNotMeant",
            "EntryNotMeant",
            "EntryNotMeant",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
            "NotBegun",
        ],
        ["performing"] =
        [
            "StillInside",
            "StillInside",
            "Performing",
            "Finished",
            "NotListening",
            "Held",
            "TimerOfEarlierVisit",
            "Waiting",
            "EffectOfEarlierVisit",
            "Held",
            "EffectOfEarlierVisit",
            "Waiting",
            "EffectOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "Paused",
            "NotPaused",
            "Finished",
            "NothingToRetry",
            "Waiting",
        ],
        ["waiting for an event"] =
        [
            "StillInside",
            "StillInside",
            "Waiting",
            "Finished",
            "NotListening",
            "Waiting",
            "TimerOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "Paused",
            "NotPaused",
            "Finished",
            "NothingToRetry",
            "Waiting",
        ],
        ["waiting for an answer"] =
        [
            "StillInside",
            "StillInside",
            "Waiting",
            "Finished",
            "NotListening",
            "Finished",
            "TimerOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "Held",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "Finished",
            "Held",
            "AnswerOfEarlierVisit",
            "Paused",
            "NotPaused",
            "Finished",
            "NothingToRetry",
            "Finished",
        ],
        ["waiting for another try"] =
        [
            "StillInside",
            "StillInside",
            "Waiting",
            "Finished",
            "NotListening",
            "Performing",
            "TimerOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "Paused",
            "NotPaused",
            "Finished",
            "Performing",
            "Waiting",
        ],
        ["waiting for word"] =
        [
            "StillInside",
            "StillInside",
            "Waiting",
            "Finished",
            "NotListening",
            "Held",
            "TimerOfEarlierVisit",
            "Waiting",
            "EffectOfEarlierVisit",
            "Held",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "Paused",
            "NotPaused",
            "Finished",
            "NothingToRetry",
            "Waiting",
        ],
        ["held"] =
        [
            "StillInside",
            "StillInside",
            "Held",
            "Finished",
            "NotListening",
            "StandsStill",
            "StandsStill",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "StandsStill",
            "NotPaused",
            "Finished",
            "Performing",
            "Waiting",
        ],
        ["held at the door"] =
        [
            "StillInside",
            "StillInside",
            "Held",
            "Finished",
            "NotListening",
            "StandsStill",
            "StandsStill",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "EffectOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "StandsStill",
            "NotPaused",
            "Finished",
            "Performing",
            "Performing",
        ],
        ["paused"] =
        [
            "Paused",
            "Paused",
            "Paused",
            "Paused",
            "NotListening",
            "StandsStill",
            "StandsStill",
            "Paused",
            "Paused",
            "Paused",
            "Paused",
            "Paused",
            "Paused",
            "Paused",
            "Paused",
            "Paused",
            "AlreadyPaused",
            "Performing",
            "Finished",
            "StandsStill",
            "StandsStill",
        ],
        ["finished"] =
        [
            "Performing",
            "Performing",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AnswerOfEarlierVisit",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
            "AlreadyFinished",
        ],
    };

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var (state, answers) in Table)
        {
            Assert.Equal(Inputs.Length, answers.Length);
            foreach (var (input, answer) in Inputs.Zip(answers))
            {
                cells.Add(state, input, answer);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_state_answers_every_input(string state, string input, string answer)
    {
        var journey = Standing(state);
        var (before, definition) = (journey.State, journey.Definition);
        var told = Input(input, before, journey.Now);
        var facts = new Facts(
            before.DueAt ?? journey.Now + Duration.FromHours(1),
            Fields.Of([new("fit", FieldValue.Of(true)), new("consent.marketing", FieldValue.Of(true))]),
            Fields.Empty,
            TouchpointSummary.Empty
        );
        var outcome = JourneyMachine.Apply(definition, before, told, facts);
        Laws.Check(definition, before, told, facts, outcome);
        Assert.Equal(
            answer,
            outcome is Outcome.Moved moved
                ? moved.Next.GetType().Name
                : ((Outcome.Ignored)outcome).Because.Code.ToString()
        );
    }

    [Fact]
    public void The_table_is_complete()
    {
        var states = typeof(JourneyState).GetNestedTypes().Select(type => type.Name);
        Assert.Equal(
            states.Order(StringComparer.Ordinal),
            Table.Keys.Select(name => Standing(name).State.GetType().Name).Distinct().Order(StringComparer.Ordinal)
        );
        var inputs = typeof(JourneyInput).GetNestedTypes().Select(type => type.Name);
        Assert.Equal(
            inputs.Order(StringComparer.Ordinal),
            Inputs.Select(name => name.Split(':')[0]).Distinct().Order(StringComparer.Ordinal)
        );
    }

    private static Journey Standing(string state)
    {
        var journey = Journey.Of(Steps, Rules).Knowing("""{ "fit": true }""").ByHand();
        return state switch
        {
            "unentered" => journey,
            "performing" => journey.Enter(),
            "waiting for an event" => journey.Enter().Succeeds(),
            "waiting for an answer" => journey.Enter().Succeeds().Event("email.clicked"),
            "waiting for another try" => journey.Enter().FailsForNow(),
            "waiting for word" => journey.Enter().Uncertain(),
            "held" => journey.Enter().Fails(),
            "held at the door" => journey.Knowing("""{ "fit": null }""").Enter(),
            "paused" => journey.Enter().Pause(),
            "finished" => journey.Enter().Cancel(),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
    }

    private static JourneyInput Input(string name, JourneyState state, Instant now)
    {
        var visit = Laws.VisitOf(state)?.Number ?? 1;
        var awaited = Laws.CourseOf(state)?.Task?.Id ?? $"test~contact~1.{visit}.1.1";
        const string Stale = "test~contact~1.9.9.1";
        var happened = now + Duration.FromMinutes(30);
        return name switch
        {
            "Entered" => new JourneyInput.Entered(Event("journey.start")),
            "EventArrived: entry" => new JourneyInput.EventArrived(Event("lead.created")),
            "EventArrived: listened" => new JourneyInput.EventArrived(Event("email.clicked")),
            "EventArrived: leave" => new JourneyInput.EventArrived(Event("contact.left")),
            "EventArrived: other" => new JourneyInput.EventArrived(Event("page.viewed")),
            "TimerElapsed: due" => new JourneyInput.TimerElapsed(visit, state.DueAt ?? now),
            "TimerElapsed: stale" => new JourneyInput.TimerElapsed(9, now),
            "EffectSucceeded: awaited" => new JourneyInput.EffectSucceeded(awaited, Fields.Empty),
            "EffectSucceeded: stale" => new JourneyInput.EffectSucceeded(Stale, Fields.Empty),
            "EffectFailed: awaited" => new JourneyInput.EffectFailed(awaited, Failure.Permanent, "why"),
            "EffectFailed: stale" => new JourneyInput.EffectFailed(Stale, Failure.Passing, "why"),
            "EffectUncertain: awaited" => new JourneyInput.EffectUncertain(awaited, "why"),
            "EffectUncertain: stale" => new JourneyInput.EffectUncertain(Stale, "why"),
            "TaskAnswered: open" => new JourneyInput.TaskAnswered(awaited, "yes", "mia", Fields.Empty),
            "TaskAnswered: unknown outcome" => new JourneyInput.TaskAnswered(awaited, "hm", "mia", Fields.Empty),
            "TaskAnswered: stale" => new JourneyInput.TaskAnswered(Stale, "yes", "mia", Fields.Empty),
            _ => new JourneyInput.OperatorDecided(
                Enum.Parse<OperatorAction>(name.Split(": ")[1], ignoreCase: true),
                "olga",
                state is JourneyState.Held { Visit.Number: 0 } ? 0 : visit
            ),
        };

        EventFact Event(string type) => new($"new {type}", type, happened, null, Fields.Empty);
    }
}
