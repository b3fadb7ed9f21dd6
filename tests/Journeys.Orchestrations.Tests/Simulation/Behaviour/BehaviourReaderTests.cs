using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Simulation.Behaviour;
using Journeys.Orchestrations.Tests.Definitions;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Simulation.Behaviour;

public sealed class BehaviourReaderTests
{
    private static readonly BehaviourScope Scope = new(
        [Workspace.Definition("whitepaper-nurture")],
        ["inside-sales", "account-manager"],
        ["business"],
        []
    );

    [Fact]
    public void A_model_is_read_with_all_its_parts()
    {
        var model = Read(
            """
            {
              "from": "2026-05-01",
              "arrivals": { "over": "2 weeks", "during": "business" },
              "segments": { "all": { "share": 1, "contact": { "consent": { "marketing": true }, "country": { "oneOf": ["DE", "AT"] } } } },
              "mails": { "*": { "email.clicked": { "chance": 0.2, "after": { "exponential": { "mean": "3 hours" } } } } },
              "events": { "opportunity.won": { "chance": 0.1, "after": { "gamma": { "shape": 2, "mean": "30 days" } }, "from": "done" } },
              "teams": { "inside-sales": { "calendar": "business", "tasksPerDay": 20,
                "answers": { "qualified": 0.5, "rejected": { "chance": 0.3, "after": "1 day" } }, "after": "2 hours" } }
            }
            """,
            []
        )!;

        Assert.Equal(new LocalDate(2026, 5, 1), model.From);
        Assert.Equal(new Arrivals(Duration.FromDays(14), "business"), model.Arrivals);
        Assert.Equal(new TeamRule("business", 20), model.Teams["inside-sales"]);
        Assert.Equal(
            ["consent.marketing", "country"],
            Assert.Single(model.Segments).Contact.Select(rule => rule.Field)
        );
        var layer = Assert.Single(model.Layers);
        Assert.Equal(
            new Reaction(0.2, new Spread.Exponential(Duration.FromHours(3)), null),
            layer.Of("reminder", "email.clicked")
        );
        Assert.Equal(
            new Reaction(0.1, new Spread.Gamma(2, Duration.FromDays(30)), "done"),
            layer.Events["opportunity.won"]
        );
        Assert.Equal(
            [
                new ChosenOutcome("qualified", 0.5, new Spread.Constant(Duration.FromHours(2))),
                new ChosenOutcome("rejected", 0.3, new Spread.Constant(Duration.FromDays(1))),
            ],
            layer.Teams["inside-sales"].Answers.ToArray()
        );
    }

