using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Orchestrations.Tests.Definitions;

/// <summary>What an author is told when a journey cannot be published: every code, with its place and all its words.</summary>
public sealed class RefusedTests
{
    private const string Enter = """ "enter": { "on": "lead.created" } """;

    private const string Done = """ "done": { "end": "done" } """;

    [Theory]
    // What is missing, unknown, or of another kind.
    [InlineData(""" "subject": "contact" """, Done, "1:1 J101: a journey needs \"enter\"")]
    [InlineData(
        Enter,
        """ "a": { "email": "hi" }, "done": { "end": "done" } """,
        "6:7 J101: step \"a\" needs \"then\""
    )]
    [InlineData(
        """ "entre": { "on": "lead.created" } """,
        Done,
        "1:1 J101: a journey needs \"enter\"",
        "4:2 J102: a journey has no \"entre\"; it takes $schema, journey, title, description, subject, timeZone, enter, goal, leave, sending, steps. Did you mean \"enter\"?"
    )]
    [InlineData(
        Enter,
        """ "a": { "email": "hi", "than": "done" }, "done": { "end": "done" } """,
        "6:7 J101: step \"a\" needs \"then\"",
        "6:24 J102: step \"a\" has no \"than\"; it takes email, class, then, noConsent, failed. Did you mean \"then\"?"
    )]
    [InlineData(""" "enter": "lead.created" """, Done, "4:11 J103: \"enter\" takes an object, found a text")]
    [InlineData(
        """ "enter": { "on": 7 } """,
        Done,
        "4:19 J103: \"on\" takes a text or a list of texts, found a number"
    )]
    [InlineData(""" "enter": { "on": "" } """, Done, "4:19 J103: \"on\" is empty")]
    [InlineData(
        """ "enter": { "on": ["a", ""] } """,
        Done,
        "4:19 J103: \"on\" takes a text or a list of texts, found a list"
    )]
    [InlineData(
        """ "enter": { "on": "a" }, "leave": { "on": "b" } """,
        Done,
        "4:35 J103: \"leave\" takes a list such as [{ \"on\": \"contact.unsubscribed\" }]"
    )]
    [InlineData(
        """ "enter": { "on": "a" }, "leave": ["b"] """,
        Done,
        "4:36 J103: expected an object such as { \"on\": \"contact.unsubscribed\" }, found a text"
    )]
    [InlineData(Enter, """ "done": "end" """, "6:10 J103: a step is an object with a verb, found a text")]
    [InlineData(
        Enter,
        """ "a": { "wait": 3, "then": "done" }, "done": { "end": "done" } """,
        "6:17 J103: expected a duration such as \"3 days\", or { \"until\": … }, found a number"
    )]
    [InlineData(
        Enter,
        """ "a": { "branch": ["x"], "otherwise": "done" }, "done": { "end": "done" } """,
        "6:20 J103: expected an object, found a text"
    )]
    [InlineData(
        Enter,
        """ "a": { "task": "T", "team": "t", "within": "1 day", "outcomes": { "ok": 1 }, "late": "done" }, "done": { "end": "done" } """,
        "6:74 J103: expected the name of a step, found a number"
    )]
    [InlineData(
        Enter,
        """ "a": { "waitFor": { "any": ["x"] }, "upTo": "1 day", "then": "done", "otherwise": "done" }, "done": { "end": "done" } """,
        "6:30 J103: expected an event such as { \"event\": \"email.clicked\" }, found a text"
    )]
    [InlineData(
        Enter,
        """ "Done": { "end": "done" } """,
        "6:2 J104: \"Done\" cannot be a step's name; use small letters, digits and hyphens, beginning with a letter, and not \"stay\""
    )]
    [InlineData(
        Enter,
        """ "stay": { "end": "done" } """,
        "6:2 J104: \"stay\" cannot be a step's name; use small letters, digits and hyphens, beginning with a letter, and not \"stay\""
    )]
    [InlineData(
        Enter,
        """ "a": { "task": "T", "team": "t", "within": "1 day", "outcomes": { "withdrawn": "done" }, "late": "done" }, "done": { "end": "done" } """,
        "6:68 J104: \"withdrawn\" cannot be an outcome; use small letters, digits and hyphens, and not \"withdrawn\""
    )]
    // Verbs.
    [InlineData(
        Enter,
        """ "a": { "mail": "hi", "then": "done" }, "done": { "end": "done" } """,
        "6:2 J105: step \"a\" has no verb; it needs one of email, wait, waitFor, branch, split, task, handoff, notify, webhook, update, emit, start, end. Did you mean \"email\"?"
    )]
    [InlineData(
        Enter,
        """ "a": { "email": "hi", "wait": "1 day", "then": "done" }, "done": { "end": "done" } """,
        "6:2 J106: step \"a\" has \"email\" and \"wait\"; a step has one verb"
    )]
    // Ways.
    [InlineData(
        Enter,
        """ "a": { "wait": "1 day", "then": "qualifi" }, "qualify": { "end": "done" } """,
        "6:34 J107: step \"a\" goes to \"qualifi\", which does not exist. Did you mean \"qualify\"?"
    )]
    [InlineData(
        Enter,
        """ "a": { "waitFor": { "event": "x", "of": "hallo" }, "upTo": "1 day", "then": "done", "otherwise": "done" }, "done": { "end": "done" } """,
        "6:42 J107: \"of\" names step \"hallo\", which does not exist."
    )]
    [InlineData(
        Enter,
        """ "a": { "notify": "t", "message": "m", "then": "stay" } """,
        "6:48 J108: \"stay\" goes back to a task that is late, and step \"a\" is on no way that begins at a \"late\""
    )]
    [InlineData(
        Enter,
        """ "a": { "task": "T", "team": "t", "within": "1 day", "outcomes": { "ok": "done" }, "late": "stay" }, "done": { "end": "done" } """,
        "6:92 J108: \"stay\" goes back to a task that is late, and step \"a\" is on no way that begins at a \"late\""
    )]
    [InlineData(
        Enter,
        """ "a": { "task": "T", "team": "t", "within": "1 day", "outcomes": { "ok": "b" }, "late": "b" }, "b": { "notify": "t", "message": "m", "then": "stay" } """,
        "6:142 J108: \"stay\" goes back to a task that is late, but step \"b\" is also reached when no task is open; give that way a step of its own"
    )]
    [InlineData(
        Enter,
        """ "done": { "end": "done" }, "more": { "end": "more" } """,
        "6:29 J109: step \"more\" is never reached: no step that is reached goes to it"
    )]
    [InlineData(
        Enter,
        """ "a": { "notify": "t", "message": "m", "then": "b" }, "b": { "branch": [{ "if": { "contact.vip": true }, "then": "a" }], "otherwise": "done" }, "done": { "end": "done" } """,
        "6:2 J110: from step \"a\" a loop leads back to it that takes no time; put a \"wait\" into it"
    )]
    [InlineData(
        Enter,
        """ "a": { "wait": { "until": "event.at" }, "then": "b" }, "b": { "branch": [{ "if": { "contact.vip": true }, "then": "a" }], "otherwise": "done" }, "done": { "end": "done" } """,
        "6:2 J110: from step \"a\" a loop leads back to it that takes no time; put a \"wait\" into it"
    )]
    [InlineData(
        Enter,
        """ "a": { "waitFor": { "event": "x" }, "upTo": "1 day", "then": "a", "otherwise": "done" }, "done": { "end": "done" } """,
        "6:2 J110: from step \"a\" a loop leads back to it that takes no time; put a \"wait\" into it"
    )]
    [InlineData(
        Enter,
        """ "a": { "wait": "1 day", "then": "a" } """,
        "6:2 J111: no way from step \"a\" leads to an \"end\"; add a step such as { \"end\": \"done\" }"
    )]
    // Times and calendars.
    [InlineData(
        Enter,
        """ "a": { "wait": "3 month", "then": "done" }, "done": { "end": "done" } """,
        "6:17 J112: month differ in length; write days or weeks, such as \"30 days\""
    )]
    [InlineData(
        Enter,
        """ "a": { "wait": "4 business hours", "then": "done" }, "done": { "end": "done" } """,
        "6:7 J113: business hours and days are counted in a calendar; add \"calendar\", here or under \"sending\""
    )]
    [InlineData(
        """ "enter": { "on": "a" }, "goal": { "on": "b", "within": "3 business days" } """,
        Done,
        "4:34 J113: \"within\" of the goal counts all days; write it without \"business\""
    )]
    [InlineData(
        """ "enter": { "on": "a" }, "sending": { "calendar": "busines" } """,
        Done,
        "4:51 J114: there is no calendar \"busines\" in calendars/. Did you mean \"business\"?"
    )]
    [InlineData(
        Enter,
        """ "a": { "wait": "4 business hours", "calendar": "office", "then": "done" }, "done": { "end": "done" } """,
        "6:49 J114: there is no calendar \"office\" in calendars/."
    )]
    [InlineData(
        Enter,
        """ "a": { "waitFor": { "event": "x", "of": "a" }, "upTo": "1 day", "then": "done", "otherwise": "done" }, "done": { "end": "done" } """,
        "6:42 J115: \"of\" names a step that sends a mail, and \"a\" sends none; use \"since\" instead"
    )]
    [InlineData(
        Enter,
        """ "a": { "wait": { "until": "munday 09:00" }, "then": "done" }, "done": { "end": "done" } """,
        "6:28 J116: \"munday 09:00\" is no time to wait for; write \"09:00\", \"monday 09:00\" or a field such as \"event.webinarAt\""
    )]
    [InlineData(
        Enter,
        """ "a": { "wait": { "until": "event.at", "at": "24:00" }, "then": "done" }, "done": { "end": "done" } """,
        "6:46 J116: \"24:00\" is no time of day; write it as \"09:00\""
    )]
    [InlineData(
        Enter,
        """ "a": { "wait": { "until": "event.at", "plus": "1 day", "minus": "1 day" }, "then": "done" }, "done": { "end": "done" } """,
        "6:17 J116: a date is moved by \"plus\" or by \"minus\", not by both"
    )]
    [InlineData(
        """ "enter": { "on": "a" }, "sending": { "quietHours": { "from": "08:00", "to": "08:00" } } """,
        Done,
        "4:53 J116: quiet hours from and to the same time would never end; give two times"
    )]
    [InlineData(
        Enter,
        """ "a": { "split": [{ "arm": "x", "share": 0.5, "then": "done" }] }, "done": { "end": "done" } """,
        "6:42 J117: \"share\" takes a whole number from 1 to 1000"
    )]
    [InlineData(
        Enter,
        """ "a": { "webhook": "http://crm.example.com", "then": "done" }, "done": { "end": "done" } """,
        "6:20 J118: \"http://crm.example.com\" is no address to call; it begins with \"https://\""
    )]
    [InlineData(Enter, "", "5:12 J119: a journey has 1 to 1000 steps, this one has 0")]
    [InlineData(
        """ "enter": { "on": "a" }, "timeZone": "Europe/Berlim" """,
        Done,
        "4:38 J121: there is no time zone \"Europe/Berlim\". Did you mean \"Europe/Berlin\"?"
    )]
    [InlineData(
        Enter,
        """ "a": { "email": "thank-yuo", "then": "b" }, "b": { "wait": "1 day", "then": "done" }, "done": { "end": "done" } """,
        "6:18 J122: there is no mail emails/thank-yuo.html. Did you mean \"thank-you\"?"
    )]
    [InlineData(
        """ "enter": { "on": "lead created" } """,
        Done,
        "4:19 J124: \"lead created\" cannot be the type of an event; use letters, digits, dots and hyphens, as in \"whitepaper.downloaded\""
    )]
    // Lists and words.
    [InlineData(
        Enter,
        """ "a": { "branch": [], "otherwise": "done" }, "done": { "end": "done" } """,
        "6:19 J125: \"branch\" needs a list with at least one item"
    )]
    [InlineData(
        Enter,
        """ "a": { "task": "T", "team": "t", "within": "1 day", "outcomes": {}, "late": "done" }, "done": { "end": "done" } """,
        "6:66 J125: \"outcomes\" is empty; a task needs at least one outcome, such as \"done\""
    )]
    [InlineData(
        Enter,
        """ "a": { "waitFor": { "all": [] }, "upTo": "1 day", "then": "done", "otherwise": "done" }, "done": { "end": "done" } """,
        "6:29 J125: \"all\" needs a list of 1 to 20 events"
    )]
    [InlineData(
        """ "enter": { "on": "a" }, "sending": { "class": "marketting" } """,
        Done,
        "4:48 J126: \"class\" is one of \"marketing\", \"requested\", \"service\", not \"marketting\". Did you mean \"marketing\"?"
    )]
    [InlineData(
        """ "enter": { "on": "a" }, "subject": "account" """,
        Done,
        "4:37 J126: \"subject\" is one of \"contact\", not \"account\"."
    )]
    [InlineData(
        """ "enter": { "on": "a", "again": "sometimes" } """,
        Done,
        "4:33 J126: \"again\" is \"never\", \"always\" or a time such as \"after 90 days\""
    )]
    [InlineData(
        Enter,
        """ "a": { "update": { "stage": "mql" }, "then": "done" }, "done": { "end": "done" } """,
        "6:21 J127: \"stage\" is not a field of the contact; write \"contact.stage\""
    )]
    [InlineData(
        Enter,
        """ "a": { "update": { "contact.score": { "plus": 1 } }, "then": "done" }, "done": { "end": "done" } """,
        "6:38 J128: \"contact.score\" takes a value, null to clear it, or { \"add\": 10 }"
    )]
    public void A_mistake_is_told_with_its_place_and_how_to_mend_it(string rules, string steps, params string[] told)
    {
        var reading = DefinitionReader.Read(Sources(rules, steps));
        var found = reading.Diagnostics.Select(finding => $"{finding.At} {finding.Code}: {finding.Message}");
        Assert.True(told.SequenceEqual(found), string.Join('\n', told.Append("but it says").Concat(found)));
        Assert.Null(reading.Definition);
    }

