using System.Collections.Immutable;
using NodaTime;

namespace Journeys.Runtime.Erasure;

/// <summary>
/// The order to erase a contact, from when it is given until nothing is left. Whoever carries it out may die at any instant:
/// somebody else goes on from its row.
/// </summary>
/// <param name="Hash">The contact's hash (<see cref="ContactHash"/>), by which the order is found.</param>
/// <param name="Receipt">The id of the receipt that it will leave.</param>
/// <param name="Contact">The contact's key; goes with the order.</param>
/// <param name="By">Who gave it.</param>
/// <param name="At">When.</param>
/// <param name="Addresses">The contact's mail addresses, by which it is known in what could not be taken in.</param>
internal sealed record ErasureOrder(
    string Hash,
    string Receipt,
    string Contact,
    string By,
    Instant At,
    ImmutableArray<string> Addresses
)
{
    /// <summary>How far it has come.</summary>
    public ErasurePhase Phase { get; init; } = ErasurePhase.Given;

    /// <summary>When somebody last worked at it; when it was given, if nobody has.</summary>
    public Instant TouchedAt { get; init; } = At;

    /// <summary>When all rows were gone for the first time; null before.</summary>
    public Instant? GoneAt { get; init; }

    /// <summary>What there was of each kind.</summary>
    public IReadOnlyDictionary<string, int> Rows { get; init; } = new Dictionary<string, int>();

    /// <summary>How many of these are gone.</summary>
    public int Removed { get; init; }

    /// <summary>The mark of its row.</summary>
    public string ETag { get; init; } = "";
}

/// <summary>How far an erasure has come.</summary>
internal enum ErasurePhase
{
    /// <summary>Nothing was removed yet.</summary>
    Given,

    /// <summary>It is counted what there is, nothing new is taken in, and rows are being removed.</summary>
    Removing,

    /// <summary>All rows are gone. What was under way when it began may still write one; that is removed too.</summary>
    Watching,
}

/// <summary>What stays of an erasure.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Hash">The contact's hash.</param>
/// <param name="By">Who gave the order.</param>
/// <param name="At">When.</param>
/// <param name="DoneAt">When nothing was left.</param>
/// <param name="Rows">How many rows and messages of each kind there were.</param>
internal sealed record ErasureReceipt(
    string Id,
    string Hash,
    string By,
    Instant At,
    Instant DoneAt,
    IReadOnlyDictionary<string, int> Rows
);
