using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// Everything a decision may look at besides the definition and the state: the instant, the contact, its account, and
/// what the contact did before. The machine has no other source of knowledge.
/// </summary>
/// <param name="Now">The instant of the decision.</param>
/// <param name="Contact">The contact's profile: <c>name</c>, <c>email</c>, <c>timeZone</c>, <c>consent.marketing</c> …</param>
/// <param name="Account">The profile of the contact's account; empty when it has none.</param>
/// <param name="Touchpoints">What the contact did before.</param>
public sealed record Facts(Instant Now, Fields Contact, Fields Account, ITouchpoints Touchpoints);

/// <summary>What a contact did before, counted.</summary>
public interface ITouchpoints
{
    /// <summary>How many touchpoints of a type came at or after an instant; at most the number kept per type.</summary>
    int Count(string type, Instant since);
}
