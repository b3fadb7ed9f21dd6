using Journeys.Orchestrations.Values;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>Chance that a seed fixes: SplitMix64.</summary>
internal sealed class Chance(int seed)
{
    private ulong state = StableHash.Number($"seed {seed}") * 0x9E3779B97F4A7C15UL;

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public bool OneIn(int times) => Below(times) == 0;

    /// <summary>Whether something happens that does so many times in a thousand; nothing is drawn for what never does.</summary>
    public bool Happens(int inAThousand) => inAThousand > 0 && Below(1_000) < inAThousand;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
