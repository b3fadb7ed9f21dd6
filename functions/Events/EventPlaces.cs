namespace Journeys.Functions.Events;

/// <summary>Where events come from.</summary>
public static class EventPlaces
{
    /// <summary>The Service Bus topic. Its messages' sessions are contacts.</summary>
    public const string Topic = "journey-events";

    /// <summary>Our subscription to it.</summary>
    public const string Subscription = "journeys";

    /// <summary>The storage queue.</summary>
    public const string Queue = "journey-events";

    /// <summary>Where messages of the queue go that are given up; the name is the platform's own rule.</summary>
    public const string PoisonQueue = Queue + "-poison";
}
