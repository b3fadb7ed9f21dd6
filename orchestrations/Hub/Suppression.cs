using NodaTime;

namespace Journeys.Orchestrations.Hub;

/// <summary>Why nothing more is sent to an address.</summary>
/// <param name="Reason">
/// <see cref="Bounced"/> or <see cref="Dropped"/>: nothing at all, until the contact has another address.
/// <see cref="Complained"/>: no marketing, until the contact consents anew.
/// </param>
/// <param name="Detail">The provider's words; null when there are none.</param>
/// <param name="Address">The address, in lower case; null when it was not known.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Event">The event that told it.</param>
public sealed record Suppression(string Reason, string? Detail, string? Address, Instant Time, string Event)
{
    /// <summary>The address does not exist: a hard bounce.</summary>
    public const string Bounced = "bounced";

    /// <summary>The provider sends nothing to it, because it is invalid or bounced before.</summary>
    public const string Dropped = "dropped";

    /// <summary>The contact reported a mail as spam.</summary>
    public const string Complained = "complained";

    /// <summary>How many characters of the provider's words are kept.</summary>
    public const int DetailLength = 500;

    // SendGrid's words for an address that it will not write to.
    private static readonly string[] Undeliverable = ["invalid", "invalid address", "bounced", "bounced address"];

    /// <summary>What a touchpoint says against writing to an address; null when it says nothing of the kind.</summary>
    /// <param name="touchpoint">What happened.</param>
    /// <param name="address">The contact's address, if the event does not name the one it is about.</param>
    public static Suppression? From(Touchpoint touchpoint, string? address)
    {
        var (type, data) = (touchpoint.Type, touchpoint.Data);
        var why = data.Text("reason");
        var reason = type switch
        {
            HubRules.Bounced when data.Text("bounce") == "hard" => Bounced,
            HubRules.Dropped when Undeliverable.Contains(why?.Trim().ToLowerInvariant()) => Dropped,
            HubRules.Complained => Complained,
            _ => null,
        };
        return reason is null
            ? null
            : new(
                reason,
                why is { Length: > DetailLength } ? why[..DetailLength] : why,
                Normal(data.Text("email") ?? address),
                touchpoint.Time,
                touchpoint.Id
            );
    }

    /// <summary>An address as addresses are compared.</summary>
    public static string? Normal(string? address) => address?.Trim().ToLowerInvariant();
}
