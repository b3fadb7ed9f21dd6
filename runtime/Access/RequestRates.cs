using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Access;

/// <summary>
/// How often somebody may ask: so many requests a minute, of which all may come at once. Counted in this process, by the
/// wall's time: a clock that runs fast lets nobody in more often, and holds nobody up.
/// </summary>
public sealed class RequestRates : IDisposable
{
    /// <summary>How many requests a minute each key, and each address without one, may make unless the settings say otherwise.</summary>
    public const int Usual = 60_000;

    /// <summary>How many wrong keys a minute may come from one address.</summary>
    public const int WrongKeys = 20;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string>? requests;
    private readonly PartitionedRateLimiter<string> wrongKeys;

    /// <summary>Begins to count.</summary>
    /// <param name="aMinute">How many requests a minute; 0 does not limit them.</param>
    /// <param name="minute">How long a minute is; a test's is so long that none ends.</param>
    public RequestRates(int aMinute, TimeSpan? minute = null)
    {
        requests = aMinute > 0 ? Limiter(aMinute, minute ?? Minute) : null;
        // A window, because a bucket that is asked for nothing calls a thousandth of a token enough.
        wrongKeys = PartitionedRateLimiter.Create<string, string>(
            remote =>
                RateLimitPartition.GetFixedWindowLimiter(
                    remote,
                    _ =>
                        new()
                        {
                            PermitLimit = WrongKeys,
                            Window = minute ?? Minute,
                            QueueLimit = 0,
                        }
                ),
            StringComparer.Ordinal
        );
    }

    /// <summary>Counts a request.</summary>
    /// <param name="who">Whose it is: a key's id, or an address.</param>
    /// <returns>How long to wait before the next one; null when this one may pass.</returns>
    public TimeSpan? Take(string who) => requests is null ? null : Take(requests, who, 1);

    /// <summary>Whether no more keys are looked at from an address, because too many were wrong.</summary>
    /// <returns>How long to wait; null when keys are looked at.</returns>
    public TimeSpan? Suspects(string remote) => Take(wrongKeys, remote, 0);

    /// <summary>Counts a wrong key.</summary>
    public void Wrong(string remote) => Take(wrongKeys, remote, 1);

    /// <summary>
    /// The address that a request came from. Half of an IPv6 address is the owner's to choose, so that half does not count,
    /// except in this machine's own.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="isBehindFrontEnd">
    /// Whether a front end of the platform hands requests on: it adds the address it saw to the end of
    /// <c>X-Forwarded-For</c>; what stands before that, the caller may have made up.
    /// </param>
    public static string Remote(HttpContext http, bool isBehindFrontEnd)
    {
        var forwarded = isBehindFrontEnd
            ? http.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim()
            : "";
        var address = IPEndPoint.TryParse(forwarded, out var seen)
            ? seen.Address
            : http.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !IPAddress.IsLoopback(address) && address.GetAddressBytes() is { Length: 16 } bytes
            ? new IPAddress([.. bytes.AsSpan(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]).ToString()
            : address.ToString();
    }

    public void Dispose()
    {
        requests?.Dispose();
        wrongKeys.Dispose();
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string who, int permits)
    {
        using var lease = limiter.AttemptAcquire(who, permits);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait
            : TimeSpan.FromSeconds(1);
    }

    private static PartitionedRateLimiter<string> Limiter(int aMinute, TimeSpan minute) =>
        PartitionedRateLimiter.Create<string, string>(
            who =>
                RateLimitPartition.GetTokenBucketLimiter(
                    who,
                    _ =>
                        new()
                        {
                            TokenLimit = aMinute,
                            TokensPerPeriod = Math.Max(1, aMinute / 60),
                            ReplenishmentPeriod = minute / Math.Min(aMinute, 60),
                            QueueLimit = 0,
                        }
                ),
            StringComparer.Ordinal
        );
}
