using Journeys.Orchestrations.Simulation.Crowd;

namespace Journeys.Orchestrations.Simulation.Results;

/// <summary>
/// How the lives of the same contacts differ in two versions of a journey. Whole numbers only, so parts add up in any order.
/// </summary>
public sealed class PairTally
{
    /// <summary>How many contacts.</summary>
    public long Pairs { get; private set; }

    /// <summary>How many of them take another path.</summary>
    public long Elsewhere { get; private set; }

    /// <summary>Where contacts came to before and after, where it differs.</summary>
    public Dictionary<(string Before, string After), long> Stands { get; } = [];

    /// <summary>Where their paths part: the step and how it was left before and after.</summary>
    public Dictionary<(string Step, string Before, string After), long> Partings { get; } = [];

    public PairSum Mails { get; private set; }

    public PairSum Tasks { get; private set; }

    public PairSum Handovers { get; private set; }

    public PairSum Goal { get; private set; }

    public PairSum Entered { get; private set; }

    /// <summary>Counts one contact.</summary>
    public void Add(Trace before, Trace after)
    {
        Pairs++;
        Mails = Mails.With(before.Mails, after.Mails);
        Tasks = Tasks.With(before.Tasks, after.Tasks);
        Handovers = Handovers.With(before.Handovers, after.Handovers);
        Goal = Goal.With(before.Goal ? 1 : 0, after.Goal ? 1 : 0);
        Entered = Entered.With(before.Entered ? 1 : 0, after.Entered ? 1 : 0);
        if (before.Stands != after.Stands)
        {
            Tally.Count(Stands, (before.Stands, after.Stands));
        }

        if (Parting(before.Path, after.Path) is { } parting)
        {
            Elsewhere++;
            Tally.Count(Partings, parting);
        }
    }

    /// <summary>Adds what another counted.</summary>
    public void Add(PairTally other)
    {
        Pairs += other.Pairs;
        Elsewhere += other.Elsewhere;
        Mails = Mails.With(other.Mails);
        Tasks = Tasks.With(other.Tasks);
        Handovers = Handovers.With(other.Handovers);
        Goal = Goal.With(other.Goal);
        Entered = Entered.With(other.Entered);
        foreach (var (stands, count) in other.Stands)
        {
            Tally.Count(Stands, stands, count);
        }

        foreach (var (parting, count) in other.Partings)
        {
            Tally.Count(Partings, parting, count);
        }
    }

    private static (string, string, string)? Parting(IReadOnlyList<Turning> before, IReadOnlyList<Turning> after)
    {
        var both = Math.Min(before.Count, after.Count);
        for (var i = 0; i < both; i++)
        {
            if (before[i] != after[i])
            {
                return before[i].Step == after[i].Step
                    ? (before[i].Step, Way(before[i]), Way(after[i]))
                    : (before[i].Step, before[i].Step, after[i].Step);
            }
        }

        return before.Count == after.Count ? null
            : before.Count > both ? (before[both].Step, Way(before[both]), "nothing more")
            : (after[both].Step, "nothing more", Way(after[both]));
    }

    private static string Way(Turning turning) => $"{turning.Way} > {turning.To ?? "the task"}";
}

/// <summary>Sums of one figure of contacts, before and after.</summary>
/// <param name="Before">The sum before.</param>
/// <param name="After">The sum after.</param>
/// <param name="Squares">The sum of the squares of the differences.</param>
public readonly record struct PairSum(long Before, long After, long Squares)
{
    internal PairSum With(long before, long after) =>
        new(Before + before, After + after, Squares + ((after - before) * (after - before)));

    internal PairSum With(PairSum other) => new(Before + other.Before, After + other.After, Squares + other.Squares);
}
