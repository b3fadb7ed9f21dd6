using System.Diagnostics;

namespace Journeys.Bench.Host;

/// <summary>
/// How many journeys of five steps a local host finishes on Azurite, beside the rate at which the same Azurite takes rows
/// in full transactions. Azurite's own cost of a row grows with its tables, so each round begins with an empty one.
/// </summary>
internal static class HostBench
{
    private const int Rounds = 3;
    private const int WarmBatches = 3;
    private const int Batches = 10;
    private const int Lanes = 8;

    private static readonly TimeSpan RawTime = TimeSpan.FromSeconds(3);

    /// <summary>Measures on hosts of its own.</summary>
    public static async Task<Report> MeasureAsync(CancellationToken cancellation)
    {
        var rounds = new List<Round>();
        while (rounds.Count < Rounds)
        {
            rounds.Add(await MeasureRoundAsync(cancellation));
        }

        return new("host", "The local host on Azurite: journeys of five steps, events over HTTP", Figures(rounds));
    }

    private static async Task<Round> MeasureRoundAsync(CancellationToken cancellation)
    {
        await using var host = await PrivateHost.StartAsync(cancellation);
        using var load = new Load(host.Local.Address);
        await RunAsync(host, load, "warm", WarmBatches, cancellation);
        var round = await RunAsync(host, load, "measured", Batches, cancellation);
        var contacts = Load.BatchEvents * (WarmBatches + Batches);
        var finished = await load.FinishedAsync(cancellation);
        if (finished != contacts)
        {
            throw new InvalidOperationException($"Only {finished} of {contacts} journeys finished.");
        }

        var raw = new RawRate(host.Tables.Inner, [.. host.Tables.Kept]);
        return round with { RawRows = await raw.MeasureAsync(RawTime, cancellation) };
    }

    private static async Task<Round> RunAsync(
        PrivateHost host,
        Load load,
        string name,
        int batches,
        CancellationToken cancellation
    )
    {
        var before = host.Tables.Usage;
        var (azurite, own) = (host.AzuriteTime, Environment.CpuUsage.TotalTime);
        var start = Stopwatch.GetTimestamp();
        await load.SendAsync(name, batches, Lanes, cancellation);
        var accepted = Stopwatch.GetElapsedTime(start);
        await host.Local.Instances.IdleAsync(cancellation);
        var finished = Stopwatch.GetElapsedTime(start);
        var used = host.Tables.Usage.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Minus(before.GetValueOrDefault(entry.Key, Usage.None))
        );
        (azurite, own) = (host.AzuriteTime - azurite, Environment.CpuUsage.TotalTime - own);
        return new(batches * Load.BatchEvents, accepted, finished, used, azurite, own, RawRows: 0);
    }

    private static List<Figure> Figures(List<Round> rounds)
    {
        var last = rounds[^1];
        List<Figure> figures =
        [
            new("rows, next to this Azurite's best", Median(round => round.RowRate / round.RawRows), "of 1"),
            new("journeys finished", Median(round => round.Journeys / round.Finished.TotalSeconds), "/s"),
            new("events accepted", Median(round => 2 * round.Journeys / round.Accepted.TotalSeconds), "/s"),
            new("rows written", Median(round => round.RowRate), "rows/s"),
            new("this Azurite's best", Median(round => round.RawRows), "rows/s"),
            new("Azurite's processor", Median(round => round.Azurite / round.Finished), "busy, of 1"),
            new("processors of host and sender", Median(round => round.Own / round.Finished), "busy, of all"),
            new("rows in a transaction", Median(round => (double)round.All.Rows / round.All.Commits), "rows"),
        ];
        foreach (var (table, used) in last.Used)
        {
            figures.Add(new($"rows written to {table}", (double)used.Rows / last.Journeys, "a journey"));
            figures.Add(new($"commits to {table}", (double)used.Commits / last.Journeys, "a journey"));
            figures.Add(new($"reads of {table}", (double)used.Reads / last.Journeys, "a journey"));
        }

        return figures;

        double Median(Func<Round, double> of) => rounds.Select(of).Order().ElementAt(rounds.Count / 2);
    }

    /// <summary>What one round found.</summary>
    /// <param name="Accepted">Until the last event was accepted.</param>
    /// <param name="Finished">Until the last journey was finished.</param>
    /// <param name="Used">What was asked of each table.</param>
    /// <param name="Azurite">Azurite's processor time.</param>
    /// <param name="Own">This process's: the host, and the sender of its events.</param>
    /// <param name="RawRows">Azurite's rows a second right after the round.</param>
    private sealed record Round(
        int Journeys,
        TimeSpan Accepted,
        TimeSpan Finished,
        IReadOnlyDictionary<string, Usage> Used,
        TimeSpan Azurite,
        TimeSpan Own,
        double RawRows
    )
    {
        public Usage All { get; } = Used.Values.Aggregate(Usage.None, (sum, more) => sum.Plus(more));

        public double RowRate => All.Rows / Finished.TotalSeconds;
    }
}
