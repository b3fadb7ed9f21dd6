namespace Journeys.Faults.Tests.Published;

/// <summary>
/// Marketing: it needs consent, keeps quiet at night, waits for a local hour that one night of the year does not have, begins the
/// other journey, and may be entered again.
/// </summary>
internal static class Letters
{
    public const string Name = "letters";

    /// <summary>The version that worlds begin with.</summary>
    public const string First = """
        {
          "journey": "letters",
          "title": "Letters",
          "subject": "contact",
          "timeZone": "Europe/Berlin",
          "enter": { "on": "newsletter.joined", "again": "always" },
          "goal": { "on": "lead.accepted" },
          "leave": [{ "on": "contact.unsubscribed" }],
          "sending": { "class": "marketing", "quietHours": { "from": "22:00", "to": "06:00" } },
          "steps": {
            "welcome": { "email": "hello", "then": "night", "noConsent": "over" },
            "night": { "wait": { "until": "02:30" }, "then": "arm" },
            "arm": { "split": [{ "arm": "letter", "share": 50, "then": "letter" }, { "arm": "pursue", "share": 50, "then": "pursue" }] },
            "letter": { "email": "hello", "then": "answered", "noConsent": "over", "failed": "call" },
            "answered": {
              "waitFor": { "any": [{ "event": "email.clicked", "of": "letter" }, { "event": "email.clicked", "of": "welcome" }] },
              "upTo": "8 hours", "then": "pursue", "otherwise": "over"
            },
            "call": {
              "task": "Call {{contact.name}}", "team": "sales", "within": "6 hours",
              "outcomes": { "reached": "pursue", "lost": "over" }, "late": "remind"
            },
            "remind": { "notify": "managers", "message": "{{contact.name}} waits", "then": "stay" },
            "pursue": { "start": "pursuit", "then": "over" },
            "over": { "end": "over" }
          }
        }
        """;
}
