using Journeys.Orchestrations.Definitions;

namespace Journeys.Orchestrations.Tests.Definitions;

public sealed class JourneyDiffTests
{
    private const string Steps = """
        "ask":  { "email": "hello", "then": "hear" },
        "hear": { "waitFor": { "event": "email.clicked", "of": "ask" }, "upTo": "3 days", "then": "sort", "otherwise": "cold" },
        "sort": { "branch": [ { "if": { "contact.country": "DE" }, "then": "warm" } ], "otherwise": "cold" },
        "warm": { "end": "warm" },
        "cold": { "end": "cold" }
        """;

    [Fact]
    public void Blanks_comments_and_the_schema_are_no_difference()
    {
        var diff = Changed(text => text.Replace("{", "{ // a word\n", StringComparison.Ordinal));

        Assert.True(diff.IsEmpty);
    }

    [Fact]
    public void Another_duration_is_a_change_of_the_step()
    {
        var diff = Changed(text => text.Replace("3 days", "5 days", StringComparison.Ordinal));

        var step = Assert.Single(diff.Steps);
        Assert.Equal(("hear", StepChangeKind.Changed, null), (step.Step, step.Kind, step.Was));
        Assert.Equal([new KeyChange("upTo", KeyKind.Time, "3 days", "5 days")], step.Keys.ToArray());
        Assert.Empty(diff.Rules);
        Assert.Empty(diff.Mails);
        Assert.Empty(diff.Calendars);
    }

    [Fact]
    public void A_step_that_leads_elsewhere_is_rewired_and_a_new_one_is_told_with_all_it_says()
    {
        var diff = Changed(text =>
            text.Replace(
                """ "then": "hear" },""",
                """ "then": "rest" }, "rest": { "wait": "1 day", "then": "hear" },""",
                StringComparison.Ordinal
            )
        );

        Assert.Equal(
            [("ask", StepChangeKind.Rewired), ("rest", StepChangeKind.Added)],
            diff.Steps.Select(step => (step.Step, step.Kind))
        );
        Assert.Equal([new KeyChange("then", KeyKind.Way, "hear", "rest")], diff.Steps[0].Keys.ToArray());
        Assert.Equal(
            [new KeyChange("wait", KeyKind.Time, null, "1 day"), new("then", KeyKind.Way, null, "hear")],
            diff.Steps[1].Keys.ToArray()
        );
    }

    [Fact]
    public void A_step_that_says_the_same_under_another_name_was_renamed()
    {
        var diff = Changed(text => text.Replace("\"sort\"", "\"sieve\"", StringComparison.Ordinal));

        Assert.Equal(
            [("hear", StepChangeKind.Rewired, null), ("sieve", StepChangeKind.Renamed, "sort")],
            diff.Steps.Select(step => (step.Step, step.Kind, step.Was))
        );
        Assert.Empty(diff.Gone);
    }

    [Fact]
    public void How_mails_are_sent_is_told_key_by_key_and_leads_nowhere()
    {
        var diff = Changed(text =>
            text.Replace(
                "\"enter\":",
                """ "sending": { "rate": { "perSecond": 5 }, "uncertain": { "wait": "2 hours", "then": "ask" } }, "enter":""",
                StringComparison.Ordinal
            )
        );

        Assert.Equal(
            [
                new KeyChange("sending.rate.perSecond", KeyKind.Mail, null, "5"),
                new("sending.uncertain.wait", KeyKind.Time, null, "2 hours"),
                new("sending.uncertain.then", KeyKind.Mail, null, "ask"),
            ],
            diff.Rules.ToArray()
        );
    }

    [Fact]
    public void A_step_that_is_gone_is_named()
    {
        var diff = Changed(text =>
            text.Replace("\"then\": \"sort\"", "\"then\": \"warm\"", StringComparison.Ordinal)
                .Replace("\"sort\": {", "\"x\": {", StringComparison.Ordinal)
                .Replace("\"DE\"", "\"AT\"", StringComparison.Ordinal)
        );

        Assert.Equal(["sort"], diff.Gone);
    }

    [Fact]
    public void Conditions_are_one_thing_and_rules_of_the_journey_are_told_by_their_keys()
    {
        var diff = Changed(text =>
            text.Replace("\"DE\"", "\"AT\"", StringComparison.Ordinal)
                .Replace("lead.created", "lead.imported", StringComparison.Ordinal)
        );

        Assert.Equal([new KeyChange("enter.on", KeyKind.Rule, "lead.created", "lead.imported")], diff.Rules.ToArray());
        Assert.Equal(
            [
                new KeyChange(
                    "branch.1.if",
                    KeyKind.Rule,
                    """{"contact.country":"DE"}""",
                    """{"contact.country":"AT"}"""
                ),
            ],
            Assert.Single(diff.Steps).Keys.ToArray()
        );
    }

    [Fact]
    public void Mails_and_calendars_are_compared_by_what_they_say()
    {
        var before = Written.Sources(Written.Journey(Steps));
        var after = before with
        {
            Emails = before.Emails.SetItem("hello.html", "<title>Good day</title>").Add("hello.txt", "Good day"),
            Calendars = before.Calendars.Clear(),
        };

        var diff = JourneyDiff.Between(before, after);

        Assert.Equal(
            [new FileChange("hello.html", FileChangeKind.Changed), new("hello.txt", FileChangeKind.Added)],
            diff.Mails.ToArray()
        );
        Assert.Equal([new FileChange("business", FileChangeKind.Removed)], diff.Calendars.ToArray());
    }

    [Fact]
    public void A_calendar_that_only_looks_different_says_the_same()
    {
        var before = Written.Sources(Written.Journey(Steps));
        var business = before.Calendars["business"];
        var after = before with
        {
            Calendars = before.Calendars.SetItem(
                "business",
                business.Insert(business.IndexOf('{', StringComparison.Ordinal) + 1, "\n  \"$schema\": \"x.json\",")
            ),
        };

        Assert.NotEqual(before.Calendars, after.Calendars);
        Assert.Empty(JourneyDiff.Between(before, after).Calendars);
    }

    private static JourneyDiff Changed(Func<string, string> change)
    {
        var text = Written.Journey(Steps);
        var changed = change(text);
        Assert.NotEqual(text, changed);
        return JourneyDiff.Between(Written.Sources(text), Written.Sources(text) with { Definition = changed });
    }
}
