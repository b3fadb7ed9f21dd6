using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Hub;

/// <summary>
/// What a touchpoint teaches us about a contact. The rules are few: what an event says of the contact is laid over the
/// profile, consent follows the consent events, and the contact's own doing moves <c>lastTouchpointAt</c>.
/// </summary>
public static class HubRules
{
    /// <summary>The contact withdraws the consent to a class of mail, <c>marketing</c> unless the event names another.</summary>
    public const string Unsubscribed = "contact.unsubscribed";

    /// <summary>The contact gives consent to a class of mail, <c>marketing</c> unless the event names another.</summary>
    public const string Consented = "contact.consented";

    private const string LastTouchpoint = "lastTouchpointAt";

    public static Contact Apply(Contact before, Touchpoint touchpoint)
    {
        var profile = before.Profile.With(touchpoint.Contact);
        if (touchpoint.Type is Unsubscribed or Consented)
        {
            var consent = $"consent.{touchpoint.Data.Text("class") ?? "marketing"}";
            profile = profile.With(consent, FieldValue.Of(touchpoint.Type == Consented));
        }

        // Word from another system that carries the date itself (a CRM's synchronisation) is not a touch.
        if (touchpoint.ByContact && touchpoint.Contact[LastTouchpoint] is null)
        {
            profile = Later(profile, touchpoint.Time);
        }

        return before with
        {
            Profile = profile,
            Touchpoints = before.Touchpoints.With(touchpoint.Type, touchpoint.Time),
        };
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
