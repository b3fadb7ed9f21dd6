namespace Journeys.Runtime.Events;

/// <summary>What came of reading one request or message.</summary>
public abstract record EventReading
{
    private EventReading() { }

    /// <summary>It held events; each was read, or refused, on its own.</summary>
    /// <param name="Items">One result per event, in the order they came; none for an empty batch.</param>
    /// <param name="Batch">Whether they came as a list; a single event that is refused refuses its request.</param>
    public sealed record Read(IReadOnlyList<EventRead> Items, bool Batch) : EventReading;

    /// <summary>It could not be taken apart into events.</summary>
    /// <param name="Kind">What is wrong with it.</param>
    /// <param name="Reason">What is wrong in words, and how to mend it.</param>
    public sealed record Fault(EventFault Kind, string Reason) : EventReading;
}

/// <summary>Why a whole request or message is refused.</summary>
public enum EventFault
{
    /// <summary>The body is not JSON, or not what its content type promises. HTTP 400.</summary>
    Malformed,

    /// <summary>More bytes or more events than one request may have. HTTP 413.</summary>
    TooLarge,

    /// <summary>A content type that events do not come in. HTTP 415.</summary>
    WrongContentType,
}

/// <summary>What came of reading one event.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
public abstract record EventRead(int Index)
{
    /// <summary>It is well-formed.</summary>
    /// <param name="Event">As it came.</param>
    /// <param name="Incoming">Made ready for the hub.</param>
    public sealed record Parsed(int Index, CloudEvent Event, IncomingEvent Incoming) : EventRead(Index);

    /// <summary>It is refused.</summary>
    /// <param name="Id">Its id; null when it could not be read.</param>
    /// <param name="Source">Its source; null when it could not be read.</param>
    /// <param name="Reason">What is wrong, and how to mend it. Of a batch's event it begins with its place.</param>
    /// <param name="Raw">What came, so that it can be mended and sent again; null when it was not kept.</param>
    public sealed record Refused(int Index, string? Id, string? Source, string Reason, string? Raw = null)
        : EventRead(Index);
}
