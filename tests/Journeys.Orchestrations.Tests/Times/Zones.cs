using System.Globalization;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Times;
using NodaTime;
using NodaTime.Text;

namespace Journeys.Orchestrations.Tests.Times;

/// <summary>Zones, instants and calendars by their everyday names.</summary>
internal static class Zones
{
    public static readonly DateTimeZone Berlin = Zone("Europe/Berlin");
    public static readonly DateTimeZone NewYork = Zone("America/New_York");
    public static readonly DateTimeZone LordHowe = Zone("Australia/Lord_Howe");

    /// <summary>Monday to Friday 09:00-17:00 in Berlin, without Christmas 2026 and New Year's Day.</summary>
    public static readonly BusinessCalendar Office = Calendar(
        """
        {
          "calendar": "business",
          "timeZone": "Europe/Berlin",
          "hours": {
            "monday": "09:00-17:00", "tuesday": "09:00-17:00", "wednesday": "09:00-17:00",
            "thursday": "09:00-17:00", "friday": "09:00-17:00"
          },
          "holidays": ["2026-12-25", "2027-01-01"]
        }
        """
    );

    public static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    /// <summary>The instant of <c>2026-03-29T01:59:59Z</c>, or of any offset.</summary>
    public static Instant At(string text) =>
        OffsetDateTimePattern
            .Create("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<Z+HH:mm>", CultureInfo.InvariantCulture, default)
            .Parse(text.Length == 17 || text[16] is '+' or '-' ? text[..16] + ":00" + text[16..] : text)
            .Value.ToInstant();

    /// <summary>An instant as the wall clock of a zone shows it, with the offset: <c>2026-03-29T03:30+02:00</c>.</summary>
    public static string Shown(this Instant instant, DateTimeZone zone) =>
        instant
            .InZone(zone)
            .ToString("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<+HH:mm>", CultureInfo.InvariantCulture)
            .Replace(":00+", "+", StringComparison.Ordinal)
            .Replace(":00-", "-", StringComparison.Ordinal);

    public static LocalDateTime Local(string text) => LocalDateTimePattern.ExtendedIso.Parse(text + ":00").Value;

    public static BusinessCalendar Calendar(string text)
    {
        var bag = new DiagnosticBag("business.json");
        var calendar = BusinessCalendar.Read("workspace/calendars/business.json", text, bag);
        Assert.Empty(bag.Items);
        return calendar!;
    }
}
