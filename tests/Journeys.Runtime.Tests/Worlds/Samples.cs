using Journeys.Runtime.Api;

namespace Journeys.Runtime.Tests.Worlds;

/// <summary>A small journey that has a mail, a task and a hand-over, and the teams it names.</summary>
internal static class Samples
{
    public const string Journey = "nurture";

    public const string Teams = """
        { "teams": {
            "inside-sales": { "title": "Inside sales", "members": [
              { "name": "Mia", "email": "mia@us.example" }, { "name": "Tom", "email": "tom@us.example" } ] },
            "account-manager": { "title": "Account managers", "members": [
              { "name": "Henrik", "email": "henrik@us.example" }, { "name": "Claire", "email": "claire@us.example" } ] },
            "sales-lead": { "title": "Sales leads", "members": [ { "name": "Ingrid", "email": "ingrid@us.example" } ] }
        } }
        """;

    public const string Fields = """{ "contact": { "budget": "text" } }""";

    public const string Steps = """
        "thanks":   { "email": "thanks", "then": "qualify" },
        "qualify":  { "task": "Qualify {{contact.name}}", "team": "inside-sales", "within": "4 hours",
                      "asks": ["contact.budget"],
                      "outcomes": { "qualified": "handoff", "rejected": "close" }, "late": "escalate" },
        "handoff":  { "handoff": "account-manager", "within": "1 day", "accepted": "done", "declined": "close",
                      "late": "escalate" },
        "escalate": { "notify": "sales-lead", "message": "{{contact.name}} still waits", "then": "stay" },
        "close":    { "end": "rejected" },
        "done":     { "end": "handed-over" }
        """;

    public static readonly IReadOnlyDictionary<string, string> Emails = new Dictionary<string, string>
    {
        ["thanks.html"] =
            "<html><head><title>Thank you, {{contact.name}}</title></head><body>Hello {{contact.name}}</body></html>",
        ["thanks.txt"] = "Hello {{contact.name}}",
    };

    /// <summary>The journey with these steps.</summary>
    public static PublishRequest Request(
        string steps = Steps,
        string journey = Journey,
        string on = "whitepaper.downloaded"
    ) => new(Definition(steps, journey, on), Emails, new Dictionary<string, string>(), Teams, Fields);

    public static string Definition(string steps, string journey, string on) =>
        $$"""
            { "journey": "{{journey}}", "title": "Nurture", "subject": "contact", "timeZone": "Europe/Berlin",
              "enter": { "on": "{{on}}", "again": "always" },
              "sending": { "class": "requested" },
              "steps": { {{steps}} } }
            """;
}
