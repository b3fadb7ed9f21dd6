using System.Collections.Immutable;
using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Conditions;

/// <summary>Holds when every part does. One part that does not hold decides, whatever else is unknown.</summary>
public sealed record All(ImmutableArray<Condition> Parts) : Condition
{
    public override string Words => string.Join(" and ", Parts.Select(part => part.Clause));

    public override IEnumerable<string> Paths => Parts.SelectMany(part => part.Paths);

    public override IEnumerable<Condition> Leaves => Parts.SelectMany(part => part.Leaves);

    public override IEnumerable<string> EventTypes => Parts.SelectMany(part => part.EventTypes);

    internal override string Clause => $"({Words})";

    public override Truth Holds(Sight sight, out Unresolved? because)
    {
        because = null;
        var truth = Truth.True;
        foreach (var part in Parts)
        {
            switch (part.Holds(sight, out var missing))
            {
                case Truth.False:
                    because = null;
                    return Truth.False;
                case Truth.Unknown:
                    because ??= missing;
                    truth = Truth.Unknown;
                    break;
            }
        }

        return truth;
    }

    public bool Equals(All? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    public override int GetHashCode() => Parts.Length;
}
