using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Journeys.Orchestrations.Definitions;

namespace Journeys.Bench.Validate;

/// <summary>A journey of any length: mails, waits for clicks, questions about earlier steps, tasks and their late ways.</summary>
internal static class LongJourney
{
    public const string Fields = """
        { "contact": { "budget": "text" }, "event": { "lead.created": { "topic": "text" } } }
        """;

    public const string Teams = """
        { "teams": { "sales": { "members": [{ "name": "Mia", "email": "mia@sales.example" }] } } }
        """;

    private const int StepsOfRound = 5;

    private const string Calendar = """
        { "calendar": "business", "timeZone": "Europe/Berlin", "hours": { "monday": "09:00-17:00" } }
        """;

    private const string Mail = """
        <title>Hello {{contact.name}}</title> {{default contact.firstName "there"}} {{unsubscribeUrl}}
        """;

    private const string Head = """
        { "journey": "long", "title": "Long", "enter": { "on": "lead.created" }, "sending": { "class": "marketing" }, "steps": {
        """;

    /// <summary>The files of a journey of so many steps: rounds of five, then waits, then the end.</summary>
    public static JourneySources Sources(int steps)
    {
        var (rounds, rest) = Math.DivRem(steps - 1, StepsOfRound);
        var text = new StringBuilder(Head);
        for (var round = 0; round < rounds; round++)
        {
            text.AppendLine(Round(round, round + 1 < rounds ? $"mail-{round + 1}" : "rest-0"));
        }

        for (var spare = 0; spare < rest; spare++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $$"""
                "rest-{{spare}}": { "wait": "1 day", "then": "rest-{{spare + 1}}" },
                """
            );
        }

        text.AppendLine(
            CultureInfo.InvariantCulture,
            $$"""
            "rest-{{rest}}": { "end": "done" } } }
            """
        );
        var mails = ImmutableSortedDictionary<string, string>.Empty.Add("hello.html", Mail).Add("hello.txt", Mail);
        return new("long", text.ToString(), mails, mails.Clear().Add("business", Calendar));
    }

    private static string Round(int n, string next) =>
        $$$"""
            "mail-{{{n}}}": { "email": "hello", "then": "click-{{{n}}}", "noConsent": "ask-{{{n}}}" },
            "click-{{{n}}}": { "waitFor": { "event": "email.clicked", "of": "mail-{{{n}}}" }, "upTo": "3 days", "then": "look-{{{n}}}", "otherwise": "ask-{{{n}}}" },
            "look-{{{n}}}": { "branch": [{ "if": { "steps.click-{{{n}}}.outcome": "event", "contact.country": { "in": ["DE", "AT"] } }, "then": "ask-{{{n}}}" }], "otherwise": "{{{next}}}" },
            "ask-{{{n}}}": { "task": "Call {{contact.name}}, round {{{n}}}", "team": "sales", "within": "4 business hours", "calendar": "business",
                "outcomes": { "spoke": "{{{next}}}", "no-answer": "{{{next}}}" }, "late": "tell-{{{n}}}" },
            "tell-{{{n}}}": { "notify": "sales", "message": "{{contact.name}} is waiting.", "then": "stay" },
            """;
}
