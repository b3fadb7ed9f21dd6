using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Erasure;

/// <summary>
/// A place where something about contacts is kept. All places together know everything about one contact: what is exported,
/// counted and erased is what they find, and a test searches the whole store for what they might have missed. Whoever keeps
/// something new about contacts adds a place, or keeps it where one looks already.
/// </summary>
public interface IContactPlace
{
    /// <summary>The kinds of what it may find.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>What the place holds of a contact.</summary>
    /// <remarks>It may be changed meanwhile; then a second look finds the rest.</remarks>
    IAsyncEnumerable<ContactFind> FindAsync(ContactTraces traces, CancellationToken cancellation);

    /// <summary>Removes what was found, as far as it is still there, in transactions of at most 100 rows.</summary>
    Task RemoveAsync(IReadOnlyList<ContactFind> finds, CancellationToken cancellation);
}

/// <summary>Something about a contact.</summary>
/// <param name="Kind">What it is, in the plural: <c>touchpoints</c>. Counts and receipts are by kind.</param>
/// <param name="Row">The row; of a message, its text is in it.</param>
public sealed record ContactFind(string Kind, TableRow Row)
{
    /// <summary>Whether it goes with the last step of an erasure, and not before.</summary>
    public bool IsFence { get; init; }

    /// <summary>What only the place itself knows of it.</summary>
    public object? Handle { get; init; }
}

/// <summary>The kinds of what is kept about a contact, as counts and receipts name them.</summary>
public static class ContactKinds
{
    public const string Profile = "profile";
    public const string Touchpoints = "touchpoints";
    public const string Marks = "duplicate marks";
    public const string Instances = "journeys";
    public const string History = "history";
    public const string Effects = "effects";
    public const string Failed = "failed effects";
    public const string Timers = "timers";
    public const string Tasks = "task rows";
    public const string Mails = "captured mail rows";
    public const string Rejected = "rejected events";
    public const string Messages = "poison messages";
    public const string Other = "other rows";
}
