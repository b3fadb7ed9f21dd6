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

    // States across, inputs down.
    private static readonly string[] Tables =
    [
        """
                                          | unentered     | performing           | waiting for an event
            Entered                       | Performing    | StillInside          | StillInside
            EventArrived: entry           | Performing    | StillInside          | StillInside
            EventArrived: listened        | EntryNotMeant | Performing           | Waiting
            EventArrived: leave           | EntryNotMeant | Finished             | Finished
            EventArrived: other           | EntryNotMeant | NotListening         | NotListening
            TimerElapsed: due             | NotBegun      | Held                 | Waiting
            TimerElapsed: stale           | NotBegun      | TimerOfEarlierVisit  | TimerOfEarlierVisit
            EffectSucceeded: awaited      | NotBegun      | Waiting              | EffectOfEarlierVisit
            EffectSucceeded: stale        | NotBegun      | EffectOfEarlierVisit | EffectOfEarlierVisit
            EffectFailed: awaited         | NotBegun      | Held                 | EffectOfEarlierVisit
            EffectFailed: stale           | NotBegun      | EffectOfEarlierVisit | EffectOfEarlierVisit
            EffectUncertain: awaited      | NotBegun      | Waiting              | EffectOfEarlierVisit
            EffectUncertain: stale        | NotBegun      | EffectOfEarlierVisit | EffectOfEarlierVisit
            EffectDeferred: awaited       | NotBegun      | Waiting              | EffectOfEarlierVisit
            EffectDeferred: stale         | NotBegun      | EffectOfEarlierVisit | EffectOfEarlierVisit
            TaskAnswered: open            | NotBegun      | AnswerOfEarlierVisit | AnswerOfEarlierVisit
            TaskAnswered: unknown outcome | NotBegun      | AnswerOfEarlierVisit | AnswerOfEarlierVisit
            TaskAnswered: stale           | NotBegun      | AnswerOfEarlierVisit | AnswerOfEarlierVisit
            OperatorDecided: pause        | NotBegun      | Paused               | Paused
            OperatorDecided: resume       | NotBegun      | NotPaused            | NotPaused
            OperatorDecided: cancel       | NotBegun      | Finished             | Finished
            OperatorDecided: retry        | NotBegun      | NothingToRetry       | NothingToRetry
            OperatorDecided: skip         | NotBegun      | Waiting              | Waiting
            VersionChanged: kept          | NotBegun      | Performing           | Waiting
            VersionChanged: moved         | NotBegun      | Waiting              | Waiting
            """,
        """
                                          | waiting for an answer | waiting for another try | waiting for word
            Entered                       | StillInside           | StillInside             | StillInside
            EventArrived: entry           | StillInside           | StillInside             | StillInside
            EventArrived: listened        | Waiting               | Waiting                 | Waiting
            EventArrived: leave           | Finished              | Finished                | Finished
            EventArrived: other           | NotListening          | NotListening            | NotListening
            TimerElapsed: due             | Finished              | Performing              | Held
            TimerElapsed: stale           | TimerOfEarlierVisit   | TimerOfEarlierVisit     | TimerOfEarlierVisit
            EffectSucceeded: awaited      | EffectOfEarlierVisit  | EffectOfEarlierVisit    | Waiting
            EffectSucceeded: stale        | EffectOfEarlierVisit  | EffectOfEarlierVisit    | EffectOfEarlierVisit
            EffectFailed: awaited         | Held                  | EffectOfEarlierVisit    | Held
            EffectFailed: stale           | EffectOfEarlierVisit  | EffectOfEarlierVisit    | EffectOfEarlierVisit
            EffectUncertain: awaited      | EffectOfEarlierVisit  | EffectOfEarlierVisit    | EffectOfEarlierVisit
            EffectUncertain: stale        | EffectOfEarlierVisit  | EffectOfEarlierVisit    | EffectOfEarlierVisit
            EffectDeferred: awaited       | EffectOfEarlierVisit  | EffectOfEarlierVisit    | EffectOfEarlierVisit
            EffectDeferred: stale         | EffectOfEarlierVisit  | EffectOfEarlierVisit    | EffectOfEarlierVisit
            TaskAnswered: open            | Finished              | AnswerOfEarlierVisit    | AnswerOfEarlierVisit
            TaskAnswered: unknown outcome | Held                  | AnswerOfEarlierVisit    | AnswerOfEarlierVisit
            TaskAnswered: stale           | AnswerOfEarlierVisit  | AnswerOfEarlierVisit    | AnswerOfEarlierVisit
            OperatorDecided: pause        | Paused                | Paused                  | Paused
            OperatorDecided: resume       | NotPaused             | NotPaused               | NotPaused
            OperatorDecided: cancel       | Finished              | Finished                | Finished
            OperatorDecided: retry        | NothingToRetry        | Performing              | NothingToRetry
            OperatorDecided: skip         | Finished              | Waiting                 | Waiting
            VersionChanged: kept          | Waiting               | Waiting                 | Waiting
            VersionChanged: moved         | Waiting               | Waiting                 | Waiting
            """,
        """
                                          | held                 | held at the door     | waiting for its turn
            Entered                       | StillInside          | StillInside          | StillInside
            EventArrived: entry           | StillInside          | StillInside          | StillInside
            EventArrived: listened        | Held                 | Held                 | Waiting
            EventArrived: leave           | Finished             | Finished             | Finished
            EventArrived: other           | NotListening         | NotListening         | NotListening
            TimerElapsed: due             | StandsStill          | StandsStill          | Performing
            TimerElapsed: stale           | StandsStill          | StandsStill          | TimerOfEarlierVisit
            EffectSucceeded: awaited      | EffectOfEarlierVisit | EffectOfEarlierVisit | Waiting
            EffectSucceeded: stale        | EffectOfEarlierVisit | EffectOfEarlierVisit | EffectOfEarlierVisit
            EffectFailed: awaited         | EffectOfEarlierVisit | EffectOfEarlierVisit | EffectOfEarlierVisit
            EffectFailed: stale           | EffectOfEarlierVisit | EffectOfEarlierVisit | EffectOfEarlierVisit
            EffectUncertain: awaited      | EffectOfEarlierVisit | EffectOfEarlierVisit | EffectOfEarlierVisit
            EffectUncertain: stale        | EffectOfEarlierVisit | EffectOfEarlierVisit | EffectOfEarlierVisit
            EffectDeferred: awaited       | EffectOfEarlierVisit | EffectOfEarlierVisit | EffectOfEarlierVisit
            EffectDeferred: stale         | EffectOfEarlierVisit | EffectOfEarlierVisit | EffectOfEarlierVisit
            TaskAnswered: open            | AnswerOfEarlierVisit | AnswerOfEarlierVisit | AnswerOfEarlierVisit
            TaskAnswered: unknown outcome | AnswerOfEarlierVisit | AnswerOfEarlierVisit | AnswerOfEarlierVisit
            TaskAnswered: stale           | AnswerOfEarlierVisit | AnswerOfEarlierVisit | AnswerOfEarlierVisit
            OperatorDecided: pause        | StandsStill          | StandsStill          | Paused
            OperatorDecided: resume       | NotPaused            | NotPaused            | NotPaused
            OperatorDecided: cancel       | Finished             | Finished             | Finished
            OperatorDecided: retry        | Performing           | Performing           | Performing
            OperatorDecided: skip         | Waiting              | Performing           | Waiting
            VersionChanged: kept          | Held                 | Held                 | Waiting
            VersionChanged: moved         | Waiting              | Held                 | Waiting
            """,
        """
                                          | paused        | finished
            Entered                       | Paused        | Performing
            EventArrived: entry           | Paused        | Performing
            EventArrived: listened        | Paused        | AlreadyFinished
            EventArrived: leave           | Paused        | AlreadyFinished
            EventArrived: other           | NotListening  | AlreadyFinished
            TimerElapsed: due             | StandsStill   | AlreadyFinished
            TimerElapsed: stale           | StandsStill   | AlreadyFinished
            EffectSucceeded: awaited      | Paused        | AlreadyFinished
            EffectSucceeded: stale        | Paused        | AlreadyFinished
            EffectFailed: awaited         | Paused        | AlreadyFinished
            EffectFailed: stale           | Paused        | AlreadyFinished
            EffectUncertain: awaited      | Paused        | AlreadyFinished
            EffectUncertain: stale        | Paused        | AlreadyFinished
            EffectDeferred: awaited       | Paused        | AlreadyFinished
            EffectDeferred: stale         | Paused        | AlreadyFinished
            TaskAnswered: open            | Paused        | AnswerOfEarlierVisit
            TaskAnswered: unknown outcome | Paused        | AnswerOfEarlierVisit
            TaskAnswered: stale           | Paused        | AnswerOfEarlierVisit
            OperatorDecided: pause        | AlreadyPaused | AlreadyFinished
            OperatorDecided: resume       | Performing    | AlreadyFinished
            OperatorDecided: cancel       | Finished      | AlreadyFinished
            OperatorDecided: retry        | StandsStill   | AlreadyFinished
            OperatorDecided: skip         | StandsStill   | AlreadyFinished
            VersionChanged: kept          | Paused        | AlreadyFinished
            VersionChanged: moved         | ResumeFirst   | AlreadyFinished
            """,
    ];

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var table in Tables)
        {
            var lines = table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
            foreach (var line in lines.Skip(1))
            {
                for (var column = 1; column < line.Length; column++)
                {
                    cells.Add(lines[0][column], line[0], line[column]);
                }
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
            Cells()
                .Select(cell => Standing((string)cell[0]).State.GetType().Name)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        var inputs = typeof(JourneyInput).GetNestedTypes().Select(type => type.Name);
        Assert.Equal(
            inputs.Order(StringComparer.Ordinal),
            Cells().Select(cell => ((string)cell[1]).Split(':')[0]).Distinct().Order(StringComparer.Ordinal)
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
            "waiting for its turn" => journey.Enter().PutOff("2026-03-02 11:00"),
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
            "EffectDeferred: awaited" => new JourneyInput.EffectDeferred(awaited, happened, Deferral.Turn, "why"),
            "EffectDeferred: stale" => new JourneyInput.EffectDeferred(Stale, happened, Deferral.Paused, "why"),
            "TaskAnswered: open" => new JourneyInput.TaskAnswered(awaited, "yes", "mia", Fields.Empty),
            "TaskAnswered: unknown outcome" => new JourneyInput.TaskAnswered(awaited, "hm", "mia", Fields.Empty),
            "TaskAnswered: stale" => new JourneyInput.TaskAnswered(Stale, "yes", "mia", Fields.Empty),
            "VersionChanged: kept" => new JourneyInput.VersionChanged("v2", [], "olga"),
            "VersionChanged: moved" => new JourneyInput.VersionChanged(
                "v2",
                [new("hello", "wait"), new("wait", "ask"), new("ask", "wait")],
                "olga"
            ),
            _ => new JourneyInput.OperatorDecided(
                Enum.Parse<OperatorAction>(name.Split(": ")[1], ignoreCase: true),
                "olga",
                state is JourneyState.Held { Visit.Number: 0 } ? 0 : visit
            ),
        };

        EventFact Event(string type) => new($"new {type}", type, happened, null, Fields.Empty);
    }
}
