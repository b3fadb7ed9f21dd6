using System.Globalization;

namespace Journeys.Cli.Output;

/// <summary>Tells instants to people: how far from now by the host's clock, or the date and time in their zone.</summary>
/// <param name="now">The host's clock; null when it is not known, and every instant is told as date and time.</param>
internal sealed class When(DateTimeOffset? now, TimeZoneInfo zone)
{
    /// <summary>The zone that dates and times are told in.</summary>
    public string Zone => zone.Id is "Etc/UTC" or "Etc/UCT" ? "UTC" : zone.Id;

    /// <summary><c>3 h ago</c>, <c>in 2 d</c>, <c>now</c>; a date beyond 60 days.</summary>
    public string Ago(DateTimeOffset at)
    {
        if (now is null)
        {
            return At(at);
        }

        var span = at - now.Value;
        return span.Duration() switch
        {
            { TotalSeconds: < 45 } => "now",
            { TotalDays: >= 60 } => Local(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            var distance => span > TimeSpan.Zero ? $"in {Long(distance)}" : $"{Long(distance)} ago",
        };
    }

    /// <summary><c>2026-03-02 09:00</c>.</summary>
    public string At(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>Monday 2 March 2026</c>.</summary>
    public string Day(DateTimeOffset at) => Local(at).ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>09:00</c>.</summary>
    public string Time(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A length of time in its largest sensible unit, rounded: <c>90 min</c>, <c>30 h</c>, <c>5 d</c>.</summary>
    private static string Long(TimeSpan span) =>
        span.TotalMinutes < 99.5 ? $"{Math.Max(1, Math.Round(span.TotalMinutes))} min"
        : span.TotalHours < 47.5 ? $"{Math.Round(span.TotalHours)} h"
        : $"{Math.Round(span.TotalDays)} d";

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);
}
