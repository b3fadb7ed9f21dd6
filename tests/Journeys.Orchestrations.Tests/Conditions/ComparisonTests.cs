using Journeys.Orchestrations.Conditions;

namespace Journeys.Orchestrations.Tests.Conditions;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("\"contact.country\": \"DE\"", Truth.True)]
    [InlineData("\"contact.country\": \"de\"", Truth.True)] // capitals do not count
    [InlineData("\"contact.country\": { \"is\": \"AT\" }", Truth.False)]
    [InlineData("\"contact.country\": { \"isNot\": \"AT\" }", Truth.True)]
    [InlineData("\"contact.country\": { \"isNot\": \"de\" }", Truth.False)]
    [InlineData("\"contact.country\": { \"in\": [\"AT\", \"de\"] }", Truth.True)]
    [InlineData("\"contact.country\": { \"in\": [\"AT\", \"CH\"] }", Truth.False)]
    [InlineData("\"contact.country\": { \"notIn\": [\"AT\", \"CH\"] }", Truth.True)]
    [InlineData("\"contact.country\": { \"notIn\": [\"AT\", \"DE\"] }", Truth.False)]
    [InlineData("\"contact.score\": 10.0", Truth.True)]
    [InlineData("\"contact.score\": { \"in\": [\"DE\", 10] }", Truth.True)]
    [InlineData("\"contact.vip\": true", Truth.True)]
    [InlineData("\"contact.consent.marketing\": true", Truth.False)]
    [InlineData("\"account.industry\": \"chemicals\"", Truth.True)]
    [InlineData("\"event.topic\": { \"in\": [\"energy\", \"automation\"] }", Truth.True)]
    [InlineData("\"steps.qualify.outcome\": \"qualified\"", Truth.True)]
    [InlineData("\"steps.qualify.by\": { \"endsWith\": \"@example.com\" }", Truth.True)]
    [InlineData("\"steps.qualify.answers.budget\": { \"above\": 4999.99 }", Truth.True)]
    [InlineData("\"contact.score\": { \"above\": 10 }", Truth.False)]
    [InlineData("\"contact.score\": { \"above\": 9 }", Truth.True)]
    [InlineData("\"contact.score\": { \"atLeast\": 10 }", Truth.True)]
    [InlineData("\"contact.score\": { \"atLeast\": 11 }", Truth.False)]
    [InlineData("\"contact.score\": { \"below\": 10 }", Truth.False)]
    [InlineData("\"contact.score\": { \"below\": 11 }", Truth.True)]
    [InlineData("\"contact.score\": { \"atMost\": 10 }", Truth.True)]
    [InlineData("\"contact.score\": { \"atMost\": 9 }", Truth.False)]
    [InlineData("\"contact.score\": { \"above\": 5, \"below\": 10 }", Truth.False)] // both must hold
    [InlineData("\"contact.company\": { \"contains\": \"SÖHNE\" }", Truth.True)]
    [InlineData("\"contact.company\": { \"startsWith\": \"müller\" }", Truth.True)]
    [InlineData("\"contact.company\": { \"startsWith\": \"GmbH\" }", Truth.False)]
    [InlineData("\"contact.company\": { \"endsWith\": \"gmbh\" }", Truth.True)]
    [InlineData("\"contact.interests\": { \"contains\": \"Energy\" }", Truth.True)]
    [InlineData("\"contact.interests\": { \"contains\": 7 }", Truth.True)]
    [InlineData("\"contact.interests\": { \"contains\": \"ener\" }", Truth.False)] // an item, not a part of one
    public void Known_values_decide(string condition, Truth expected) =>
        Assert.Equal(expected, Judged.Truth($"{{ {condition} }}"));

    [Theory]
    [InlineData("\"contact.phone\": null", Truth.True)]
    [InlineData("\"contact.phone\": { \"is\": null }", Truth.True)]
    [InlineData("\"contact.phone\": { \"isNot\": null }", Truth.False)]
    [InlineData("\"contact.phone\": { \"exists\": true }", Truth.False)]
    [InlineData("\"contact.phone\": { \"exists\": false }", Truth.True)]
    [InlineData("\"contact.country\": null", Truth.False)]
    [InlineData("\"contact.country\": { \"exists\": true }", Truth.True)]
    [InlineData("\"steps.thank-you.outcome\": { \"exists\": true }", Truth.False)] // a step not yet made
    public void Whether_a_value_is_known_is_never_unknown(string condition, Truth expected) =>
        Assert.Equal(expected, Judged.Truth($"{{ {condition} }}"));

    [Theory]
    [InlineData("\"is\": \"x\"")]
    [InlineData("\"isNot\": \"x\"")]
    [InlineData("\"in\": [\"x\"]")]
    [InlineData("\"notIn\": [\"x\"]")]
    [InlineData("\"above\": 1")]
    [InlineData("\"contains\": \"x\"")]
    [InlineData("\"before\": \"now\"")]
    public void A_missing_field_is_unknown_and_named(string test)
    {
        var condition = Judged.Read($"{{ \"contact.phone\": {{ {test} }} }}");
        Assert.Equal(Truth.Unknown, condition.Holds(Judged.Sight(), out var because));
        Assert.Equal(new Unresolved("contact.phone", "is not known"), because);
    }

    [Theory]
    [InlineData("scoreText", "\"above\": 5", "is 10, a text, and not a number")] // looks like a number, is none
    [InlineData("scoreText", "\"is\": 10", "is 10, a text, and not a number")]
    [InlineData("score", "\"is\": \"10\"", "is 10, a number, and not a text")]
    [InlineData("score", "\"isNot\": \"10\"", "is 10, a number, and not a text")]
    [InlineData("score", "\"notIn\": [\"10\", true]", "is 10, a number, and not a text or true or false")]
    [InlineData("vip", "\"is\": \"true\"", "is true, true or false, and not a text")]
    [InlineData("interests", "\"is\": \"energy\"", "is energy, 7, true, a list, and not a text")]
    [InlineData("score", "\"contains\": \"1\"", "is 10, a number, and not a text or a list")]
    [InlineData("company", "\"contains\": 1", "is Müller & Söhne GmbH, a text, and not a list")]
    [InlineData("score", "\"startsWith\": \"1\"", "is 10, a number, and not a text")]
    [InlineData("interests", "\"startsWith\": \"e\"", "is energy, 7, true, a list, and not a text")]
    [InlineData("note", "\"before\": \"now\"", "is soon, a text, and not a date")]
    [InlineData("score", "\"after\": \"now\"", "is 10, a number, and not a date")]
    public void What_cannot_be_compared_is_unknown_with_the_reason(string field, string test, string why)
    {
        var condition = Judged.Read($"{{ \"contact.{field}\": {{ {test} }} }}");
        Assert.Equal(Truth.Unknown, condition.Holds(Judged.Sight(), out var because));
        Assert.Equal($"contact.{field} {why}", because?.ToString());
    }

    [Theory]
    [InlineData("lastTouchpointAt", "\"before\": \"2026-06-01\"", Truth.True)]
    [InlineData("lastTouchpointAt", "\"after\": \"2026-06-01\"", Truth.False)]
    [InlineData("lastTouchpointAt", "\"before\": \"7 days ago\"", Truth.True)]
    [InlineData("lastTouchpointAt", "\"before\": \"60 days ago\"", Truth.False)]
    [InlineData("lastTouchpointAt", "\"after\": \"2026-05-20T13:59:59+02:00\"", Truth.True)]
    [InlineData("lastTouchpointAt", "\"after\": \"2026-05-20T12:00:00Z\"", Truth.False)] // strictly
    [InlineData("lastTouchpointAt", "\"before\": \"2026-05-20T12:00:00Z\"", Truth.False)]
    [InlineData("birthday", "\"before\": \"now\"", Truth.True)] // the day began at midnight, UTC
    [InlineData("birthday", "\"after\": \"now\"", Truth.False)]
    [InlineData("birthday", "\"before\": \"in 7 days\"", Truth.True)]
    [InlineData("birthday", "\"after\": \"12 hours ago\"", Truth.False)]
    [InlineData("birthday", "\"after\": \"13 hours ago\", \"before\": \"11 hours ago\"", Truth.True)]
    public void Dates_lie_before_or_after_a_moment(string field, string test, Truth expected) =>
        Assert.Equal(expected, Judged.Truth($"{{ \"contact.{field}\": {{ {test} }} }}"));

    [Fact]
    public void What_was_looked_at_is_noted()
    {
        var sight = Judged.Sight();
        Judged.Read("{ \"contact.country\": \"DE\", \"contact.phone\": \"x\" }").Holds(sight);
        Assert.Equal(["contact.country", "contact.phone"], sight.Drain().Select(look => look.Path));
    }

    [Fact]
    public void A_long_value_is_cut_in_the_reason()
    {
        var test = new Test.Number(Order.Above, 1);
        var why = test.Mismatch(Journeys.Orchestrations.Values.FieldValue.Of(new string('x', 10_000)));
        Assert.True(why.Length < 120);
    }
}