    [Theory]
    [InlineData(
        "other",
        "workspace/test/journey.json:1:14 error J120: the journey is called \"other\", its folder \"test\"; give both one name"
    )]
    [InlineData(
        "Test",
        "workspace/test/journey.json:1:14 error J104: \"Test\" cannot be a journey's name; use small letters, digits and hyphens, beginning with a letter, at most 60"
    )]
    public void A_journey_is_called_like_its_folder(string name, string told)
    {
        var text =
            $$"""{ "journey": "{{name}}", "title": "T", "enter": { "on": "a" }, "steps": { "done": { "end": "done" } } }""";
        Assert.Equal(told, Assert.Single(DefinitionReader.Read(Written.Sources(text)).Diagnostics).ToString());
    }

    [Theory]
    [InlineData(
        "[]",
        "workspace/test/journey.json:1:1 error J103: expected a journey, which is an object, found a list"
    )]
    [InlineData(
        "",
        "workspace/test/journey.json:1:1 error J007: the file is empty; expected JSON that begins with \"{\""
    )]
    public void What_is_no_journey_is_refused(string text, string told) =>
        Assert.Equal(told, Assert.Single(DefinitionReader.Read(Written.Sources(text)).Diagnostics).ToString());

    [Fact]
    public void A_journey_has_at_most_a_thousand_steps()
    {
        var many = Enumerable.Range(0, 1_001).Select(n => $$""" "s{{n}}": { "end": "x" } """);
        var finding = Assert.Single(DefinitionReader.Read(Sources(Enter, string.Join(',', many))).Diagnostics);
        Assert.Equal("J119: a journey has 1 to 1000 steps, this one has 1001", $"{finding.Code}: {finding.Message}");
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var reading = DefinitionReader.Read(
            Sources(
                """ "enter": { "on": "lead created" } """,
                """ "a": { "wait": "soon", "then": "b" }, "b": { "emial": "hi" } """
            )
        );
        Assert.Equal(["J124", "J112", "J105"], reading.Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public void A_broken_calendar_is_told_with_its_own_file()
    {
        var sources = Written.Sources(Written.Journey(Done));
        var broken = sources with { Calendars = sources.Calendars.SetItem("business", "{") };
        var finding = DefinitionReader.Read(broken).Diagnostics[0];
        Assert.Equal(("calendars/business.json", Severity.Error), (finding.File, finding.Severity));
    }

    [Theory]
    [InlineData("whitepaper-nurture")]
    [InlineData("webinar-hand-raise")]
    [InlineData("dormant-account")]
    public void The_journeys_that_ship_have_no_mistake(string journey)
    {
        Assert.Contains(journey, Workspace.Journeys);
        Assert.All(Workspace.Journeys, name => Assert.Equal(name, Workspace.Definition(name).Name));
    }

    // The rules stand in line 4, the steps in line 6.
    private static JourneySources Sources(string rules, string steps)
    {
        var sources = Written.Sources(
            string.Join(
                '\n',
                "{ \"journey\": \"test\",",
                "  \"title\": \"T\",",
                "",
                $"{rules},",
                "  \"steps\": {",
                steps,
                "} }"
            )
        );
        return steps.Contains("thank-yuo", StringComparison.Ordinal)
            ? sources with
            {
                Emails = sources.Emails.Clear().Add("thank-you.html", ""),
            }
            : sources;
    }
}
