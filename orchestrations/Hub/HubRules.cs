using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Hub;

/// <summary>
/// What a touchpoint teaches us about a contact. The rules are few: what an event says of the contact is laid over the
/// profile, a contact always has a name and, if its key is one, an address, consent follows the consent events, and the
/// contact's own doing moves <c>lastTouchpointAt</c>.
/// </summary>
public static class HubRules
{
    /// <summary>The contact withdraws the consent to a class of mail, <c>marketing</c> unless the event names another.</summary>
    public const string Unsubscribed = "contact.unsubscribed";

    /// <summary>The contact gives consent to a class of mail, <c>marketing</c> unless the event names another.</summary>
    public const string Consented = "contact.consented";

    private const string LastTouchpoint = "lastTouchpointAt";

    // What systems and we ourselves do is no sign of life of the contact.
    private static readonly string[] NotByContact =
    [
        "account.",
        "task.",
        "owner.",
        "email.sent",
        "email.delivered",
        "email.bounced",
        "email.dropped",
    ];

    /// <summary>Whether a touchpoint of this type, told by this source, is something the contact did.</summary>
    public static bool IsByContact(string type, string source) =>
        !source.StartsWith("/journeys/", StringComparison.Ordinal)
        && !Array.Exists(NotByContact, prefix => type.StartsWith(prefix, StringComparison.Ordinal));

    public static Contact Apply(Contact before, Touchpoint touchpoint)
    {
        var profile = Named(before.Key, before.Profile.With(touchpoint.Contact));
        if (touchpoint.Type is Unsubscribed or Consented)
        {
            var consent = $"consent.{touchpoint.Data.Text("class") ?? "marketing"}";
            profile = profile.With(consent, FieldValue.Of(touchpoint.Type == Consented));
        }

        // Word from another system that carries the date itself (a CRM's synchronisation) is not a touch.
        if (IsByContact(touchpoint.Type, touchpoint.Source) && touchpoint.Contact[LastTouchpoint] is null)
        {
            profile = Later(profile, touchpoint.Time);
        }

        return before with
        {
            Profile = profile,
            Touchpoints = before.Touchpoints.With(touchpoint.Type, touchpoint.Time),
        };
    }

    // Tasks and mails address people by name: what we have serves until somebody tells us better.
    private static Fields Named(string key, Fields profile)
    {
        if (profile["email"] is null && key.Contains('@', StringComparison.Ordinal))
        {
            profile = profile.With("email", FieldValue.Of(key));
        }

        if (profile["name"] is not null)
        {
            return profile;
        }

        var name = $"{profile.Text("firstName")} {profile.Text("lastName")}".Trim();
        return profile.With("name", FieldValue.Of(name.Length > 0 ? name : key));
    }

    // Events may arrive out of order; the newest touch stays the last.
    private static Fields Later(Fields profile, Instant time)
    {
        var text = time.ToString();
        return string.CompareOrdinal(profile.Text(LastTouchpoint), text) < 0
            ? profile.With(LastTouchpoint, FieldValue.Of(text))
            : profile;
    }
}
