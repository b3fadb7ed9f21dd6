namespace Journeys.Runtime.Templates;

/// <summary>What went wrong while one template was rendered, each thing once, in order.</summary>
internal sealed class RenderingProblems
{
    /// <summary>What is printed for a variable that is not known; null: nothing.</summary>
    public Func<string, string>? Mark { get; init; }

    /// <summary>The variables that are not known.</summary>
    public IReadOnlyList<string> Missing => missing;

    private readonly List<string> missing = [];
    private readonly List<string> others = [];

    public bool Any => missing.Count + others.Count > 0;

    /// <summary>A variable is printed that is not known.</summary>
    public void AddMissing(string path) => Add(missing, path);

    /// <summary>Something else is wrong.</summary>
    public void Add(string reason) => Add(others, reason);

    public Rendering<T>.Failed ToFailure<T>()
    {
        var reasons = missing.Count == 0 ? others : others.Prepend(Unknown());
        return new([.. missing], string.Join("; ", reasons));
    }

    private string Unknown() =>
        missing.Count == 1
            ? $"{missing[0]} is not known"
            : $"{string.Join(", ", missing.SkipLast(1))} and {missing[^1]} are not known";

    private static void Add(List<string> list, string text)
    {
        if (!list.Contains(text))
        {
            list.Add(text);
        }
    }
}
