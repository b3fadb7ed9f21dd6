namespace Journeys.Orchestrations.Hub;

/// <summary>The touchpoints that we ourselves record, and where they come from.</summary>
public static class OwnTouchpoints
{
    /// <summary>A mail was sent.</summary>
    public const string EmailSent = "email.sent";

    /// <summary>A task or a hand-over was decided.</summary>
    public const string TaskAnswered = "task.answered";

    /// <summary>Somebody else became the contact's owner.</summary>
    public const string OwnerChanged = "owner.changed";

    /// <summary>A journey changed the contact's profile.</summary>
    public const string ContactUpdated = "contact.updated";

    /// <summary>The source of what a journey does; the hub's rules know by it that the contact did not.</summary>
    public static string Source(string journey) => $"/journeys/{journey}";
}
