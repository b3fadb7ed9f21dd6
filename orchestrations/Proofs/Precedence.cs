using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Proofs;

/// <summary>
/// Which steps were certainly come to, and certainly made, before another is come to, whatever path a run took: the
/// dominators of the graph, by the algorithm of Cooper, Harvey and Kennedy. A step is made when it is left by a way that
/// settles it; "late" leaves a task open. So each step is two points: it is come to at 2n, and made at 2n + 1.
/// </summary>
internal sealed class Precedence
{
    private readonly List<int>[] next;
    private readonly List<int>[] before;
    private readonly int[] rank;
    private readonly int[] above;
    private readonly int[] depth;

    public Precedence(StepGraph graph)
    {
        var points = 2 * graph.Steps.Length;
        (next, before) = (new List<int>[points], new List<int>[points]);
        (rank, above, depth) = (new int[points], new int[points], new int[points]);
        for (var point = 0; point < points; point++)
        {
            (next[point], before[point]) = ([], []);
        }

        for (var step = 0; step < graph.Steps.Length; step++)
        {
            Join(2 * step, (2 * step) + 1);
            graph.Next(step, Settles).ToList().ForEach(to => Join((2 * step) + 1, 2 * to));
            graph.Next(step, (from, way) => !Settles(from, way)).ToList().ForEach(to => Join(2 * step, 2 * to));
        }

        FindAbove(InOrder());
    }

    /// <summary>Whether a way out of a step settles it.</summary>
    public static bool Settles(Step step, Way way) => step is not PersonStep || way.Label != PersonStep.LateKey;

    /// <summary>Whether every path to a step has come to another one before, or made it.</summary>
    public bool IsBefore(int other, int step, bool made)
    {
        var (point, wanted) = (2 * step, (2 * other) + (made ? 1 : 0));
        while (depth[point] > depth[wanted])
        {
            point = above[point];
        }

        return point == wanted;
    }

    private void Join(int from, int to)
    {
        next[from].Add(to);
        before[to].Add(from);
    }

    // The points that are reached, each after all that lead to it, loops apart (reverse postorder).
    private List<int> InOrder()
    {
        Array.Fill(rank, -1);
        var order = new List<int>();
        var seen = new bool[next.Length];
        var open = new Stack<(int Point, int Way)>();
        open.Push((0, 0));
        seen[0] = true;
        while (open.TryPop(out var at))
        {
            if (at.Way == next[at.Point].Count)
            {
                order.Add(at.Point);
                continue;
            }

            open.Push((at.Point, at.Way + 1));
            var to = next[at.Point][at.Way];
            if (!seen[to])
            {
                seen[to] = true;
                open.Push((to, 0));
            }
        }

        order.Reverse();
        for (var i = 0; i < order.Count; i++)
        {
            rank[order[i]] = i;
        }

        return order;
    }

    private void FindAbove(List<int> order)
    {
        Array.Fill(above, -1);
        above[0] = 0;
        for (var changed = true; changed; )
        {
            changed = false;
            foreach (var point in order.Skip(1))
            {
                var nearest = before[point].Where(from => rank[from] >= 0 && above[from] >= 0).Aggregate(Meet);
                changed |= above[point] != nearest;
                above[point] = nearest;
            }
        }

        foreach (var point in order.Skip(1))
        {
            depth[point] = depth[above[point]] + 1;
        }
    }

    // The nearest point that is on every path to both.
    private int Meet(int one, int other)
    {
        while (one != other)
        {
            while (rank[one] > rank[other])
            {
                one = above[one];
            }

            while (rank[other] > rank[one])
            {
                other = above[other];
            }
        }

        return one;
    }
}