    [Theory]
    [InlineData(
        """{ "mails": { "*": { "email.clicked": { "chance": 12, "after": "1 hour" } } } }""",
        "1:50 error J701: a chance lies between 0 and 1, not at 12; 12 percent is 0.12"
    )]
    [InlineData(
        """{ "mails": { "*": { "email.clicked": { "chance": -0.1, "after": "1 hour" } } } }""",
        "1:50 error J701: a chance lies between 0 and 1, not at -0.1"
    )]
    [InlineData(
        """{ "steps": { "qualify": { "answers": { "qualified": 0.6, "rejected": 0.6 }, "after": "1 hour" } } }""",
        "1:38 error J702: the chances of what step \"qualify\" offers add up to 1.2; at most 1 can happen"
    )]
    [InlineData(
        """{ "segments": { "a": { "share": 0.5 }, "b": { "share": 0.3 } } }""",
        "1:15 error J702: the shares of the segments add up to 0.8; they make 1 together, so that every contact is in one"
    )]
    [InlineData(
        """{ "mails": { "*": { "email.clicked": { "chance": 0.1, "after": { "normal": { "mean": "1 hour" } } } } } }""",
        "1:66 error J703: there is no distribution \"normal\"; there are constant, uniform, exponential, logNormal, gamma."
    )]
    [InlineData(
        """{ "mails": { "*": { "email.clicked": { "chance": 0.1, "after": { "logNormal": { "median": "2 days", "p90": "1 day" } } } } } }""",
        "1:66 error J703: \"p90\" is the time within which nine of ten are done; it is longer than \"median\", and both are above 0"
    )]
    [InlineData(
        """{ "mails": { "*": { "email.clicked": { "chance": 0.1, "after": "2 business hours" } } } }""",
        "1:64 error J703: write it without \"business\": answers are counted in the team's working hours anyway, and contacts have none"
    )]
    [InlineData(
        """{ "mails": { "thankyou": {} } }""",
        "1:14 error J704: no step sends a mail \"thankyou\"; \"*\" is every mail. Did you mean \"thank-you\"?"
    )]
    [InlineData(
        """{ "steps": { "qualfy": { "answers": {} } } }""",
        "1:14 error J704: there is no task or hand-over called \"qualfy\". Did you mean \"qualify\"?"
    )]
    [InlineData(
        """{ "steps": { "qualify": { "answers": { "qualifed": 0.5 }, "after": "1 hour" } } }""",
        "1:40 error J704: no such task offers the outcome \"qualifed\"; there are qualified, not-now, rejected. Did you mean \"qualified\"?"
    )]
    [InlineData(
        """{ "teams": { "insidesales": { "tasksPerDay": 2 } } }""",
        "1:14 error J704: there is no team \"insidesales\" in teams.json. Did you mean \"inside-sales\"?"
    )]
    [InlineData(
        """{ "segments": { "known": { "contact": { "country": "DE" } } } }""",
        "1:17 error J704: there is no segment \"known\" to refine: the workspace's model has none; a new one needs a \"share\"."
    )]
    [InlineData(
        """{ "events": { "email.forwarded": { "chance": 0.1, "after": "1 hour" } } }""",
        "1:15 warning J705: no journey listens for \"email.forwarded\": it changes nothing"
    )]
    [InlineData("""{ "from": "May" }""", "1:11 error J706: \"May\" is no date; write it as \"2026-03-02\"")]
    [InlineData(
        """{ "teams": { "inside-sales": { "tasksPerDay": 0 } } }""",
        "1:47 error J707: \"tasksPerDay\" takes how many tasks one member does a day, above 0"
    )]
    [InlineData(
        """{ "teams": { "inside-sales": { "answers": { "qualified": 0.5 } } } }""",
        "1:45 error J101: \"qualified\" needs \"after\", here or beside \"answers\": how long it takes, in working hours"
    )]
    [InlineData("[]", "1:1 error J103: expected a behaviour model, which is an object, found a list")]
    public void A_mistake_is_told_with_its_place_and_what_to_do(string text, string told) => Read(text, [told]);

    [Fact]
    public void A_journeys_file_refines_the_segments_of_the_workspace()
    {
        var known = new Segment("known", 1, [], [], [], Layer.Empty);
        var scope = Scope with { Segments = [known, known with { Name = "new" }] };
        var bag = new DiagnosticBag("behaviour.json");

        var model = BehaviourReader.Read(
            """{ "segments": { "known": { "event": { "topic": "energy" } } } }""",
            scope,
            bag
        );

        Assert.Empty(bag.Items);
        Assert.Equal(["known", "new"], model!.Segments.Select(segment => segment.Name));
        Assert.Equal("topic", Assert.Single(model.Segments[0].Event).Field);
        Assert.Empty(model.Segments[1].Event);
    }

    private static BehaviourModel? Read(string text, string[] told)
    {
        var bag = new DiagnosticBag("behaviour.json");
        var model = BehaviourReader.Read(text, Scope, bag);
        Assert.Equal(told, bag.Items.Select(found => found.ToString()["behaviour.json:".Length..]));
        Assert.Equal(bag.HasErrors, model is null);
        return model;
    }
}
