using NodaTime;

namespace Journeys.Orchestrations.Simulation.Results;

/// <summary>What came of one step.</summary>
public sealed class StepTally
{
    private readonly List<WayTally> ways = [];

    /// <summary>How often somebody came.</summary>
    public long Came { get; set; }

    /// <summary>How many are still there at the end of the time simulated.</summary>
    public long Standing { get; set; }

    /// <summary>By which way they left, in the order in which the ways were first taken.</summary>
    public IReadOnlyList<WayTally> Ways => ways;

    /// <summary>Somebody left.</summary>
    /// <param name="way">What the step came to, in its own words.</param>
    /// <param name="length">How long it lasted.</param>
    public void Leave(string way, Duration length) => Of(way).Lengths.Add(length);

    /// <summary>Adds what another counted.</summary>
    public void Add(StepTally other)
    {
        Came += other.Came;
        Standing += other.Standing;
        foreach (var way in other.ways)
        {
            Of(way.Name).Lengths.Add(way.Lengths);
        }
    }

    // A step has few ways, and their names are shared objects: a walk beats a dictionary.
    private WayTally Of(string way)
    {
        foreach (var known in ways)
        {
            if (known.Name == way)
            {
                return known;
            }
        }

        var added = new WayTally(way, new Lengths());
        ways.Add(added);
        return added;
    }
}

/// <summary>One way out of a step.</summary>
/// <param name="Name">What the step came to: <c>sent</c>, <c>event</c>, <c>qualified</c>.</param>
/// <param name="Lengths">How long those who took it had been there.</param>
public sealed record WayTally(string Name, Lengths Lengths);

/// <summary>What came of one mail.</summary>
/// <param name="reactions">How many types of reactions are counted.</param>
/// <param name="days">How many days are simulated.</param>
public sealed class MailTally(int reactions, int days)
{
    /// <summary>How many were sent, by day.</summary>
    public long[] Sent { get; } = new long[days];

    /// <summary>How many of them something came of, by the number of its type.</summary>
    public long[] Reactions { get; } = new long[reactions];

    /// <summary>Adds what another counted.</summary>
    public void Add(MailTally other)
    {
        Tally.Sum(Sent, other.Sent);
        Tally.Sum(Reactions, other.Reactions);
    }
}

/// <summary>What a team had to do.</summary>
/// <param name="days">How many days are simulated.</param>
public sealed class TeamTally(int days)
{
    /// <summary>Tasks and hand-overs opened, by day.</summary>
    public long[] Opened { get; } = new long[days];

    /// <summary>Hand-overs among them.</summary>
    public long Handovers { get; set; }

    /// <summary>How many were answered, by outcome.</summary>
    public Dictionary<string, long> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Deadlines missed.</summary>
    public long Late { get; set; }

    /// <summary>Tasks taken back, because the journey went on without them.</summary>
    public long Withdrawn { get; set; }

    /// <summary>Adds what another counted.</summary>
    public void Add(TeamTally other)
    {
        Tally.Sum(Opened, other.Opened);
        Handovers += other.Handovers;
        Late += other.Late;
        Withdrawn += other.Withdrawn;
        foreach (var (outcome, count) in other.Answers)
        {
            Tally.Count(Answers, outcome, count);
        }
    }
}
