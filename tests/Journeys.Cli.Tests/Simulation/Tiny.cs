using Journeys.Cli.Simulation;
using Journeys.Cli.Tests.Authoring;

namespace Journeys.Cli.Tests.Simulation;

/// <summary>A workspace with a journey whose figures can be worked out by hand.</summary>
internal static class Tiny
{
    /// <summary>A mail, a day to click, and a task; whoever wins something reaches the goal.</summary>
    public const string Journey = """
        { "journey": "spring", "title": "Spring", "enter": { "on": "lead.created", "if": { "event.topic": "energy" } },
          "goal": { "on": "opportunity.won", "within": "20 days" },
          "sending": { "class": "requested" },
          "steps": {
            "hello": { "email": "hello", "then": "clicks" },
            "clicks": { "waitFor": { "event": "email.clicked", "of": "hello" }, "upTo": "1 day", "then": "call", "otherwise": "cold" },
            "call": { "task": "Call {{contact.name}}", "team": "inside-sales", "within": "1 day",
                      "outcomes": { "spoke": "pause", "missed": "cold" }, "late": "cold" },
            "pause": { "wait": "30 days", "then": "done" },
            "done": { "end": "done" }, "cold": { "end": "cold" }
          } }
        """;

    /// <summary>Four of ten click within two days, so two of ten do in time.</summary>
    public const string Model = """
        {
          "arrivals": { "over": "5 days" },
          "segments": {
            "fits": { "share": 0.75, "event": { "topic": "energy" } },
            "other": { "share": 0.25, "event": { "topic": "sports" } }
          },
          "mails": { "hello": { "email.clicked": { "chance": 0.4, "after": { "uniform": { "from": "0 hours", "to": "2 days" } } } } },
          "events": { "opportunity.won": { "chance": 0.5, "after": "10 days", "from": "pause" } },
          "teams": { "inside-sales": { "tasksPerDay": 1, "answers": { "spoke": 0.6, "missed": 0.3 }, "after": "2 hours" } }
        }
        """;

    public static WrittenWorkspace Written(string model = Model, string journey = Journey) =>
        new WrittenWorkspace(journey)
            .Write("behaviour.json", model)
            .Write("fields.json", """{ "event": { "lead.created": { "topic": "text" }, "opportunity.won": {} } }""");

    public static Wanted Wanted(long contacts, ulong seed = 1) => new(contacts, 60, seed, null, null, [], null);
}
