using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Conditions;

/// <summary>Holds when its part does not; what is unknown stays unknown.</summary>
public sealed record Not(Condition Part) : Condition
{
    public override string Words => $"not ({Part.Words})";

    public override IEnumerable<string> Paths => Part.Paths;

    public override IEnumerable<Condition> Leaves => Part.Leaves;

    public override IEnumerable<string> EventTypes => Part.EventTypes;

    public override Truth Holds(Sight sight, out Unresolved? because) =>
        Part.Holds(sight, out because) switch
        {
            Truth.True => Truth.False,
            Truth.False => Truth.True,
            var unknown => unknown,
        };

    public bool Equals(Not? other) => other is not null && Part == other.Part;

    public override int GetHashCode() => Part.GetHashCode();
}
