using System.Collections.Immutable;
using System.Diagnostics;
using Journeys.Orchestrations.Simulation.Behaviour;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>Makes the fields of one invented contact after another; what is alike for all is made once.</summary>
internal sealed class FieldPlan
{
    private readonly Fields alike;
    private readonly ImmutableArray<Drawn> drawn;

    /// <summary>Makes what is alike for all.</summary>
    /// <param name="rules">How the fields come to their values.</param>
    /// <param name="what">What they belong to, so that each has draws of its own.</param>
    /// <param name="known">What is known besides.</param>
    public FieldPlan(ImmutableArray<FieldRule> rules, string what, QuantileOf quantiles, Fields known)
    {
        alike = known.With(
            Fields.Of(
                rules
                    .Where(rule => rule.Source is FieldSource.Fixed)
                    .Select(rule => KeyValuePair.Create(rule.Field, ((FieldSource.Fixed)rule.Source).Value))
            )
        );
        drawn =
        [
            .. rules
                .Where(rule => rule.Source is not FieldSource.Fixed)
                .Select(rule => new Drawn(
                    rule.Field,
                    rule.Source,
                    Purpose.Of($"field\n{what}\n{rule.Field}"),
                    rule.Source is FieldSource.Date date ? quantiles(date.Distance) : null
                )),
        ];
    }

    /// <summary>The fields of a contact who comes at an instant.</summary>
    public Fields For(uint contact, IDraws draws, Instant at)
    {
        var fields = alike;
        foreach (var field in drawn)
        {
            fields = fields.With(field.Name, Value(field, draws.Of(contact, field.Purpose, 0), at));
        }

        return fields;
    }

    private static FieldValue Value(Drawn field, Draw draw, Instant at) =>
        field.Source switch
        {
            FieldSource.OneOf several => several.Values[(int)(draw.Chance * several.Values.Length)],
            FieldSource.Date date when date.Past => FieldValue.Of($"{at - field.Distance!(draw.Length)}"),
            FieldSource.Date => FieldValue.Of($"{at + field.Distance!(draw.Length)}"),
            _ => throw new UnreachableException($"{field.Source.GetType().Name} is not drawn"),
        };

    private sealed record Drawn(string Name, FieldSource Source, ulong Purpose, Quantile? Distance);
}
