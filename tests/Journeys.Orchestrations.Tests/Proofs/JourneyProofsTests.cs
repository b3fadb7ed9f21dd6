using System.Collections.Frozen;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Proofs;
using Journeys.Orchestrations.Tests.Definitions;

namespace Journeys.Orchestrations.Tests.Proofs;

/// <summary>What is proved of a journey whose form is right: every finding, with its place and all its words.</summary>
public sealed class JourneyProofsTests
{
    private const string Enter = """ "enter": { "on": "lead.created" } """;

    private const string Sending = """ "enter": { "on": "lead.created" }, "sending": { "class": "service" } """;

    private const string Done = """ "done": { "end": "done" } """;

    private const string Mail = """ "hi": { "email": "hi", "then": "look" }, """;

    private const string Task =
        """ "ask": { "task": "T", "team": "t", "within": "1 day", "outcomes": { "yes": "look", "no": "done" }, "late": "late" }, """;

    [Theory]
    // The result of a step that was never made.
    [InlineData(
        Enter,
        """ "look": { "branch": [{ "if": { "steps.pause.outcome": "waited" }, "then": "done" }], "otherwise": "pause" }, "pause": { "wait": "1 day", "then": "done" }, """,
        "4:33 error J130: step \"look\" asks for the result of step \"pause\", which is never made before it"
    )]
    [InlineData(
        Enter,
        """ "a": { "wait": "1 day", "then": "b" }, "b": { "waitFor": { "event": "lead.created", "since": "c" }, "upTo": "1 day", "then": "c", "otherwise": "c" }, "c": { "wait": "1 day", "then": "done" }, """,
        "4:95 error J130: step \"b\" waits for what happens after step \"c\", which never comes before it"
    )]
    // The result of a step that not every path has made.
    [InlineData(
        Enter,
        """ "a": { "split": [{ "arm": "x", "share": 1, "then": "b" }, { "arm": "y", "share": 1, "then": "look" }] }, "b": { "wait": "1 day", "then": "look" }, "look": { "branch": [{ "if": { "steps.b.outcome": "waited" }, "then": "done" }], "otherwise": "done" }, """,
        "4:180 warning J131: a run can come to step \"look\" without a result of step \"b\", and is held then; ask first for { \"steps.b.outcome\": { \"exists\": true } }"
    )]
    [InlineData(
        Enter,
        """ "a": { "split": [{ "arm": "x", "share": 1, "then": "b" }, { "arm": "y", "share": 1, "then": "c" }] }, "b": { "wait": "1 day", "then": "c" }, "c": { "waitFor": { "event": "lead.created", "since": "b" }, "upTo": "1 day", "then": "done", "otherwise": "done" }, """,
        "4:197 warning J131: a run can come to step \"c\" without step \"b\", and is held then; give that way a wait of its own"
    )]
    [InlineData(
        Enter,
        Task
            + """ "late": { "wait": "1 day", "then": "look" }, "look": { "branch": [{ "if": { "steps.ask.outcome": "yes" }, "then": "done" }], "otherwise": "done" }, """,
        "4:196 warning J131: a run can come to step \"look\" without a result of step \"ask\", and is held then; ask first for { \"steps.ask.outcome\": { \"exists\": true } }"
    )]
    // Events that nobody sends.
    [InlineData(
        """ "enter": { "on": "lead.craeted" }, "goal": { "on": ["lead.created", "deal.won"] }, "leave": [{ "on": "lead.lost" }] """,
        "",
        "2:19 warning J132: nothing is known to send the event \"lead.craeted\"; if a system sends it, declare it in fields.json under \"event\". Did you mean \"lead.created\"?",
        "2:70 warning J132: nothing is known to send the event \"deal.won\"; if a system sends it, declare it in fields.json under \"event\".",
        "2:103 warning J132: nothing is known to send the event \"lead.lost\"; if a system sends it, declare it in fields.json under \"event\"."
    )]
    [InlineData(
        Enter,
        """ "a": { "waitFor": { "event": "meeting.bokked" }, "upTo": "1 day", "then": "look", "otherwise": "look" }, "look": { "branch": [{ "if": { "did": "lead.create" }, "then": "done" }], "otherwise": "done" }, """,
        "4:31 warning J132: nothing is known to send the event \"meeting.bokked\"; if a system sends it, declare it in fields.json under \"event\". Did you mean \"meeting.booked\"?",
        "4:145 warning J132: nothing is known to send the event \"lead.create\"; if a system sends it, declare it in fields.json under \"event\". Did you mean \"lead.created\"?"
    )]
    [InlineData(
        Sending,
        """ "a": { "waitFor": { "event": "email.clicked" }, "upTo": "1 day", "then": "hi", "otherwise": "hi" }, "hi": { "email": "hi", "then": "done" }, """,
        "4:31 warning J133: no mail is sent before step \"a\", so \"email.clicked\" could only come from a mail of another journey"
    )]
    // Asked too early.
    [InlineData(
        Sending,
        Mail
            + """ "look": { "branch": [{ "if": { "did": "email.clicked" }, "then": "done" }], "otherwise": "done" }, """,
        "4:82 warning J134: step \"look\" asks for \"email.clicked\" in the very instant after a mail was sent, when that cannot have happened yet; put a \"waitFor\" between them"
    )]
    // Outcomes that a step never has.
    [InlineData(
        Enter,
        Task
            + """ "late": { "notify": "t", "message": "m", "then": "stay" }, "look": { "branch": [{ "if": { "steps.ask.outcome": { "in": ["Yes", "yess"] } }, "then": "done" }], "otherwise": "done" }, """,
        "4:210 warning J135: step \"ask\" never has the outcome \"yess\"; it has yes, no, withdrawn. Did you mean \"yes\"?"
    )]
    // Dates, consent, mails.
    [InlineData(
        Enter,
        """ "a": { "wait": { "until": "event.at", "minus": "1 day" }, "then": "done" }, """,
        "4:28 warning J136: \"event.at\" may not be known, and then step \"a\" is held for an operator; say where to go with \"missing\""
    )]
    [InlineData(
        Enter,
        """ "hi": { "email": "hi", "then": "pause" }, "pause": { "wait": "1 day", "then": "ho" }, "ho": { "email": "ho", "then": "done" }, """,
        "4:2 warning J137: nothing says under which consent step \"hi\" sends its mail, so it is taken for marketing; write \"sending\": { \"class\": \"marketing\" }, or \"requested\" or \"service\""
    )]
    public void What_is_proved_is_told_with_its_place_and_how_to_mend_it(
        string rules,
        string steps,
        params string[] told
    ) => Assert.Equal(told, Proved(rules, steps));

