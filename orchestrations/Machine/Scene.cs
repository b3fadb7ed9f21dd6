using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>What a step decides from: the journey, the run so far, the visit, and the facts of the instant.</summary>
/// <param name="Definition">The version of the journey that the instance is pinned to.</param>
/// <param name="Course">The run so far.</param>
/// <param name="Visit">The stay at the step that decides.</param>
/// <param name="Sight">The facts, and the record of those looked at.</param>
public readonly record struct Scene(JourneyDefinition Definition, Course Course, Visit Visit, Sight Sight)
{
    public Instant Now => Sight.Now;

    /// <summary>The contact's time zone, or the journey's when the contact's is not known; null when it names no zone.</summary>
    public DateTimeZone? Zone =>
        Sight.Look("contact.timeZone")?.ToString() is not { } id ? Definition.TimeZone
        : WallTime.TryZone(id, out var zone) ? zone
        : null;

    /// <summary>What to do when <see cref="Zone"/> is null.</summary>
    public Decision UnknownZone =>
        new Decision.Hold(new(ReasonCode.UnknownTimeZone, null, Sight.Look("contact.timeZone")?.ToString()));

    /// <summary>The id of this attempt's effect.</summary>
    /// <param name="ordinal">Which of the attempt's effects, from 1.</param>
    public string EffectId(int ordinal = 1) =>
        new EffectId(Course.Instance, Course.Run, Visit.Number, Visit.Attempt, ordinal).ToString();
}
