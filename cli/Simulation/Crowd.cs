using Journeys.Orchestrations.Simulation.Crowd;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Simulation;

/// <summary>
/// Lives the lives of a crowd on all cores. Contacts are handed out in small parcels; each core counts for itself and the
/// counts are added up, so the result is the same however many cores there are.
/// </summary>
internal static class Crowd
{
    private const int Parcel = 256;

    /// <summary>Lives all lives, or as many as there is time for.</summary>
    /// <typeparam name="T">What one core works with.</typeparam>
    /// <param name="contacts">How many contacts.</param>
    /// <param name="threads">How many cores at most.</param>
    /// <param name="begin">Prepares a core.</param>
    /// <param name="live">Lives the life of one contact, by its number.</param>
    /// <param name="lived">Told how many lives were lived since it was told last; from any thread.</param>
    /// <param name="cancelled">Ends it; what was lived until then counts.</param>
    /// <returns>What each core has counted.</returns>
    public static IReadOnlyList<T> Live<T>(
        long contacts,
        int threads,
        Func<T> begin,
        Action<T, uint> live,
        Action<int> lived,
        CancellationToken cancelled
    )
    {
        var cores = new List<T>();
        var next = 0L;
        Parallel.For(
            0,
            threads,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            _ =>
            {
                var core = begin();
                lock (cores)
                {
                    cores.Add(core);
                }

                while (!cancelled.IsCancellationRequested)
                {
                    var first = Interlocked.Add(ref next, Parcel) - Parcel;
                    if (first >= contacts)
                    {
                        return;
                    }

                    var last = Math.Min(first + Parcel, contacts);
                    for (var number = first; number < last; number++)
                    {
                        live(core, (uint)number);
                    }

                    lived((int)(last - first));
                }
            }
        );
        return cores;
    }

    /// <summary>The lives of invented contacts, counted by segment.</summary>
    public static IReadOnlyList<Tally> Live(
        SimulationPlan plan,
        ulong seed,
        long contacts,
        int threads,
        Action<int> lived,
        CancellationToken cancelled
    )
    {
        var draws = new PhiloxDraws(seed);
        var cores = Live(
            contacts,
            threads,
            () => new Life(plan, draws),
            static (life, number) => life.Live(number),
            lived,
            cancelled
        );
        return Together(plan, cores);
    }

    /// <summary>The lives of recorded contacts once more, counted as one segment.</summary>
    public static IReadOnlyList<Tally> LiveAgain(
        SimulationPlan plan,
        ulong seed,
        IReadOnlyList<Recorded> recorded,
        int threads,
        Action<int> lived,
        CancellationToken cancelled
    )
    {
        var draws = new PhiloxDraws(seed);
        var cores = Live(
            recorded.Count,
            threads,
            () => new Life(plan, draws),
            (life, number) => life.Live(number, recorded[(int)number]),
            lived,
            cancelled
        );
        return Together(plan, cores);
    }

    /// <summary>What all cores counted, by segment.</summary>
    public static IReadOnlyList<Tally> Together(SimulationPlan plan, IEnumerable<Life> cores)
    {
        var sums = new Life(plan, new PhiloxDraws(0)).Tallies;
        foreach (var core in cores)
        {
            for (var i = 0; i < sums.Count; i++)
            {
                sums[i].Add(core.Tallies[i]);
            }
        }

        return sums;
    }
}
