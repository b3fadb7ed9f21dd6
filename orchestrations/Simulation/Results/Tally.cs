using System.Runtime.InteropServices;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Results;

/// <summary>
/// What a crowd of contacts came to, counted as they go by: its size does not grow with theirs. All counts are whole
/// numbers, so tallies of parts of a crowd add up to the same in any order.
/// </summary>
public sealed class Tally
{
    private readonly StepTally[] steps;
    private readonly MailTally[] mails;
    private readonly TeamTally[] teams;

    /// <summary>Nothing is counted yet.</summary>
    /// <param name="shape">How many of each there are.</param>
    public Tally(TallyShape shape)
    {
        Shape = shape;
        steps = [.. Enumerable.Range(0, shape.Steps).Select(_ => new StepTally())];
        mails = [.. Enumerable.Range(0, shape.Mails).Select(_ => new MailTally(shape.Reactions, shape.Days))];
        teams = [.. Enumerable.Range(0, shape.Teams).Select(_ => new TeamTally(shape.Days))];
        Starts = new long[shape.Days];
    }

    /// <summary>How many of each there are.</summary>
    public TallyShape Shape { get; }

    /// <summary>How many contacts came.</summary>
    public long Contacts { get; set; }

    /// <summary>How many runs began; one contact may begin several.</summary>
    public long Runs { get; set; }

    /// <summary>How many contacts began a run at all.</summary>
    public long Entered { get; set; }

    /// <summary>How many contacts reached the goal, inside of a run or within its time after one.</summary>
    public long Goal { get; set; }

    /// <summary>How many of those reached it when the run was over already.</summary>
    public long GoalAfterwards { get; set; }

    /// <summary>How many of the machine's answers changed something.</summary>
    public long Transitions { get; set; }

    /// <summary>How many hand-overs were accepted.</summary>
    public long Handovers { get; set; }

    /// <summary>How many other journeys were started.</summary>
    public long Started { get; set; }

    /// <summary>Runs begun, by day.</summary>
    public long[] Starts { get; }

    /// <summary>By step, in the order of the file.</summary>
    public IReadOnlyList<StepTally> Steps => steps;

    /// <summary>By mail.</summary>
    public IReadOnlyList<MailTally> Mails => mails;

    /// <summary>By team.</summary>
    public IReadOnlyList<TeamTally> Teams => teams;

    /// <summary>Why contacts did not enter, in words.</summary>
    public Dictionary<string, long> NotEntered { get; } = new(StringComparer.Ordinal);

    /// <summary>How runs ended, and how long they took.</summary>
    public Dictionary<string, Lengths> Ends { get; } = new(StringComparer.Ordinal);

    /// <summary>Where and why runs are held.</summary>
    public Dictionary<(string Step, string Why), long> Held { get; } = [];

    /// <summary>Adds one to the count of a key.</summary>
    public static void Count<TKey>(Dictionary<TKey, long> counts, TKey key, long more = 1)
        where TKey : notnull => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += more;

    /// <summary>A run ended.</summary>
    public void End(string outcome, Duration length)
    {
        ref var lengths = ref CollectionsMarshal.GetValueRefOrAddDefault(Ends, outcome, out _);
        (lengths ??= new Lengths()).Add(length);
    }

    /// <summary>Adds what another part of the crowd came to.</summary>
    public void Add(Tally other)
    {
        Contacts += other.Contacts;
        Runs += other.Runs;
        Entered += other.Entered;
        Goal += other.Goal;
        GoalAfterwards += other.GoalAfterwards;
        Transitions += other.Transitions;
        Handovers += other.Handovers;
        Started += other.Started;
        Sum(Starts, other.Starts);
        AddParts(other);
        foreach (var (why, count) in other.NotEntered)
        {
            Count(NotEntered, why, count);
        }

        foreach (var (where, count) in other.Held)
        {
            Count(Held, where, count);
        }

        foreach (var (outcome, lengths) in other.Ends)
        {
            ref var mine = ref CollectionsMarshal.GetValueRefOrAddDefault(Ends, outcome, out _);
            (mine ??= new Lengths()).Add(lengths);
        }
    }

    internal static void Sum(long[] into, long[] from)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] += from[i];
        }
    }

    private void AddParts(Tally other)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i].Add(other.steps[i]);
        }

        for (var i = 0; i < mails.Length; i++)
        {
            mails[i].Add(other.mails[i]);
        }

        for (var i = 0; i < teams.Length; i++)
        {
            teams[i].Add(other.teams[i]);
        }
    }
}

/// <summary>How many of each a tally counts.</summary>
/// <param name="Reactions">Types of events about mails.</param>
public readonly record struct TallyShape(int Steps, int Mails, int Teams, int Reactions, int Days);
