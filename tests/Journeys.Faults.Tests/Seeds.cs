using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Journeys.Faults.Tests.Worlds;

namespace Journeys.Faults.Tests;

/// <summary>Lives through many worlds on all cores, and says what they came to.</summary>
internal sealed class Seeds(HostKind kind, Action<string> say)
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<(int Seed, string Fault)> failures = [];
    private int done;

    /// <summary>The seeds that the environment asks for, or else a fixed number.</summary>
    public static IReadOnlyList<int> Asked(int otherwise)
    {
        if (Environment.GetEnvironmentVariable("JOURNEYS_SEED") is { Length: > 0 } one)
        {
            return [Number(one)];
        }

        var range = Environment.GetEnvironmentVariable("JOURNEYS_SEEDS") is { Length: > 0 } many
            ? many
            : $"{otherwise}";
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var (from, to) = dash < 0 ? (1, Number(range)) : (Number(range[..dash]), Number(range[(dash + 1)..]));
        return [.. Enumerable.Range(from, to - from + 1)];
    }

    /// <summary>How often something happened in all worlds together.</summary>
    public int Of(string what) => counts.GetValueOrDefault(what);

    /// <summary>Lives through the worlds.</summary>
    public void Live(IReadOnlyList<int> seeds)
    {
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        // A thread each, and not the pool's: a world runs on one thread from its beginning to its end.
        var next = -1;
        Thread[] threads =
        [
            .. Enumerable.Range(0, Math.Min(seeds.Count, Environment.ProcessorCount)).Select(_ => new Thread(Work)),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        var busy = Environment.CpuUsage.TotalTime - before;
        say(
            $"{kind}: {done} worlds in {watch.Elapsed.TotalSeconds:0.0} s, {busy.TotalMilliseconds / done:0.0} ms of processor time each"
        );
        say(
            string.Join(
                ", ",
                counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}")
            )
        );
        var first = failures
            .OrderBy(failure => failure.Seed)
            .Take(10)
            .Select(failure => $"seed {failure.Seed}: {failure.Fault}");
        Assert.True(failures.IsEmpty, $"{kind}: {failures.Count} of {done} worlds failed\n{string.Join('\n', first)}");

        void Work()
        {
            for (int index; (index = Interlocked.Increment(ref next)) < seeds.Count; )
            {
                Live(seeds[index], story: seeds.Count == 1);
                if (Interlocked.Increment(ref done) is var lived && lived % 5_000 == 0)
                {
                    Console.Error.WriteLine(
                        $"{kind}: {lived} of {seeds.Count} worlds, {failures.Count} failed, {watch.Elapsed:hh\\:mm\\:ss}"
                    );
                }
            }
        }
    }

    private void Live(int seed, bool story)
    {
        using var world = new World(seed, kind, story);
        try
        {
            world.Live();
        }
        catch (Exception fault)
        {
            failures.Add((seed, story ? $"{fault}" : fault.Message));
        }

        foreach (var (what, times) in world.Tally.Counts)
        {
            counts.AddOrUpdate(what, times, (_, before) => before + times);
        }

        if (world.Tally.Story is { } told)
        {
            say($"{world.Weather}\n{string.Join('\n', told)}");
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
