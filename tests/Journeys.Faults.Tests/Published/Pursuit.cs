namespace Journeys.Faults.Tests.Published;

/// <summary>Somebody asked for something: a mail, a wait for a click, a score, a task, a hand-over, an event.</summary>
internal static class Pursuit
{
    public const string Name = "pursuit";

    /// <summary>The version that worlds begin with.</summary>
    public const string First = Head + Engaged + Rest;

    /// <summary>A version with a step more.</summary>
    public const string Longer = Head + EngagedThenPause + Rest;

    /// <summary>A version without the step "engaged"; those who stand there come to "score".</summary>
    public const string Shorter = HeadWithoutWait + Rest;

    private const string Begin = """
        {
          "journey": "pursuit",
          "title": "Pursuit",
          "subject": "contact",
          "timeZone": "Europe/Berlin",
          "enter": { "on": "whitepaper.downloaded", "again": "always" },
          "leave": [{ "on": "contact.unsubscribed" }],
          "sending": { "class": "requested" },
          "steps": {
        """;

    private const string Head = Begin + """ "hello": { "email": "hello", "then": "engaged" }, """;

    private const string HeadWithoutWait = Begin + """ "hello": { "email": "hello", "then": "score" }, """;

    private const string Engaged = """
            "engaged": {
              "waitFor": { "event": "email.clicked", "of": "hello" }, "upTo": "1 day",
              "then": "score", "otherwise": "again"
            },
            "again": { "email": "hello", "then": "score" },
        """;

    private const string EngagedThenPause = """
            "engaged": {
              "waitFor": { "event": "email.clicked", "of": "hello" }, "upTo": "1 day",
              "then": "night", "otherwise": "again"
            },
            "night": { "wait": { "until": "02:30" }, "then": "score" },
            "again": { "email": "hello", "then": "score" },
        """;

    private const string Rest = """
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
}
