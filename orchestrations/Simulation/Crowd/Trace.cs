namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>What became of one contact, for whoever compares two versions of a journey. Written anew for each contact.</summary>
public sealed class Trace
{
    private readonly List<Turning> path = [];

    /// <summary>The steps that it left and how, in order.</summary>
    public IReadOnlyList<Turning> Path => path;

    /// <summary>Mails sent to it.</summary>
    public int Mails { get; internal set; }

    /// <summary>Tasks and hand-overs opened for it.</summary>
    public int Tasks { get; internal set; }

    /// <summary>Hand-overs accepted.</summary>
    public int Handovers { get; internal set; }

    /// <summary>Whether it reached the goal.</summary>
    public bool Goal { get; internal set; }

    /// <summary>Whether a run began.</summary>
    public bool Entered { get; internal set; }

    /// <summary>Where it came to in the end: <c>ended: handed-over</c>, <c>held at qualify</c>, <c>at engaged</c>.</summary>
    public string Stands { get; internal set; } = "";

    internal void Add(Turning turning) => path.Add(turning);

    internal void Clear()
    {
        path.Clear();
        (Mails, Tasks, Handovers, Goal, Entered, Stands) = (0, 0, 0, false, false, "");
    }
}

/// <summary>One step of a path.</summary>
/// <param name="Step">The step.</param>
/// <param name="Way">What it came to.</param>
/// <param name="To">Where it led; null: back to the task that is late.</param>
public readonly record struct Turning(string Step, string Way, string? To);
