using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Steps;

/// <summary>Branches and experiments.</summary>
public sealed class ChoiceTests
{
    private const string Branch = """
        "fork": { "branch": [{ "if": { "contact.country": "DE" }, "then": "german" },
                             { "if": { "account.employees": { "atLeast": 200 } }, "then": "large" }], "otherwise": "rest" },
        "german": { "end": "german" }, "large": { "end": "large" }, "rest": { "end": "rest" }
        """;

    private const string Split = """
        "draw": { "split": [{ "arm": "a", "share": 20, "then": "one" }, { "arm": "b", "share": 80, "then": "two" }] },
        "one": { "end": "a" }, "two": { "end": "b" }
        """;

    [Fact]
    public void The_first_condition_that_holds_decides() =>
        Journey
            .Of(Branch)
            .Knowing("""{ "country": "DE" }""")
            .KnowingAccount("""{ "employees": 500 }""")
            .Enter()
            .Because(
                "fork: entered on lead.created > fork",
                "fork: contact.country is DE > german",
                "german: ends: german"
            )
            .ThenExactly("finished: german");

    [Fact]
    public void A_later_condition_is_asked_when_the_first_does_not_hold() =>
        Journey
            .Of(Branch)
            .Knowing("""{ "country": "FR" }""")
            .KnowingAccount("""{ "employees": 500 }""")
            .Enter()
            .ThenExactly("finished: large");

    [Fact]
    public void Otherwise_is_taken_when_none_holds() =>
        Journey
            .Of(Branch)
            .Knowing("""{ "country": "FR" }""")
            .KnowingAccount("""{ "employees": 5 }""")
            .Enter()
            .Because(
                "fork: entered on lead.created > fork",
                "fork: none of the conditions holds > rest",
                "rest: ends: rest"
            )
            .ThenExactly("finished: rest");

    [Theory]
    [InlineData("""{}""", "contact.country is not known")]
    [InlineData("""{ "country": "FR" }""", "account.employees is not known")]
    public void What_nobody_knows_holds_it_and_is_never_a_no(string known, string missing) =>
        Journey.Of(Branch).Knowing(known).Enter().ThenExactly($"held at fork: cannot decide: {missing}");

    [Fact]
    public void What_a_person_answered_can_be_asked_later() =>
        Journey
            .Of(
                """
                "ask": { "task": "Ask", "team": "sales", "within": "1 day", "asks": ["contact.budget"],
                         "outcomes": { "yes": "fork", "no": "fork" }, "late": "rest" },
                "fork": { "branch": [{ "if": { "steps.ask.outcome": "yes", "steps.ask.by": "mia", "steps.ask.answers.contact.budget": { "above": 10 } },
                                       "then": "rich" }], "otherwise": "rest" },
                "rich": { "end": "rich" }, "rest": { "end": "rest" }
                """
            )
            .Enter()
            .Answer("yes", """{ "contact": { "budget": 11 } }""")
            .ThenExactly(
                "finished: rich",
                "1.1.1.1 open task \"Ask\" for sales due 2026-03-03 10:00 [yes, no] asking contact.budget",
                "1.1.1.2 close 1.1.1.1 of sales due 2026-03-03 10:00: yes by mia"
            );

    [Fact]
    public void The_drawing_is_told() =>
        Journey
            .Of(Split)
            .Enter()
            .Because("draw: entered on lead.created > draw", "draw: drawn into arm \"b\" > two", "two: ends: b")
            .ThenExactly("finished: b");

    [Fact]
    public void A_contact_stays_in_its_arm_however_often_it_comes_by_and_in_every_version() =>
        Assert.All(
            Enumerable.Range(0, 10).Select(number => $"test~{number}"),
            contact =>
            {
                var first = Drawn(contact, Split);
                Assert.Equal(first, Drawn(contact, Split));
                Assert.Equal(
                    first,
                    Drawn(contact, $"\"wait\": {{ \"wait\": \"1 day\", \"then\": \"draw\" }}, {Split}")
                );
            }
        );

    [Fact]
    public void Arms_are_drawn_by_their_shares() =>
        Assert.InRange(Enumerable.Range(0, 200).Count(number => Drawn($"test~{number}", Split) == "a"), 20, 60);

    private static string Drawn(string instance, string steps)
    {
        var journey = Journey.Of(steps).As(instance).Enter().After("1 day");
        return Assert.IsType<JourneyState.Finished>(journey.State).Outcome;
    }
}