    [Fact]
    public void A_mail_that_no_step_sends_is_told()
    {
        var sources = Sources(Enter, "");
        var unused = sources with { Emails = sources.Emails.Add("old.html", "").Add("old.txt", "") };
        Assert.Equal(
            [
                "3:3 warning J138: no step sends the mail emails/old.html; remove it, or send it with { \"email\": \"old\", … }",
            ],
            Proved(unused)
        );
    }

    [Theory]
    // Who asks first whether there is a result has thought of it.
    [InlineData(
        """ "a": { "split": [{ "arm": "x", "share": 1, "then": "b" }, { "arm": "y", "share": 1, "then": "look" }] }, "b": { "wait": "1 day", "then": "look" }, "look": { "branch": [{ "if": { "steps.b.outcome": { "exists": false } }, "then": "done" }, { "if": { "steps.b.outcome": "waited" }, "then": "done" }], "otherwise": "done" }, """
    )]
    // On the second round of a loop there is a result.
    [InlineData(
        """ "look": { "branch": [{ "if": { "all": [{ "steps.b.outcome": { "exists": true } }, { "steps.b.outcome": "waited" }] }, "then": "done" }], "otherwise": "b" }, "b": { "wait": "1 day", "then": "look" }, """
    )]
    // What this journey publishes itself is known.
    [InlineData(
        """ "a": { "emit": "lead.warmed", "then": "b" }, "b": { "waitFor": { "event": "lead.warmed" }, "upTo": "1 day", "then": "done", "otherwise": "done" }, """
    )]
    // A day after a mail somebody may have clicked, also when the mail before it has only just left.
    [InlineData(
        """ "hi": { "email": "hi", "then": "pause" }, "pause": { "wait": "1 day", "then": "look" }, "look": { "branch": [{ "if": { "did": "email.clicked" }, "then": "done" }], "otherwise": "done" }, """
    )]
    [InlineData(
        """ "hi": { "email": "hi", "then": "look", "noConsent": "look" }, "look": { "branch": [{ "if": { "did": "email.clicked" }, "then": "done" }], "otherwise": "done" }, """
    )]
    public void What_may_be_meant_is_left_alone(string steps) => Assert.Empty(Proved(Sending, steps));

    [Fact]
    public void Nothing_is_concluded_from_steps_whose_ways_are_not_known()
    {
        const string Steps =
            """ "a": { "wait": "1 day", "then": "lok" }, "look": { "branch": [{ "if": { "steps.b.outcome": "waited" }, "then": "done" }], "otherwise": "b" }, "b": { "wait": "1 day", "then": "done" }, """;
        var reading = DefinitionReader.Read(Sources(Enter, Steps));
        Assert.Equal(["J107"], reading.Diagnostics.Select(finding => finding.Code));
        Assert.Empty(Proved(Enter, Steps));
    }

    [Fact]
    public void Without_declared_events_none_is_judged()
    {
        var sources = Sources(Enter, "");
        var bag = new DiagnosticBag("journey.json");
        JourneyProofs.Run(DefinitionReader.Read(sources).Draft!, sources, declared: null, bag);
        Assert.Empty(bag.Items);
    }

    private static IEnumerable<string> Proved(string rules, string steps) => Proved(Sources(rules, steps));

    private static IEnumerable<string> Proved(JourneySources sources)
    {
        var bag = new DiagnosticBag("journey.json");
        var declared = new[] { "lead.created", "meeting.booked" }.ToFrozenSet();
        JourneyProofs.Run(DefinitionReader.Read(sources).Draft!, sources, declared, bag);
        return bag
            .Items.OrderBy(finding => finding.At.Line)
            .ThenBy(finding => finding.At.Column)
            .Select(finding => finding.ToString()["journey.json:".Length..]);
    }

    // The rules stand in line 2, the steps in line 4.
    private static JourneySources Sources(string rules, string steps) =>
        Written.Sources($"{{ \"journey\": \"test\", \"title\": \"T\",\n{rules},\n  \"steps\": {{\n{steps}{Done}}} }}");
}
