using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Times;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Conditions;

/// <summary>Reads conditions and judges them over one contact, at noon on the first of June 2026.</summary>
internal static class Judged
{
    public static readonly Instant Now = Zones.At("2026-06-01T12:00Z");

    public static readonly ConditionScope Scope = new(@event: true, ["qualify", "thank-you"]);

    private const string Contact = """
        {
          "country": "DE", "score": 10, "vip": true, "scoreText": "10", "company": "Müller & Söhne GmbH",
          "interests": ["energy", 7, true], "lastTouchpointAt": "2026-05-20T12:00:00Z", "birthday": "2026-06-01",
          "consent": { "marketing": false }, "note": "soon"
        }
        """;

    public static Sight Sight() =>
        new(
            new Facts(
                Now,
                Of(Contact),
                Of("""{ "industry": "chemicals" }"""),
                new Touches(("email.clicked", 10), ("email.clicked", 80), ("email.opened", 400))
            )
        )
        {
            Story = new(
                new EventFact("e1", "whitepaper.downloaded", Now, null, Of("""{ "topic": "energy" }""")),
                Steps()
            ),
        };

    public static Condition Read(string text)
    {
        var (condition, bag) = TryRead(text, Scope);
        Assert.Empty(bag.Items);
        return condition!;
    }

    public static (Condition? Condition, DiagnosticBag Bag) TryRead(string text, ConditionScope scope)
    {
        var bag = new DiagnosticBag("journey.json");
        var tree = JsonTree.Parse(text, bag);
        Assert.Empty(bag.Items);
        return (Condition.Read(tree!, scope, bag), bag);
    }

    public static Truth Truth(string text) => Read(text).Holds(Sight());

    private static Fields Of(string text)
    {
        var bag = new DiagnosticBag("test");
        return JsonTree.Parse(text, bag)!.ToFields();
    }

    private static System.Collections.Immutable.ImmutableArray<StepResult> Steps() =>
        [new("qualify", 1, Now, "qualified", "mia.keller@example.com", Of("""{ "budget": 5000 }"""))];

    private sealed class Touches(params (string Type, int DaysAgo)[] touches) : ITouchpoints
    {
        public int Count(string type, Instant since) =>
            touches.Count(touch => touch.Type == type && Now - Duration.FromDays(touch.DaysAgo) >= since);
    }
}
