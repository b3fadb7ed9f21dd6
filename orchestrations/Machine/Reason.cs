using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// Why something was decided, in a form that programs can compare and people can read: a code, and what it speaks of.
/// The words are made only when somebody reads them (<see cref="ReasonWords"/>), so a reason costs next to nothing.
/// </summary>
/// <param name="Code">The rule that decided.</param>
/// <param name="Subject">What it is about: a step, an event type, a field; null when the code says it all.</param>
/// <param name="Detail">The value, text or name that decided; null when there is none.</param>
/// <param name="At">The instant it speaks of; null when it speaks of none.</param>
public sealed record Reason(ReasonCode Code, string? Subject = null, string? Detail = null, Instant? At = null)
{
    public override string ToString() => ReasonWords.Of(this);
}
