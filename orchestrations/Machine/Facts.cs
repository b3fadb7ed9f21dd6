using System.Collections.Immutable;
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
public sealed record Facts(Instant Now, Fields Contact, Fields Account, ITouchpoints Touchpoints)
{
    /// <summary>
    /// The facts as a decision saw them, rebuilt from its record: enough to make the same decision again, years later and
    /// without the contact. Whatever the decision did not look at is absent.
    /// </summary>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="looked">What it looked at.</param>
    public static Facts Recorded(Instant now, ImmutableArray<Look> looked) =>
        new(now, Under("contact.", looked), Under("account.", looked), new RecordedTouchpoints(looked));

    private static Fields Under(string root, ImmutableArray<Look> looked) =>
        Fields.Of(
            looked
                .Where(look => look.Value is not null && look.Path.StartsWith(root, StringComparison.Ordinal))
                .Select(look => KeyValuePair.Create(look.Path[root.Length..], look.Value!))
        );

    private sealed class RecordedTouchpoints(ImmutableArray<Look> looked) : ITouchpoints
    {
        public int Count(string type, Instant since)
        {
            var path = Look.PathOf(type, since);
            return looked.FirstOrDefault(look => look.Path == path)?.Value is FieldValue.Number(var count)
                ? (int)count
                : 0;
        }
    }
}

/// <summary>What a contact did before, counted.</summary>
public interface ITouchpoints
{
    /// <summary>How many touchpoints of a type came at or after an instant; at most the number kept per type.</summary>
    int Count(string type, Instant since);
}
