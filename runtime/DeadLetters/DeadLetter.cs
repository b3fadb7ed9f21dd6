using System.Text.Json.Serialization;
using NodaTime;

namespace Journeys.Runtime.DeadLetters;

/// <summary>
/// Something that was given up and waits for a person: nothing that was sent, and nothing that was decided, vanishes.
/// </summary>
/// <param name="Id">What it is called in the list, the API and the commands.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">When it was given up.</param>
/// <param name="Reason">Why, and how to mend it.</param>
public sealed record DeadLetter(string Id, DeadKind Kind, Instant At, string Reason)
{
    /// <summary>The system it comes from; of a message the queue or topic; of an effect the journey.</summary>
    public string? Source { get; init; }

    /// <summary>The event's id within its source; null when it could not be read, and for an effect.</summary>
    public string? EventId { get; init; }

    /// <summary>The event's type; of an effect its kind, such as <c>sendEmail</c>; null when it could not be read.</summary>
    public string? Type { get; init; }

    /// <summary>The contact's key; null when it could not be read.</summary>
    public string? Contact { get; init; }

    /// <summary>What came, as text; of an effect what it does, in words. Null when it is not known any more.</summary>
    public string? Raw { get; init; }

    /// <summary>How often it was replayed in vain.</summary>
    public int Tries { get; init; }

    /// <summary>When it was last replayed in vain; null when it never was.</summary>
    public Instant? TriedAt { get; init; }

    /// <summary>What became of it; null while it waits.</summary>
    public DeadEnding? Ending { get; init; }

    /// <summary>Of an effect on a list: whether its instance is held by it, or has gone on; null when nobody looked.</summary>
    public FailedStanding? Standing { get; init; }

    /// <summary>The mark of its row; null when it has none.</summary>
    public string? ETag { get; init; }
}

/// <summary>What a dead letter is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeadKind>))]
public enum DeadKind
{
    /// <summary>An event that was refused.</summary>
    [JsonStringEnumMemberName("event")]
    Event,

    /// <summary>A message of a queue or topic that could not be taken apart, or that failed again and again.</summary>
    [JsonStringEnumMemberName("message")]
    Message,

    /// <summary>An effect of a journey that failed for good.</summary>
    [JsonStringEnumMemberName("effect")]
    Effect,
}

/// <summary>What became of a dead letter that waits no longer.</summary>
/// <param name="Replayed">Whether it was replayed; otherwise it was discarded.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Result">What came of the replay, or why it was discarded.</param>
public sealed record DeadEnding(bool Replayed, string By, Instant At, string Result);
