#nullable disable

namespace Azure.Messaging.ServiceBus;

public partial class ServiceBusMessage
{
    public ServiceBusMessage() { }

    public ServiceBusMessage(BinaryData body) => Body = body;

    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();

    public BinaryData Body { get; set; }

    public string ContentType { get; set; }

    public string MessageId { get; set; }

    public string SessionId { get; set; }

    public string Subject { get; set; }
}

public partial class ServiceBusReceivedMessage
{
    internal ServiceBusReceivedMessage() { }

    public IReadOnlyDictionary<string, object> ApplicationProperties { get; internal init; }

    public BinaryData Body { get; internal init; }

    public string ContentType { get; internal init; }

    public int DeliveryCount { get; internal init; }

    public string LockToken { get; internal init; }

    public string MessageId { get; internal init; }

    public long SequenceNumber { get; internal init; }

    public string SessionId { get; internal init; }
}

/// <summary>Makes the messages that tests hand to triggers.</summary>
public static partial class ServiceBusModelFactory
{
    public static ServiceBusReceivedMessage ServiceBusReceivedMessage(
        BinaryData body = null,
        string messageId = null,
        string partitionKey = null,
        string viaPartitionKey = null,
        string sessionId = null,
        string replyToSessionId = null,
        TimeSpan timeToLive = default,
        string correlationId = null,
        string subject = null,
        string to = null,
        string contentType = null,
        string replyTo = null,
        DateTimeOffset scheduledEnqueueTime = default,
        IDictionary<string, object> properties = null,
        Guid lockTokenGuid = default,
        int deliveryCount = 0,
        DateTimeOffset lockedUntil = default,
        long sequenceNumber = -1,
        string deadLetterSource = null,
        long enqueuedSequenceNumber = 0,
        DateTimeOffset enqueuedTime = default,
        ServiceBusMessageState serviceBusMessageState = ServiceBusMessageState.Active
    ) =>
        new()
        {
            ApplicationProperties = new Dictionary<string, object>(properties ?? new Dictionary<string, object>()),
            Body = body ?? BinaryData.FromString(""),
            ContentType = contentType,
            DeliveryCount = deliveryCount,
            LockToken = lockTokenGuid.ToString(),
            MessageId = messageId,
            SequenceNumber = sequenceNumber,
            SessionId = sessionId,
        };
}

public enum ServiceBusMessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
