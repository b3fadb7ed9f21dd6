using System.Globalization;
using NodaTime;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>Instants as a scenario tells them, in the zone of its journey.</summary>
public static class ScenarioTime
{
    /// <summary><c>2026-03-02 10:00</c>, with seconds only where there are any.</summary>
    public static string Words(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        var pattern = local is { Second: 0, NanosecondOfSecond: 0 } ? "uuuu-MM-dd HH:mm" : "uuuu-MM-dd HH:mm:ss";
        return local.ToString(pattern, CultureInfo.InvariantCulture);
    }

    /// <summary><c>Mon 2026-03-02 10:00</c>.</summary>
    public static string Line(Instant at, DateTimeZone zone) =>
        at.InZone(zone).LocalDateTime.ToString("ddd ", CultureInfo.InvariantCulture) + Words(at, zone);
}
