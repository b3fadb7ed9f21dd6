namespace Journeys.Faults.Tests.Worlds;

/// <summary>What happened in a world, counted; and its story, where somebody wants to read it.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>What happened, line by line; null when nobody reads it.</summary>
    public List<string>? Story { get; init; }

    /// <summary>How often each kind of thing happened.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>The first thing that must not happen, and did.</summary>
    public BrokenPromiseException? Broken { get; private set; }

    public int Of(string kind) => counts.GetValueOrDefault(kind);

    public void Count(string kind) => counts[kind] = counts.GetValueOrDefault(kind) + 1;

    /// <summary>Adds a line to the story; the words are made only when somebody reads it.</summary>
    public void Tell(DateTimeOffset at, Func<string> words)
    {
        if (Story is { } story)
        {
            story.Add($"{at:MM-dd HH:mm:ss.fff} {words()}");
        }
    }

    /// <summary>Something happened that must not.</summary>
    public void Break(string what, Exception? fault = null) =>
        Broken ??= new(fault is null ? what : $"{what}: {fault}", fault);
}

/// <summary>A promise of the product was broken.</summary>
internal sealed class BrokenPromiseException(string what, Exception? fault = null) : Exception(what, fault);
