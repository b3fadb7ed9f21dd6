using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Tests.Conditions;

public sealed class LogicTests
{
    private const string T = "{ \"contact.country\": \"DE\" }";
    private const string F = "{ \"contact.country\": \"AT\" }";
    private const string U = "{ \"contact.phone\": \"x\" }";

    [Theory]
    [InlineData(T, T, Truth.True, Truth.True)]
    [InlineData(T, F, Truth.False, Truth.True)]
    [InlineData(T, U, Truth.Unknown, Truth.True)]
    [InlineData(F, T, Truth.False, Truth.True)]
    [InlineData(F, F, Truth.False, Truth.False)]
    [InlineData(F, U, Truth.False, Truth.Unknown)]
    [InlineData(U, T, Truth.Unknown, Truth.True)]
    [InlineData(U, F, Truth.False, Truth.Unknown)]
    [InlineData(U, U, Truth.Unknown, Truth.Unknown)]
    public void All_and_any_follow_Kleene(string a, string b, Truth all, Truth any)
    {
        Assert.Equal(all, Judged.Truth($"{{ \"all\": [{a}, {b}] }}"));
        Assert.Equal(any, Judged.Truth($"{{ \"any\": [{a}, {b}] }}"));
    }

    [Theory]
    [InlineData(T, Truth.False)]
    [InlineData(F, Truth.True)]
    [InlineData(U, Truth.Unknown)]
    public void Not_keeps_what_is_unknown(string part, Truth expected) =>
        Assert.Equal(expected, Judged.Truth($"{{ \"not\": {part} }}"));

    [Fact]
    public void The_first_thing_missing_is_named()
    {
        var condition = Judged.Read(
            "{ \"any\": [{ \"contact.phone\": \"x\" }, { \"contact.city\": \"x\" }], \"contact.country\": \"DE\" }"
        );
        Assert.Equal(Truth.Unknown, condition.Holds(Judged.Sight(), out var because));
        Assert.Equal("contact.phone is not known", because?.ToString());
    }

    [Theory]
    [InlineData("{ \"any\": [" + U + ", " + T + "] }")]
    [InlineData("{ \"all\": [" + U + ", " + F + "] }")]
    [InlineData("{ \"contact.phone\": \"x\", \"contact.country\": \"AT\" }")]
    public void What_was_missing_without_deciding_is_not_named(string text)
    {
        Assert.NotEqual(Truth.Unknown, Judged.Read(text).Holds(Judged.Sight(), out var because));
        Assert.Null(because);
    }

    [Fact]
    public void What_is_decided_looks_no_further()
    {
        var sight = Judged.Sight();
        Judged.Read($"{{ \"any\": [{T}, {U}] }}").Holds(sight);
        Assert.Single(sight.Drain());
    }

    [Theory]
    [InlineData("\"email.clicked\"", Truth.True)]
    [InlineData("\"email.bounced\"", Truth.False)]
    [InlineData("\"email.opened\"", Truth.True)] // ever
    [InlineData("{ \"event\": \"email.clicked\", \"within\": \"90 days\", \"atLeast\": 2 }", Truth.True)]
    [InlineData("{ \"event\": \"email.clicked\", \"within\": \"30 days\", \"atLeast\": 2 }", Truth.False)]
    [InlineData("{ \"event\": \"email.clicked\", \"within\": \"10 days\" }", Truth.True)] // the limit counts
    [InlineData("{ \"event\": \"email.clicked\", \"within\": \"9 days\" }", Truth.False)]
    [InlineData("{ \"event\": \"email.clicked\", \"atLeast\": 3 }", Truth.False)]
    public void Touchpoints_are_counted(string did, Truth expected) =>
        Assert.Equal(expected, Judged.Truth($"{{ \"did\": {did} }}"));

    [Fact]
    public void De_Morgan_holds_in_three_values_and_only_the_unknown_has_a_reason()
    {
        var leaf = Gen.Elements<Condition>(
            new Comparison("contact.country", new Test.Is([FieldValue.Of("DE")], Not: false)),
            new Comparison("contact.country", new Test.Is([FieldValue.Of("AT")], Not: false)),
            new Comparison("contact.phone", new Test.Is([FieldValue.Of("x")], Not: false)),
            new Did("email.clicked", Within: null, AtLeast: 1)
        );
        var parts = leaf.NonEmptyListOf().Select(list => list.ToImmutableArray());

        Prop.ForAll(
                parts.ToArbitrary(),
                list =>
                {
                    var sight = Judged.Sight();
                    var all = new All(list).Holds(sight, out var because);
                    var any = new Any([.. list.Select(part => new Not(part))]).Holds(sight);
                    return all == new Not(new Any([.. list.Select(part => new Not(part))])).Holds(sight)
                        && any == new Not(new All(list)).Holds(sight)
                        && because is not null == (all == Truth.Unknown);
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
