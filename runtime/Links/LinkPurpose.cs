namespace Journeys.Runtime.Links;

/// <summary>
/// What a link is for. Each purpose has keys of its own, so that a link that unsubscribes can never decide a task. The
/// numbers are part of the keys and never change their meaning.
/// </summary>
public enum LinkPurpose
{
    /// <summary>Ends a contact's marketing mail. The content is the contact's key.</summary>
    Unsubscribe = 1,

    /// <summary>Shows and changes what a contact consents to. The content is the contact's key.</summary>
    Preferences = 2,

    /// <summary>Decides a task or a hand-over.</summary>
    Decide = 3,
}
