using NodaTime;

namespace Journeys.Orchestrations.Hub;

/// <summary>What was said last about writing to a contact: who said it, when, and in which event.</summary>
/// <param name="Class">The class of messages: <c>marketing</c>.</param>
/// <param name="Channel">The channel: <c>email</c>.</param>
/// <param name="Given">Whether consent was given; otherwise it was withdrawn.</param>
/// <param name="Source">Who says so: <c>data.source</c> of the event, or else the event's source.</param>
/// <param name="Time">When it was said.</param>
/// <param name="Event">The event's id.</param>
/// <param name="IsDecided">
/// Whether the contact itself decided it, by consenting, unsubscribing or complaining; otherwise another event told it
/// among the contact's fields, as a CRM does that is synchronised.
/// </param>
public sealed record Consent(
    string Class,
    string Channel,
    bool Given,
    string Source,
    Instant Time,
    string Event,
    bool IsDecided
)
{
    public const string Marketing = "marketing";

    public const string Email = "email";

    /// <summary>The longest name of a class or of a channel, in characters.</summary>
    public const int NameLength = 40;

    /// <summary>Whether it counts and not the other. What is newer does; of two at the same instant, the withdrawal.</summary>
    public bool Outdates(Consent other) => Time > other.Time || (Time == other.Time && !Given);

    /// <summary>Whether a text can name a class or a channel: small letters, digits and hyphens.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= NameLength
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
