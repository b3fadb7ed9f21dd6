namespace Journeys.Runtime.Contacts;

/// <summary>Who a touchpoint comes from. Only what the contact did itself counts as a sign of life.</summary>
public static class TouchpointOrigin
{
    /// <summary>A mail that was sent.</summary>
    public const string EmailSent = "email.sent";

    /// <summary>A task or a hand-over that was decided.</summary>
    public const string TaskAnswered = "task.answered";

    /// <summary>Somebody else became the contact's owner.</summary>
    public const string OwnerChanged = "owner.changed";

    /// <summary>A journey changed the contact's profile.</summary>
    public const string ContactUpdated = "contact.updated";

    // What providers tell of a mail's way is no doing of the contact either.
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        EmailSent,
        OwnerChanged,
        ContactUpdated,
        "email.delivered",
        "email.bounced",
        "email.dropped",
        "email.deferred",
    };

    /// <summary>Where events come from that a journey publishes.</summary>
    public static string Journey(string journey) => $"/journeys/{journey}";

    /// <summary>Whether the contact did it, or we did.</summary>
    public static bool IsContact(string type, string source) =>
        !Ours.Contains(type)
        && !type.StartsWith("task.", StringComparison.Ordinal)
        && !source.StartsWith("/journeys/", StringComparison.Ordinal);
}
