using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Definitions;

/// <summary>
/// Finds the loops of a journey: sets of steps each of which leads back to itself through the others (the strongly
/// connected components, by Tarjan's algorithm, without recursion because a journey may be a thousand steps deep).
/// </summary>
internal sealed class Loops
{
    private readonly StepGraph graph;
    private readonly Func<Step, Way, bool> along;
    private readonly int[] order;
    private readonly int[] lowest;
    private readonly bool[] open;
    private readonly Stack<int> path = new();
    private readonly List<List<int>> found = [];
    private int entered;

    private Loops(StepGraph graph, Func<Step, Way, bool> along)
    {
        (this.graph, this.along) = (graph, along);
        (order, lowest) = (new int[graph.Steps.Length], new int[graph.Steps.Length]);
        open = new bool[graph.Steps.Length];
    }

    /// <summary>The loops over the ways that count; of each the steps in the order of the file.</summary>
    public static IReadOnlyList<List<int>> Of(StepGraph graph, Func<Step, Way, bool> along)
    {
        var loops = new Loops(graph, along);
        for (var step = 0; step < graph.Steps.Length; step++)
        {
            if (loops.order[step] == 0)
            {
                loops.From(step);
            }
        }

        return [.. loops.found.OrderBy(loop => loop[0])];
    }

    private void From(int first)
    {
        var visits = new Stack<(int Step, IEnumerator<int> Next)>();
        visits.Push(Enter(first));
        while (visits.TryPeek(out var visit))
        {
            if (!visit.Next.MoveNext())
            {
                visits.Pop();
                Leave(visit.Step);
                if (visits.TryPeek(out var above))
                {
                    lowest[above.Step] = Math.Min(lowest[above.Step], lowest[visit.Step]);
                }
            }
            else if (order[visit.Next.Current] == 0)
            {
                visits.Push(Enter(visit.Next.Current));
            }
            else if (open[visit.Next.Current])
            {
                lowest[visit.Step] = Math.Min(lowest[visit.Step], order[visit.Next.Current]);
            }
        }
    }

    private (int Step, IEnumerator<int> Next) Enter(int step)
    {
        order[step] = lowest[step] = ++entered;
        open[step] = true;
        path.Push(step);
        return (step, graph.Next(step, along).GetEnumerator());
    }

    private void Leave(int step)
    {
        if (lowest[step] != order[step])
        {
            return;
        }

        var loop = new List<int>();
        int member;
        do
        {
            member = path.Pop();
            open[member] = false;
            loop.Add(member);
        } while (member != step);

        if (loop.Count > 1 || graph.Next(step, along).Contains(step))
        {
            loop.Sort();
            found.Add(loop);
        }
    }
}
