namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>
/// A stream of choices that a generator makes; when it runs dry, always the first. So fewer and smaller numbers make
/// simpler things, and a failing example shrinks.
/// </summary>
/// <param name="numbers">What FsCheck chose.</param>
internal sealed class Choices(IReadOnlyList<int> numbers)
{
    private int at;

    /// <summary>Whether there is anything left to choose from.</summary>
    public bool Any => at < numbers.Count;

    /// <summary>A number from 0 to below the count.</summary>
    public int Below(int count) => at < numbers.Count ? (int)((uint)numbers[at++] % (uint)count) : 0;

    public T Of<T>(params IReadOnlyList<T> items) => items[Below(items.Count)];
}
