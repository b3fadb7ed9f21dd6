using NodaTime;
using NodaTime.Text;

namespace Journeys.Runtime.Templates;

/// <summary>Dates as templates tell them.</summary>
internal static class TemplateDates
{
    /// <summary>How a date is told when the template does not say.</summary>
    public const string DefaultPattern = "d MMMM uuuu";

    private static readonly LocalDateTimePattern[] LocalPatterns =
    [
        LocalDateTimePattern.ExtendedIso,
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd' 'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd"),
    ];

    /// <summary>A pattern in NodaTime's letters (nodatime.org, "Patterns for ZonedDateTime values"); null when it is none.</summary>
    public static ZonedDateTimePattern? Pattern(string text)
    {
        try
        {
            return ZonedDateTimePattern.CreateWithInvariantCulture(text, zoneProvider: null);
        }
        catch (InvalidPatternException)
        {
            return null;
        }
    }

    /// <summary>An ISO 8601 date or time in a zone; one without an offset is meant in that zone. Null when it is none.</summary>
    public static ZonedDateTime? Read(string text, DateTimeZone zone)
    {
        if (OffsetDateTimePattern.Rfc3339.Parse(text).TryGetValue(default, out var moment))
        {
            return moment.InZone(zone);
        }

        foreach (var pattern in LocalPatterns)
        {
            if (pattern.Parse(text).TryGetValue(default, out var local))
            {
                return zone.AtLeniently(local);
            }
        }

        return null;
    }
}
