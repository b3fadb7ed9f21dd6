using NodaTime;

namespace Journeys.Runtime.DeadLetters;

/// <summary>Takes dead letters off the list that nobody needs, and keeps who decided that and why.</summary>
public sealed class Discarding(DeadLetterStore store, TimeProvider clock)
{
    /// <summary>Discards one. Discarding twice changes nothing.</summary>
    /// <returns>What came of it; the reason is why it was discarded.</returns>
    public async Task<Discarded> DiscardAsync(DeadLetter letter, string why, string by, CancellationToken cancellation)
    {
        if (letter.Ending is { } ended)
        {
            return new(false, $"{ended.By} {(ended.Replayed ? "replayed" : "discarded")} it already: {ended.Result}");
        }

        var ending = new DeadEnding(false, by, Instant.FromDateTimeOffset(clock.GetUtcNow()), why);
        return await store.EndAsync(letter, ending, cancellation)
            ? new(true, why)
            : new(false, "somebody else dealt with it at the same time: look again");
    }
}

/// <summary>What came of discarding a dead letter.</summary>
/// <param name="Done">Whether it left the list.</param>
/// <param name="Reason">Why it was discarded, or why it was not.</param>
public sealed record Discarded(bool Done, string Reason);
