using System.Collections.Immutable;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Definitions;

/// <summary>
/// The steps of a journey and the ways between them, by number, so that what is proved of a journey costs a few passes
/// over it, however long it is. Ways that lead to no step of the journey are not in it.
/// </summary>
public sealed class StepGraph
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly (Way Way, int To)[][] ways;

    public StepGraph(ImmutableArray<Step> steps)
    {
        Steps = steps;
        foreach (var step in steps)
        {
            numbers[step.Name] = numbers.Count;
        }

        ways = [.. steps.Select(step => step.Ways.Select(way => (way, Number(way.To ?? ""))).ToArray())];
    }

    /// <summary>The steps in the order of the file; a run begins at the first.</summary>
    public ImmutableArray<Step> Steps { get; }

    /// <summary>A step's number; -1 when there is no such step.</summary>
    public int Number(string name) => numbers.GetValueOrDefault(name, -1);

    /// <summary>The steps that a step leads to, once for every way.</summary>
    /// <param name="along">Which ways count; null: all.</param>
    public IEnumerable<int> Next(int step, Func<Step, Way, bool>? along = null)
    {
        foreach (var (way, to) in ways[step])
        {
            if (to >= 0 && along?.Invoke(Steps[step], way) != false)
            {
                yield return to;
            }
        }
    }

    /// <summary>Whether each step is among those given, or reached from one of them.</summary>
    /// <param name="along">Which ways count; null: all.</param>
    /// <param name="through">Which steps are gone on from; null: all.</param>
    public bool[] Reached(IEnumerable<int> from, Func<Step, Way, bool>? along = null, Func<Step, bool>? through = null)
    {
        var seen = new bool[Steps.Length];
        var open = new Stack<int>(from);
        while (open.TryPop(out var step))
        {
            if (seen[step])
            {
                continue;
            }

            seen[step] = true;
            if (through?.Invoke(Steps[step]) != false)
            {
                foreach (var next in Next(step, along))
                {
                    open.Push(next);
                }
            }
        }

        return seen;
    }

    /// <summary>Whether each step leads to one of those given, or is one of them.</summary>
    public bool[] LeadingTo(IEnumerable<int> goals)
    {
        var before = new List<int>[Steps.Length];
        for (var step = 0; step < before.Length; step++)
        {
            foreach (var next in Next(step))
            {
                (before[next] ??= []).Add(step);
            }
        }

        var seen = new bool[Steps.Length];
        var open = new Stack<int>(goals);
        while (open.TryPop(out var step))
        {
            if (!seen[step])
            {
                seen[step] = true;
                before[step]?.ForEach(open.Push);
            }
        }

        return seen;
    }
}
