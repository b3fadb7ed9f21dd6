using System.Runtime.InteropServices;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Results;

/// <summary>
/// How long many things took, in little room: lengths that differ by less than a hundredth are counted together. A quantile
/// is the mean of those it falls among, so what always takes the same is told to the second.
/// </summary>
public sealed class Lengths
{
    private static readonly double Step = Math.Log(1.01);

    private readonly Dictionary<int, Bin> bins = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one more.</summary>
    public void Add(Duration length)
    {
        var seconds = (long)length.TotalSeconds;
        ref var bin = ref CollectionsMarshal.GetValueRefOrAddDefault(bins, Number(seconds), out _);
        bin = new(bin.Count + 1, bin.Seconds + seconds);
        Count++;
    }

    /// <summary>Counts all that another counted.</summary>
    public void Add(Lengths other)
    {
        foreach (var (number, added) in other.bins)
        {
            ref var bin = ref CollectionsMarshal.GetValueRefOrAddDefault(bins, number, out _);
            bin = new(bin.Count + added.Count, bin.Seconds + added.Seconds);
        }

        Count += other.Count;
    }

    /// <summary>The length than which a share of all is shorter; null when there are none.</summary>
    /// <param name="share">From 0 to 1: 0.5 is the median.</param>
    public Duration? Quantile(double share)
    {
        var left = (long)Math.Ceiling(share * Count);
        foreach (var (_, bin) in bins.OrderBy(entry => entry.Key))
        {
            left -= bin.Count;
            if (left <= 0)
            {
                return Duration.FromSeconds((double)bin.Seconds / bin.Count);
            }
        }

        return null;
    }

    private static int Number(long seconds) => seconds <= 0 ? 0 : 1 + (int)(Math.Log(seconds) / Step);

    private readonly record struct Bin(long Count, long Seconds);
}
