using System.Globalization;
using Journeys.Orchestrations.Tests.Definitions;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>
/// Writes journeys that nobody would write, and that are valid all the same: a chain of random steps by their main ways,
/// with side ways that lead forward, or, where they certainly take time, anywhere.
/// </summary>
internal sealed class RandomJourney
{
    private const int MostSteps = 9;

    private static readonly string[] Verbs =
    [
        "email",
        "wait",
        "waitFor",
        "branch",
        "split",
        "task",
        "handoff",
        "notify",
        "webhook",
        "update",
        "emit",
        "start",
    ];

    private static readonly string[] Types = ["email.clicked", "email.replied", "meeting.booked", "lead.created"];

    private readonly Choices choices;
    private readonly string[] verbs;
    private readonly List<string> late = [];

    private RandomJourney(Choices choices)
    {
        this.choices = choices;
        verbs = [.. Enumerable.Range(0, 1 + choices.Below(MostSteps)).Select(_ => choices.Of(Verbs))];
    }

    /// <summary>The text of a journey.</summary>
    public static string Write(Choices choices)
    {
        var journey = new RandomJourney(choices);
        var rules = journey.Rules();
        var steps = journey.verbs.Select((_, at) => $"\"{Name(at)}\": {{ {journey.Step(at)} }}").ToList();
        steps.AddRange(journey.late);
        steps.Add($$""" "{{Name(journey.verbs.Length)}}": { "end": "over" } """);
        return Written.Journey(string.Join(",\n", steps), rules);
    }

    private string Rules()
    {
        var enter = choices.Of(
            "",
            """, "if": { "contact.fit": true } """,
            """, "if": { "event.amount": { "above": 5 } } """
        );
        var again = choices.Of("never", "always", "after 5 days");
        var goal = choices.Of("", $$""", "goal": { "on": "deal.won", {{Condition()}} "within": "20 days" } """);
        var leave = choices.Of("", $$""", "leave": [{ "on": "contact.left" {{Comma(Condition())}} }] """);
        var quiet = choices.Of("", """ "quietHours": { "from": "18:00", "to": "08:00" }, """);
        var sending = $$""", "sending": { {{quiet}} "class": "{{Class()}}", "calendar": "business" } """;
        return $$""" "enter": { "on": "lead.created", "again": "{{again}}" {{enter}} } {{goal}} {{leave}} {{sending}} """;
    }

    private string Step(int at)
    {
        var next = Name(at + 1);
        return verbs[at] switch
        {
            "email" => $$""" "email": "hello", "class": "{{Class()}}", "then": "{{next}}", "failed": "{{On(at)}}" """
                + choices.Of("", $", \"noConsent\": \"{On(at)}\""),
            "wait" => Wait(at),
            "waitFor" =>
                $$""" "waitFor": {{Waited()}}, "upTo": "{{Delay()}}", "then": "{{next}}", "otherwise": "{{Anywhere()}}" """,
            "branch" =>
                $$""" "branch": [{ {{Condition()}} "then": "{{On(at)}}" }, { {{Condition()}} "then": "{{On(at)}}" }], "otherwise": "{{next}}" """,
            "split" =>
                $$""" "split": [{ "arm": "a", "share": 1, "then": "{{next}}" }, { "arm": "b", "share": 2, "then": "{{On(at)}}" }] """,
            "task" =>
                $$""" "task": "Ask", "team": "sales", "outcomes": { "a": "{{next}}", "b": "{{Anywhere()}}" }, {{Deadline(at)}} """,
            "handoff" =>
                $$""" "handoff": "sales", "accepted": "{{next}}", "declined": "{{Anywhere()}}", {{Deadline(at)}} """,
            "notify" => $$""" "notify": "sales", "message": "hm", "then": "{{next}}" """,
            "webhook" => $$""" "webhook": "https://crm.example.com", "then": "{{next}}" """
                + choices.Of("", $", \"failed\": \"{On(at)}\""),
            "update" => $$""" "update": { "contact.score": { "add": 1 }, "contact.note": null }, "then": "{{next}}" """,
            "emit" => $$""" "emit": "lead.scored", "data": { "n": 1 }, "then": "{{next}}" """,
            _ => $$""" "start": "other", "then": "{{next}}" """,
        };
    }

    private string Wait(int at)
    {
        var next = Name(at + 1);
        return choices.Below(4) switch
        {
            0 => $$""" "wait": "{{Delay()}}", "then": "{{next}}" """,
            1 => $$""" "wait": { "until": "{{choices.Of("09:00", "02:30", "monday 09:00")}}" }, "then": "{{next}}" """,
            2 =>
                $$""" "wait": { "until": "contact.renewal", "minus": "1 day" }, "then": "{{next}}", "past": "{{On(at)}}" """,
            _ => $$""" "wait": { "until": "event.at", "at": "09:00" }, "then": "{{next}}", "missing": "{{On(at)}}" """,
        };
    }

    private string Waited()
    {
        var one = Event();
        return choices.Below(3) switch
        {
            0 => one,
            1 => $$"""{ "any": [{{one}}, {{Event()}}] }""",
            _ => $$"""{ "all": [{{one}}, {{Event()}}] }""",
        };
    }

    private string Event()
    {
        var mails = Enumerable.Range(0, verbs.Length).Where(at => verbs[at] == "email").Select(Name).ToList();
        var from = choices.Below(3) switch
        {
            1 when mails.Count > 0 => $", \"of\": \"{choices.Of(mails)}\"",
            2 => $", \"since\": \"{Anywhere()}\"",
            _ => "",
        };
        return $$"""{ "event": "{{choices.Of(Types)}}" {{from}} {{Comma(Condition())}} }""";
    }

    private string Deadline(int at)
    {
        var way = Anywhere();
        if (choices.Below(2) == 0)
        {
            way = $"late-{at}";
            var verb = choices.Of(
                """ "notify": "lead", "message": "late" """,
                """ "webhook": "https://crm.example.com" """
            );
            late.Add($"\"{way}\": {{ {verb}, \"then\": \"stay\" }}");
        }

        var remind = choices.Of("", """ "remind": "1 hour", """);
        return $$""" "within": "{{choices.Of("1 day", "4 business hours", "30 minutes")}}", {{remind}} "late": "{{way}}" """;
    }

    // Always with something behind it, or nothing at all.
    private string Condition() =>
        choices.Of(
            """ "if": { "contact.fit": true }, """,
            """ "if": { "contact.score": { "above": 1 } }, """,
            """ "if": { "any": [{ "event.amount": { "above": 5 } }, { "did": { "event": "email.clicked", "within": "9 days" } }] }, """,
            """ "if": { "not": { "account.size": { "exists": true } } }, """
        );

    private static string Comma(string condition) => $", {condition.TrimEnd()[..^1]}";

    private string Delay() => choices.Of("1 day", "3 hours", "90 minutes", "2 business days");

    private string Class() => choices.Of("marketing", "requested");

    private string On(int at) => Name(at + 1 + choices.Below(verbs.Length - at));

    private string Anywhere() => Name(choices.Below(verbs.Length));

    private static string Name(int at) => "s" + at.ToString(CultureInfo.InvariantCulture);
}
