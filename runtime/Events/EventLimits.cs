using NodaTime;

namespace Journeys.Runtime.Events;

/// <summary>How large, how many and how old events may be.</summary>
public static class EventLimits
{
    /// <summary>The most bytes of one event: 64 KiB. In a batch each event counts alone.</summary>
    public const int EventBytes = 64 * 1024;

    /// <summary>The most bytes of a batch: 1 MiB.</summary>
    public const int BatchBytes = 1024 * 1024;

    /// <summary>The most events of a batch.</summary>
    public const int BatchEvents = 100;

    /// <summary>The longest <c>id</c>, <c>source</c> and <c>type</c>, in characters.</summary>
    public const int AttributeLength = 256;

    /// <summary>How deep objects and lists may be nested, the event itself included.</summary>
    public const int Depth = 16;

    /// <summary>How often a message is tried before it is given up; an outage of the store is no fault of the message.</summary>
    public const int MessageTries = 5;

    /// <summary>How old an event may be.</summary>
    public static readonly Duration Past = Duration.FromDays(400);

    /// <summary>How far ahead of the host's clock an event may be; clocks differ.</summary>
    public static readonly Duration Future = Duration.FromDays(1);
}
