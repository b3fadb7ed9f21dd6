namespace Journeys.Bench;

/// <summary>What some work costs one core.</summary>
/// <param name="Nanoseconds">Processor time of one turn, the median of several stints.</param>
/// <param name="Bytes">What one turn allocates.</param>
internal readonly record struct Stint(double Nanoseconds, double Bytes)
{
    private const int Stints = 15;
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(200);

    public double PerSecond => 1e9 / Nanoseconds;

    /// <summary>
    /// Measures work by the processor time of this process, so that what else the machine does matters little. The
    /// runtime compiles anew what it finds to be hot, so the work warms up first.
    /// </summary>
    /// <param name="turns">How many turns one call makes.</param>
    public static Stint Of(int turns, Action work)
    {
        Run(work, TimeSpan.FromSeconds(1));
        var times = new double[Stints];
        var calls = 0L;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Stints; i++)
        {
            var (made, took) = Run(work, Length);
            times[i] = took.TotalNanoseconds / made / turns;
            calls += made;
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(times);
        return new(times[Stints / 2], (double)bytes / calls / turns);
    }

    private static (long Calls, TimeSpan Took) Run(Action work, TimeSpan length)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var calls = 0L; ; )
        {
            for (var i = 0; i < 1000; i++)
            {
                work();
            }

            calls += 1000;
            var took = Environment.CpuUsage.TotalTime - start;
            if (took >= length)
            {
                return (calls, took);
            }
        }
    }
}
