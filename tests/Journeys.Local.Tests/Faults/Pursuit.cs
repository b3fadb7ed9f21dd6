using Journeys.Runtime.Api;

namespace Journeys.Local.Tests.Faults;

/// <summary>A small journey with every kind of effect that has consequences, for worlds in which things go wrong.</summary>
internal static class Pursuit
{
    public const string Name = "pursuit";

    private const string Definition = """
        {
          "journey": "pursuit",
          "title": "Pursuit",
          "subject": "contact",
          "enter": { "on": "whitepaper.downloaded", "again": "never" },
          "leave": [{ "on": "contact.unsubscribed" }],
          "sending": { "class": "requested" },
          "steps": {
            "hello": { "email": "hello", "then": "engaged" },
            "engaged": {
              "waitFor": { "event": "email.clicked", "of": "hello" }, "upTo": "1 day",
              "then": "score", "otherwise": "again"
            },
            "again": { "email": "hello", "then": "score" },
            "score": { "update": { "contact.score": { "add": 10 } }, "then": "qualify" },
            "qualify": {
              "task": "Qualify {{contact.name}}", "team": "sales", "within": "4 hours", "remind": "1 hour",
              "outcomes": { "qualified": "handoff", "rejected": "close" }, "late": "escalate"
            },
            "handoff": {
              "handoff": "managers", "within": "1 day", "accepted": "announce", "declined": "qualify", "late": "escalate"
            },
            "escalate": { "notify": "managers", "message": "{{contact.name}} waits", "then": "stay" },
            "announce": { "emit": "lead.accepted", "then": "done" },
            "close": { "end": "rejected" },
            "done": { "end": "handed-over" }
          }
        }
        """;

    private const string Teams = """
        {
          "teams": {
            "sales": { "title": "Sales", "members": [
              { "name": "Mia", "email": "mia@example.com" }, { "name": "Ben", "email": "ben@example.com" }] },
            "managers": { "title": "Managers", "members": [{ "name": "Ada", "email": "ada@example.com" }] }
          }
        }
        """;

    public static PublishRequest Request { get; } =
        new(
            Definition,
            new Dictionary<string, string>
            {
                ["hello.html"] = "<html><head><title>Hello</title></head><body>Hello {{contact.name}}</body></html>",
                ["hello.txt"] = "Hello {{contact.name}}",
            },
            new Dictionary<string, string>(),
            Teams,
            Fields: null
        );
}
