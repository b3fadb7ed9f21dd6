using System.Collections.Immutable;
using Journeys.Orchestrations.Machine;
using NodaTime;

namespace Journeys.Orchestrations.Hub;

/// <summary>The newest touchpoints of each type, which is what <c>did</c> conditions ask for.</summary>
/// <param name="Newest">By type, the newest times, newest first, at most <see cref="Kept"/> each.</param>
public sealed record TouchpointSummary(ImmutableDictionary<string, ImmutableArray<Instant>> Newest) : ITouchpoints
{
    /// <summary>How many times are kept per type; a condition cannot ask for more.</summary>
    public const int Kept = 10;

    /// <summary>How many types are kept; beyond it, the type that was quiet longest is forgotten.</summary>
    public const int Types = 100;

    public static readonly TouchpointSummary Empty = new(
        ImmutableDictionary.Create<string, ImmutableArray<Instant>>(StringComparer.Ordinal)
    );

    public int Count(string type, Instant since)
    {
        var count = 0;
        if (Newest.TryGetValue(type, out var times))
        {
            while (count < times.Length && times[count] >= since)
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>The summary with one touchpoint more; the times stay sorted when it comes late.</summary>
    public TouchpointSummary With(string type, Instant time)
    {
        var times = Newest.GetValueOrDefault(type, []);
        var at = 0;
        while (at < times.Length && times[at] > time)
        {
            at++;
        }

        times = times.Insert(at, time);
        var newest = Newest.SetItem(type, times.Length > Kept ? times.RemoveAt(Kept) : times);
        return new(newest.Count > Types ? newest.Remove(newest.MinBy(pair => pair.Value[0]).Key) : newest);
    }
}
