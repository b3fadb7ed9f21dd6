using Journeys.Orchestrations.Values;

namespace Journeys.Functions.Tests.Instances;

/// <summary>Chance that comes out the same for the same seed.</summary>
internal sealed class Chance(int seed)
{
    private int drawn;

    /// <summary>A number from 0 up to but not including the bound.</summary>
    public int Under(int bound) => (int)(StableHash.Number($"{seed} {drawn++}") % (ulong)bound);

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Under(choices.Length)];
}
