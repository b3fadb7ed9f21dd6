using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Runtime.Templates;

/// <summary>What the variables of a template stand for.</summary>
/// <param name="Contact">The contact's profile, as known now.</param>
/// <param name="Account">The profile of its account; empty when it has none.</param>
/// <param name="Story">The run: its entry event is <c>event</c>, its results are <c>steps</c>.</param>
/// <param name="JourneyTitle">The journey's title.</param>
/// <param name="Zone">The time zone in which dates are told.</param>
/// <param name="UnsubscribeUrl">Where the contact ends its subscription; null where there is none, as in a task's title.</param>
/// <param name="PreferencesUrl">Where the contact sees and changes what it consents to; null likewise.</param>
public sealed record TemplateContext(
    Fields Contact,
    Fields Account,
    Story Story,
    string JourneyTitle,
    DateTimeZone Zone,
    string? UnsubscribeUrl = null,
    string? PreferencesUrl = null
)
{
    /// <summary>The zone of a contact: its <c>timeZone</c> when that is an IANA name, or else the journey's.</summary>
    public static DateTimeZone ZoneOf(Fields contact, DateTimeZone otherwise) =>
        (contact.Text("timeZone") is { } name ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) : null) ?? otherwise;
}
