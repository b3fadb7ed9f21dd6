using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Behaviour;

/// <summary>What is taken for granted where no model says anything: middling figures, and nobody special.</summary>
public static class UsualBehaviour
{
    /// <summary>The first day that is simulated unless somebody says another: a Monday.</summary>
    public static readonly LocalDate From = new(2026, 3, 2);

    /// <summary>Everybody comes within a month.</summary>
    public static readonly Arrivals Arrivals = new(Duration.FromDays(30), During: null);

    /// <summary>How long a task takes in working hours.</summary>
    public static readonly Spread Answering = new Spread.LogNormal(Duration.FromHours(2), Duration.FromHours(8));

    /// <summary>How many tasks of a hundred get an answer at all.</summary>
    public const double Answered = 0.95;

    /// <summary>The one segment: a contact who agreed to be written to.</summary>
    public static readonly Segment Everybody = new(
        "everybody",
        1,
        [new("consent.marketing", new FieldSource.Fixed(FieldValue.Of(true)))],
        [],
        [],
        Layer.Empty
    );

    /// <summary>What contacts do with a mail.</summary>
    public static readonly Layer Layer = Behaviour.Layer.Empty with
    {
        Mails = new Dictionary<string, FrozenDictionary<string, Reaction>>(StringComparer.Ordinal)
        {
            [Behaviour.Layer.AnyMail] = new Dictionary<string, Reaction>(StringComparer.Ordinal)
            {
                ["email.bounced"] = new(0.01, new Spread.Constant(Duration.FromMinutes(1)), null),
                ["email.opened"] = new(0.35, Reading(3, 24), null),
                ["email.clicked"] = new(0.12, Reading(4, 36), null),
                ["contact.unsubscribed"] = new(0.003, Reading(4, 36), null),
            }.ToFrozenDictionary(),
        }.ToFrozenDictionary(),
    };

    private static Spread.LogNormal Reading(int median, int p90) =>
        new(Duration.FromHours(median), Duration.FromHours(p90));
}
