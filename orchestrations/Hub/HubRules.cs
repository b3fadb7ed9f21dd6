using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Hub;

/// <summary>
/// What a touchpoint teaches us about a contact. The rules are few: what an event says of the contact is laid over the
/// profile, a contact always has a name and, if its key is one, an address, what it consents to and what is suppressed follow
/// from what was said and what happened to mails (<see cref="Permissions"/>), and the contact's own doing moves
/// <c>lastTouchpointAt</c>.
/// </summary>
public static class HubRules
{
    /// <summary>The contact withdraws the consent to a class of mail, <c>marketing</c> unless the event names another.</summary>
    public const string Unsubscribed = "contact.unsubscribed";

    /// <summary>The contact gives consent to a class of mail, <c>marketing</c> unless the event names another.</summary>
    public const string Consented = "contact.consented";

    /// <summary>A mail did not arrive; with <c>data.bounce</c> <c>hard</c> none ever will.</summary>
    public const string Bounced = MailEvents.Bounced;

    /// <summary>The provider did not send a mail; <c>data.reason</c> says why.</summary>
    public const string Dropped = MailEvents.Dropped;

    /// <summary>The contact reported a mail as spam.</summary>
    public const string Complained = MailEvents.Complained;

    private const string LastTouchpoint = "lastTouchpointAt";

    // What systems and we ourselves do is no sign of life of the contact.
    private static readonly string[] NotByContact =
    [
        "account.",
        "task.",
        "owner.",
        OwnTouchpoints.EmailSent,
        MailEvents.Delivered,
        MailEvents.Bounced,
        MailEvents.Dropped,
        MailEvents.Delayed,
        MailEvents.OpenedByMachine,
        MailEvents.ClickedByMachine,
        MailEvents.Other,
    ];

    /// <summary>Whether a touchpoint of this type may change what may be sent to the contact.</summary>
    public static bool ChangesPermissions(string type) =>
        type is Unsubscribed or Consented or Bounced or Dropped or Complained;

    /// <summary>Whether a touchpoint of this type, told by this source, is something the contact did.</summary>
    public static bool IsByContact(string type, string source) =>
        !source.StartsWith("/journeys/", StringComparison.Ordinal)
        && !Array.Exists(NotByContact, prefix => type.StartsWith(prefix, StringComparison.Ordinal));

    public static Contact Apply(Contact before, Touchpoint touchpoint)
    {
        var profile = Named(before.Key, before.Profile.With(touchpoint.Contact));
        var permissions = before.Permissions.After(touchpoint, profile.Text("email"));

        // Word from another system that carries the date itself (a CRM's synchronisation) is not a touch.
        if (IsByContact(touchpoint.Type, touchpoint.Source) && touchpoint.Contact[LastTouchpoint] is null)
        {
            profile = Later(profile, touchpoint.Time);
        }

        return before with
        {
            Profile = permissions.Mirror(profile),
            Permissions = permissions,
            // Conditions count what people did.
            Touchpoints = MailEvents.IsByMachine(touchpoint.Type)
                ? before.Touchpoints
                : before.Touchpoints.With(touchpoint.Type, touchpoint.Time),
        };
    }

    /// <summary>What a journey's <c>update</c> step makes of a contact. Consents are told like any other system's.</summary>
    /// <param name="before">The contact.</param>
    /// <param name="touchpoint">What records the change.</param>
    /// <param name="changes">The changes, their texts rendered.</param>
    public static Contact Change(Contact before, Touchpoint touchpoint, IReadOnlyCollection<FieldChange> changes)
    {
        var after = Apply(before, touchpoint);
        var profile = ProfileChanges.Apply(after.Profile, changes);
        var told = Fields.Of(profile.Where(field => changes.Any(change => change.Field == field.Key)));
        var permissions = after.Permissions.Telling(touchpoint, told);
        return after with { Profile = permissions.Mirror(profile), Permissions = permissions };
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
