using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>
/// Whatever may happen to one contact in a journey, sensible or not: fresh, stale, repeated and out of order. Each answer
/// is held against the <see cref="Laws"/>, and everything told is recorded.
/// </summary>
internal sealed class RandomLife(JourneyDefinition definition, Choices choices)
{
    private const string Instance = "test~contact";

    private static readonly string[] Types =
    [
        "lead.created",
        "email.clicked",
        "email.replied",
        "email.delivered",
        "meeting.booked",
        "deal.won",
        "contact.left",
        "page.viewed",
    ];

    private readonly List<Effect> effects = [];
    private readonly HashSet<string> ids = [];
    private readonly List<JourneyInput> told = [];
    private Contact contact = Contact.Unknown("anna");
    private JourneyState state = new JourneyState.Unentered(Instance);
    private Instant now = Instant.FromUtc(2026, 3, 27, 9, 0);

    /// <summary>What was told, with what was looked at and the state it led to.</summary>
    public List<(JourneyInput Input, Instant At, IReadOnlyList<Look> Looked, JourneyState Next)> Recorded { get; } = [];

    public JourneyState State => state;

    public void Live()
    {
        Know();
        Tell(Event("lead.created"));
        while (choices.Any)
        {
            Happen();
        }
    }

    private void Happen()
    {
        switch (choices.Below(12))
        {
            case 0 or 1 when state.DueAt is { } due:
                now = Instant.Max(now, due);
                Tell(new JourneyInput.TimerElapsed(Laws.VisitOf(state)!.Number, due));
                break;
            case 2 when effects.Count > 0:
                Tell(new JourneyInput.EffectSucceeded(effects[^1].Id, Fields.Of([new("status", FieldValue.Of(200m))])));
                break;
            case 3 when effects.Count > 0:
                Tell(Result(choices.Of(effects)));
                break;
            case 4:
                Tell(Answer());
                break;
            case 5 or 6:
                Tell(Event(choices.Of(Types)));
                break;
            case 7 when told.Count > 0:
                Tell(choices.Of(told));
                break;
            case 8:
                now += Duration.FromMinutes(choices.Of(1, 60, 600, 6_000));
                break;
            case 9:
                Tell(Decision());
                break;
            case 10:
                Know();
                break;
            default:
                Tell(choices.Of<JourneyInput>(Stale(), new JourneyInput.Entered(Fact("journey.start"))));
                break;
        }
    }

    private void Tell(JourneyInput input)
    {
        var account = choices.Of(Fields.Empty, Fields.Of([new("size", FieldValue.Of(3m))]));
        var facts = new Facts(now, contact.Profile, account, contact.Touchpoints);
        var outcome = JourneyMachine.Apply(definition, state, input, facts);
        Laws.Check(definition, state, input, facts, outcome);
        told.Add(input);
        if (outcome is Outcome.Moved moved)
        {
            state = moved.Next;
            effects.AddRange(moved.Effects);
            Assert.All(moved.Effects, effect => Assert.True(ids.Add(effect.Id), $"twice: {effect.Id}"));
            Recorded.Add((input, now, moved.Looked, moved.Next));
        }
    }

    private JourneyInput Result(Effect effect) =>
        choices.Below(5) switch
        {
            0 => new JourneyInput.EffectSucceeded(effect.Id, Fields.Empty),
            1 => new JourneyInput.EffectFailed(effect.Id, Failure.Passing, "later", Duration.FromMinutes(2)),
            2 => new JourneyInput.EffectFailed(effect.Id, Failure.Permanent, "never"),
            3 => new JourneyInput.EffectDeferred(
                effect.Id,
                now + Duration.FromMinutes(choices.Below(90)),
                choices.Of(Enum.GetValues<Deferral>()),
                "others come first"
            ),
            _ => new JourneyInput.EffectUncertain(effect.Id, "who knows"),
        };

    private JourneyInput.TaskAnswered Answer() =>
        new(
            Laws.CourseOf(state)?.Task?.Id ?? "none",
            choices.Of("a", "b", "accepted", "declined", "neither"),
            "mia",
            Fields.Empty
        );

    private JourneyInput.OperatorDecided Decision() =>
        new(choices.Of(Enum.GetValues<OperatorAction>()), "olga", Laws.VisitOf(state)?.Number ?? 0);

    private JourneyInput.TimerElapsed Stale() => new(choices.Below(6), now - Duration.FromHours(choices.Below(90)));

    private JourneyInput.EventArrived Event(string type)
    {
        var fact = Fact(type);
        contact = HubRules.Apply(contact, new(fact.Id, type, fact.Time, "/test", fact.About, fact.Data, Fields.Empty));
        return new(fact);
    }

    private EventFact Fact(string type)
    {
        var about = choices.Below(3) == 1 && effects.Count > 0 ? choices.Of(effects).Id : null;
        var data = choices.Of(
            Fields.Empty,
            Fields.Of([new("amount", FieldValue.Of(9m))]),
            Fields.Of([new("amount", FieldValue.Of("many")), new("at", FieldValue.Of("2026-04-02"))])
        );
        var age = Duration.FromHours(choices.Of(0, 0, 1, 30));
        return new($"e{told.Count}", type, now - age, about, data);
    }

    private void Know()
    {
        var (field, value) = choices.Of<(string, FieldValue?)>(
            ("fit", FieldValue.Of(true)),
            ("fit", null),
            ("consent.marketing", FieldValue.Of(true)),
            ("consent.marketing", FieldValue.Of(false)),
            ("score", FieldValue.Of(2m)),
            ("timeZone", FieldValue.Of("America/New_York")),
            ("timeZone", FieldValue.Of("Mars/Olympus")),
            ("timeZone", null),
            ("renewal", FieldValue.Of("2026-05-05")),
            ("renewal", FieldValue.Of("one day"))
        );
        contact = contact with { Profile = contact.Profile.With(field, value) };
    }
}
