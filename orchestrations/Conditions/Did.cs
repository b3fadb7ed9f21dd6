using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Conditions;

/// <summary>Holds when the contact had enough touchpoints of a type. Never unknown: none is an answer.</summary>
/// <param name="Event">The events' type.</param>
/// <param name="Within">How far back they count, in ordinary time with days in UTC; null means ever.</param>
/// <param name="AtLeast">How many are enough, from 1 to <see cref="MostCounted"/>.</param>
public sealed record Did(string Event, Delay? Within, int AtLeast) : Condition
{
    /// <summary>How many touchpoints of each type a contact keeps at least; a condition cannot ask for more.</summary>
    public const int MostCounted = 10;

    public override string Words =>
        $"did {Event}"
        + (AtLeast > 1 ? $" at least {AtLeast} times" : "")
        + (Within is null ? "" : $" within the last {Within}");

    public override IEnumerable<string> Paths => [];

    public override IEnumerable<string> EventTypes => [Event];

    public override Truth Holds(Sight sight, out Unresolved? because)
    {
        because = null;
        var since = Within?.Before(sight.Now, DateTimeZone.Utc, calendar: null) ?? NodaConstants.UnixEpoch;
        return sight.Count(Event, since) >= AtLeast ? Truth.True : Truth.False;
    }

    public bool Equals(Did? other) =>
        other is not null && Event == other.Event && Within == other.Within && AtLeast == other.AtLeast;

    public override int GetHashCode() => HashCode.Combine(Event, AtLeast);
}
