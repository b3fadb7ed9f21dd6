using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using NodaTime;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>Something that a scenario expects of its journey.</summary>
/// <param name="At">When.</param>
/// <param name="Place">Where it stands in the file.</param>
/// <param name="Deed">What kind of thing.</param>
/// <param name="Name">The step that does it; the event or the input that is ignored.</param>
/// <param name="Details">What else is expected of it, by name, in words.</param>
public sealed record Expectation(
    Instant At,
    Place Place,
    Deed Deed,
    string Name,
    ImmutableArray<KeyValuePair<string, string>> Details
);

/// <summary>Where the contact is expected to stand at the end; null where nothing is expected.</summary>
/// <param name="Place">Where it stands in the file.</param>
/// <param name="State">The state's name: <c>waiting</c>, <c>finished</c>.</param>
/// <param name="Details">Step, outcome, times, reason and fields of the contact, by name, in words.</param>
public sealed record ExpectedEnd(Place Place, string State, ImmutableArray<KeyValuePair<string, string>> Details);

/// <summary>
/// What a journey does in a scenario, named by the verb of the step that does it. Of <see cref="Decide"/> and
/// <see cref="Ignore"/> only what is named is expected; of all others exactly what is named.
/// </summary>
public enum Deed
{
    Email,
    Task,
    Handoff,
    Remind,
    Notify,
    Webhook,
    Update,
    Emit,
    Start,
    Decide,
    Ignore,
}
