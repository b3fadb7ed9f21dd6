using System.Collections.Immutable;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Orchestrations.Tests.Conditions;

public sealed class ConditionReaderTests
{
    [Theory]
    [InlineData("5", "1:1 error J301: a condition is an object")]
    [InlineData("{ \"not\": [] }", "1:10 error J301", "not a list")]
    [InlineData("{ \"any\": [1] }", "1:11 error J301")]
    [InlineData("{}", "J302: the condition is empty")]
    [InlineData("{ \"any\": [] }", "J302: \"any\" is empty")]
    [InlineData("{ \"contact.country\": {} }", "J302: \"contact.country\" has no operator")]
    [InlineData("{ \"contcat.country\": \"DE\" }", "1:3 error J303", "Did you mean \"contact\"?")]
    [InlineData("{ \"al\": [] }", "J303", "Did you mean \"all\"?")]
    [InlineData("{ \"country\": \"DE\" }", "J303", "a path begins with contact., account., event., steps.")]
    [InlineData("{ \"contact.country\": { \"equals\": \"DE\" } }", "1:24 error J304: \"equals\" is no operator")]
    [InlineData("{ \"contact.score\": { \"atleast\": 5 } }", "J304", "Did you mean \"atLeast\"?")]
    [InlineData("{ \"any\": {} }", "J305: \"any\" is a list of conditions, not an object")]
    [InlineData("{ \"contact.country\": [\"DE\"] }", "J305: a list needs an operator; write { \"in\"")]
    [InlineData("{ \"contact.country\": { \"is\": [\"DE\"] } }", "1:30 error J305", "write { \"in\": [ … ] }")]
    [InlineData("{ \"contact.country\": { \"isNot\": [\"DE\"] } }", "J305", "write { \"notIn\": [ … ] }")]
    [InlineData(
        "{ \"contact.country\": { \"in\": \"DE\" } }",
        "J305: \"in\" takes a list of values, at least one; found a text"
    )]
    [InlineData("{ \"contact.country\": { \"in\": [] } }", "J305")]
    [InlineData("{ \"contact.country\": { \"notIn\": [null] } }", "J305")]
    [InlineData("{ \"contact.country\": { \"in\": [[1]] } }", "J305")]
    [InlineData("{ \"contact.score\": { \"above\": \"5\" } }", "J305: \"above\" takes a number; found a text")]
    [InlineData(
        "{ \"contact.birthday\": { \"below\": \"7 days ago\" } }",
        "J305",
        "for dates write \"before\" or \"after\""
    )]
    [InlineData("{ \"contact.country\": { \"exists\": \"yes\" } }", "J305: \"exists\" takes true or false")]
    [InlineData("{ \"contact.country\": { \"contains\": [] } }", "J305: \"contains\" takes one value")]
    [InlineData("{ \"contact.country\": { \"contains\": \"\" } }", "J305")]
    [InlineData("{ \"contact.country\": { \"startsWith\": 5 } }", "J305: \"startsWith\" takes a text; found a number")]
    [InlineData("{ \"contact.birthday\": { \"before\": 2026 } }", "J305: \"before\" takes a date")]
    [InlineData(
        "{ \"steps.qualifi.outcome\": \"x\" }",
        "J306: there is no step \"qualifi\". Did you mean \"qualify\"?"
    )]
    [InlineData("{ \"contact\": \"x\" }", "J307: \"contact\" names no field")]
    [InlineData("{ \"contact.\": \"x\" }", "J307")]
    [InlineData("{ \"contact..country\": \"x\" }", "J307")]
    [InlineData("{ \"steps\": \"x\" }", "J307")]
    [InlineData("{ \"steps.qualify\": \"x\" }", "J307: \"steps.qualify\" says nothing about the step")]
    [InlineData("{ \"steps.qualify.outcom\": \"x\" }", "J307", "Did you mean \"outcome\"?")]
    [InlineData("{ \"steps.qualify.outcome.x\": \"x\" }", "J307")]
    [InlineData("{ \"steps.qualify.answers\": \"x\" }", "J307")]
    [InlineData("{ \"contact.birthday\": { \"before\": \"soon\" } }", "J308: \"soon\" is no date")]
    [InlineData("{ \"contact.birthday\": { \"before\": \"2 months ago\" } }", "J308: months differ in length")]
    [InlineData(
        "{ \"contact.birthday\": { \"after\": \"in 2 business days\" } }",
        "J308: business time cannot be used here"
    )]
    [InlineData("{ \"did\": { \"event\": \"a\", \"within\": \"1 business day\" } }", "J308")]
    [InlineData(
        "{ \"did\": { \"event\": \"a\", \"within\": 5 } }",
        "J308: \"within\" is a duration such as \"90 days\", not a number"
    )]
    [InlineData("{ \"did\": 5 }", "J309: \"did\" is an event's type, or an object")]
    [InlineData("{ \"did\": \"\" }", "J309: \"did\" needs an event's type")]
    [InlineData("{ \"did\": \"email clicked\" }", "J309")]
    [InlineData("{ \"did\": {} }", "J309: \"did\" needs an event's type")]
    [InlineData(
        "{ \"did\": { \"event\": \"a\", \"withn\": \"5 days\" } }",
        "J309: \"did\" has no \"withn\". Did you mean \"within\"?"
    )]
    [InlineData(
        "{ \"did\": { \"event\": \"a\", \"atLeast\": 0 } }",
        "J309: \"atLeast\" is a whole number from 1 to 10"
    )]
    [InlineData("{ \"did\": { \"event\": \"a\", \"atLeast\": 1.5 } }", "J309")]
    [InlineData("{ \"did\": { \"event\": \"a\", \"atLeast\": 11 } }", "J309")]
    public void What_cannot_be_meant_is_refused(string text, params string[] expected)
    {
        var (condition, bag) = Judged.TryRead(text, Judged.Scope);
        Assert.Null(condition);
        var finding = Assert.Single(bag.Items);
        Assert.All(expected, words => Assert.Contains(words, finding.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var (_, bag) = Judged.TryRead(
            "{ \"contcat.country\": { \"equals\": 1 }, \"all\": [{}, { \"contact.score\": { \"above\": \"x\", \"exists\": 1 } }] }",
            Judged.Scope
        );
        Assert.Equal(["J303", "J304", "J302", "J305", "J305"], bag.Items.Select(item => item.Code));
    }

    [Theory]
    [InlineData("{ \"event.topic\": \"x\" }", "there is no event to look at here")]
    [InlineData("{ \"steps.qualify.outcome\": \"x\" }", "no step was made yet here")]
    public void What_is_not_there_yet_cannot_be_looked_at(string text, string expected)
    {
        var (condition, bag) = Judged.TryRead(text, new ConditionScope(@event: false, []));
        Assert.Null(condition);
        Assert.Equal("J303", Assert.Single(bag.Items).Code);
        Assert.Contains(expected, bag.Items[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_nobody_declared_is_a_warning()
    {
        var scope = Judged.Scope with { Fields = ["contact.country", "account.industry"] };
        var (condition, bag) = Judged.TryRead("{ \"contact.contry\": \"DE\", \"event.whatever\": 1 }", scope);
        Assert.NotNull(condition);
        var finding = Assert.Single(bag.Items);
        Assert.Equal(("J310", Severity.Warning), (finding.Code, finding.Severity));
        Assert.EndsWith("Did you mean \"contact.country\"?", finding.Message, StringComparison.Ordinal);
        Assert.Empty(Judged.TryRead("{ \"contact.country\": \"DE\" }", scope).Bag.Items);
    }

    [Theory]
    [InlineData("{ \"contact.country\": \"DE\" }", "contact.country is DE")]
    [InlineData("{ \"contact.country\": { \"in\": [\"DE\", \"AT\"] } }", "contact.country is one of DE, AT")]
    [InlineData("{ \"contact.country\": { \"notIn\": [\"DE\", \"AT\"] } }", "contact.country is none of DE, AT")]
    [InlineData("{ \"contact.country\": { \"isNot\": \"DE\" } }", "contact.country is not DE")]
    [InlineData("{ \"contact.phone\": null }", "contact.phone is not known")]
    [InlineData("{ \"contact.phone\": { \"exists\": true } }", "contact.phone is known")]
    [InlineData(
        "{ \"contact.score\": { \"above\": 5, \"atMost\": 9.5 } }",
        "contact.score is above 5 and contact.score is at most 9.5"
    )]
    [InlineData(
        "{ \"contact.score\": { \"atLeast\": 5, \"below\": 9 } }",
        "contact.score is at least 5 and contact.score is below 9"
    )]
    [InlineData("{ \"contact.email\": { \"endsWith\": \".de\" } }", "contact.email ends with .de")]
    [InlineData("{ \"contact.email\": { \"startsWith\": \"a\" } }", "contact.email starts with a")]
    [InlineData("{ \"contact.email\": { \"contains\": \"@\" } }", "contact.email contains @")]
    [InlineData(
        "{ \"contact.lastTouchpointAt\": { \"before\": \"60 days ago\" } }",
        "contact.lastTouchpointAt is before 60 days ago"
    )]
    [InlineData("{ \"contact.webinarAt\": { \"after\": \"now\" } }", "contact.webinarAt is after now")]
    [InlineData("{ \"did\": \"email.clicked\" }", "did email.clicked")]
    [InlineData(
        "{ \"did\": { \"event\": \"a\", \"within\": \"P90D\", \"atLeast\": 2 } }",
        "did a at least 2 times within the last 90 days"
    )]
    [InlineData("{ \"not\": { \"did\": \"a\" } }", "not (did a)")]
    [InlineData(
        "{ \"any\": [{ \"did\": \"a\" }, { \"did\": \"b\" }], \"contact.vip\": true }",
        "(did a or did b) and contact.vip is true"
    )]
    public void A_condition_has_words(string text, string words)
    {
        Assert.Equal(words, Judged.Read(text).Words);
        Assert.Equal(words, Judged.Read(text).ToString());
    }

    [Fact]
    public void Paths_and_event_types_are_known_without_judging()
    {
        var condition = Judged.Read(
            "{ \"any\": [{ \"contact.country\": \"DE\" }, { \"not\": { \"did\": \"a\" } }], \"account.industry\": \"x\", \"did\": \"b\" }"
        );
        Assert.Equal(["contact.country", "account.industry"], condition.Paths);
        Assert.Equal(["a", "b"], condition.EventTypes);
    }

    [Fact]
    public void Conditions_of_the_same_text_are_equal()
    {
        const string text =
            "{ \"any\": [{ \"contact.country\": { \"in\": [\"DE\"] } }, { \"did\": \"a\" }], \"contact.score\": { \"above\": 1 } }";
        Assert.Equal(Judged.Read(text), Judged.Read(text));
        Assert.Equal(Judged.Read(text).GetHashCode(), Judged.Read(text).GetHashCode());
        Assert.NotEqual(Judged.Read(text), Judged.Read(text.Replace("DE", "AT", StringComparison.Ordinal)));
    }

    [Fact]
    public void Scopes_say_what_may_be_looked_at()
    {
        Assert.Equal(["contact", "account", "event", "steps"], Judged.Scope.Roots);
        Assert.Equal(["contact", "account"], new ConditionScope(false, ImmutableArray<string>.Empty).Roots);
    }
}
