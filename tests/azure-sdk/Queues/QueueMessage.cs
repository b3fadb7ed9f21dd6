#nullable disable

namespace Azure.Storage.Queues.Models;

public partial class QueueMessage
{
    internal QueueMessage() { }

    public string MessageId { get; internal init; }

    public string PopReceipt { get; internal init; }

    public BinaryData Body { get; internal init; }

    public long DequeueCount { get; internal init; }
}

/// <summary>Makes the messages that tests hand to triggers.</summary>
public static partial class QueuesModelFactory
{
    public static QueueMessage QueueMessage(
        string messageId,
        string popReceipt,
        BinaryData body,
        long dequeueCount,
        DateTimeOffset? nextVisibleOn = null,
        DateTimeOffset? insertedOn = null,
        DateTimeOffset? expiresOn = null
    ) =>
        new()
        {
            MessageId = messageId,
            PopReceipt = popReceipt,
            Body = body,
            DequeueCount = dequeueCount,
        };
}
