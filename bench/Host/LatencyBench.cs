using System.Diagnostics;

namespace Journeys.Bench.Host;

/// <summary>
/// How long it takes from the event that begins a journey to its first mail, at a steady pace that leaves the host time.
/// </summary>
internal static class LatencyBench
{
    private const int PerSecond = 50;
    private const int Warm = 5 * PerSecond;
    private const int Measured = 30 * PerSecond;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1) / PerSecond;

    /// <summary>Measures on a host of its own.</summary>
    public static async Task<Report> MeasureAsync(CancellationToken cancellation)
    {
        await using var host = await PrivateHost.StartAsync(cancellation);
        using var load = new Load(host.Local.Address);
        var sent = new List<Task<Sent>>();
        using var pace = new PeriodicTimer(Pace, TimeProvider.System);
        for (var i = 0; i < Warm + Measured; i++)
        {
            await pace.WaitForNextTickAsync(cancellation);
            sent.Add(SendAsync(load, Load.Contact("pace", i), cancellation));
        }

        var all = (await Task.WhenAll(sent)).Skip(Warm).ToList();
        await host.Local.Instances.IdleAsync(cancellation);
        var fromAccepted = all.Select(one => Milliseconds(one.Accepted, host.Tables.Mailed[one.Contact]))
            .Order()
            .ToList();
        var fromSent = all.Select(one => Milliseconds(one.At, host.Tables.Mailed[one.Contact])).Order().ToList();
        return new(
            "latency",
            $"The local host on Azurite at {PerSecond} events a second: from the event to its mail",
            [
                new("accepted to captured, p50", At(fromAccepted, 0.5), "ms"),
                new("accepted to captured, p99", At(fromAccepted, 0.99), "ms"),
                new("sent to captured, p50", At(fromSent, 0.5), "ms"),
                new("sent to captured, p99", At(fromSent, 0.99), "ms"),
            ]
        );
    }

    private static async Task<Sent> SendAsync(Load load, string contact, CancellationToken cancellation)
    {
        var at = Stopwatch.GetTimestamp();
        await load.BeginAsync(contact, cancellation);
        return new(contact, at, Stopwatch.GetTimestamp());
    }

    // The mail may be there before the answer has come back.
    private static double Milliseconds(long from, long to) =>
        Math.Max(0, Stopwatch.GetElapsedTime(from, to).TotalMilliseconds);

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    private sealed record Sent(string Contact, long At, long Accepted);
}
