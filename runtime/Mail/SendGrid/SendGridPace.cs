using System.Globalization;
using System.Net.Http.Headers;

namespace Journeys.Runtime.Mail.SendGrid;

/// <summary>
/// When SendGrid may be asked again. It says with every answer how many requests are left and when the count begins anew;
/// source: twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/rate-limits.
/// </summary>
internal sealed class SendGridPace(TimeProvider clock)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    // Clocks differ, and a mail that waits too long helps nobody.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private long until;

    /// <summary>How long SendGrid is to be left alone; null: it may be asked.</summary>
    public TimeSpan? Wait
    {
        get
        {
            var left = TimeSpan.FromTicks(Volatile.Read(ref until) - clock.GetUtcNow().UtcTicks);
            return left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>Learns from the headers of a mail that was taken.</summary>
    public void Learn(HttpResponseHeaders headers)
    {
        if (Number(headers, "X-RateLimit-Remaining") == 0 && Reset(headers) is { } wait)
        {
            HoldBack(wait);
        }
    }

    /// <summary>Learns from the headers of a refusal for asking too often.</summary>
    /// <returns>How long to wait; null when SendGrid does not say.</returns>
    public TimeSpan? LearnRefused(HttpResponseHeaders headers)
    {
        if ((After(headers) ?? Reset(headers)) is not { } wait)
        {
            return null;
        }

        HoldBack(wait);
        return wait;
    }

    private void HoldBack(TimeSpan wait) => Volatile.Write(ref until, (clock.GetUtcNow() + wait).UtcTicks);

    private TimeSpan? After(HttpResponseHeaders headers) =>
        headers.RetryAfter switch
        {
            { Delta: { } span } => Within(span),
            { Date: { } date } => Within(date - clock.GetUtcNow()),
            _ => null,
        };

    private TimeSpan? Reset(HttpResponseHeaders headers) =>
        Number(headers, "X-RateLimit-Reset") is { } second and > 0 and < 253_402_300_800
            ? Within(DateTimeOffset.FromUnixTimeSeconds(second) - clock.GetUtcNow())
            : null;

    private static TimeSpan Within(TimeSpan span) =>
        span < Shortest ? Shortest
        : span > Longest ? Longest
        : span;

    private static long? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
