using Journeys.Runtime.Queue;

namespace Journeys.Local.Storage;

/// <summary>
/// A queue with Azure Queue Storage's promises: at least once, in no certain order. A received message is invisible for a
/// while; whoever has dealt with it deletes it, and otherwise it comes again. One contract suite holds for every queue.
/// </summary>
/// <remarks>Calls throw <see cref="Runtime.Tables.StorageUnavailableException"/> when the store does not answer.</remarks>
public interface IQueue
{
    /// <summary>Such as <c>journey-events</c>.</summary>
    string Name { get; }

    /// <summary>Makes the queue unless it is there.</summary>
    Task EnsureAsync(CancellationToken cancellation);

    /// <summary>Adds a message, which does not expire.</summary>
    /// <param name="text">Its text, at most <see cref="QueueLimits.MessageBytes"/> in UTF-8.</param>
    /// <exception cref="QueueLimitException">The text is too long.</exception>
    Task SendAsync(string text, CancellationToken cancellation);

    /// <summary>Takes messages that are visible.</summary>
    /// <param name="most">1 to <see cref="QueueLimits.ReceiveMessages"/>.</param>
    /// <param name="invisible">How long nobody else sees them: a second to 7 days.</param>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, TimeSpan invisible, CancellationToken cancellation);

    /// <summary>Removes a message that was received.</summary>
    /// <returns>
    /// False when it was not ours any more: it had become visible again and somebody else received or deleted it.
    /// </returns>
    Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellation);

    /// <summary>About how many messages there are, invisible ones included.</summary>
    Task<int> CountAsync(CancellationToken cancellation);

    /// <summary>Removes all messages.</summary>
    Task ClearAsync(CancellationToken cancellation);
}

/// <summary>A message that was received.</summary>
/// <param name="Id">The store's name for it, the same each time that it is received.</param>
/// <param name="Receipt">The proof that it was received this time.</param>
/// <param name="Text">Its text; base64 is undone, as Azure's own libraries send it (<see cref="QueueText"/>).</param>
/// <param name="Tries">How often it has been received, this time included.</param>
/// <param name="Sent">When it was sent.</param>
public sealed record QueueMessage(string Id, string Receipt, string Text, int Tries, DateTimeOffset Sent);

/// <summary>What Azure Queue Storage would refuse; always a fault of the caller.</summary>
public sealed class QueueLimitException(string message) : Exception(message);

/// <summary>A queue that was never made, or was deleted.</summary>
public sealed class QueueMissingException(string queue)
    : Exception($"The queue \"{queue}\" is not in this storage account. Make it with EnsureAsync.");
