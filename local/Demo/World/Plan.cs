using NodaTime;

namespace Journeys.Local.Demo.World;

/// <summary>
/// What will be done outside, and when. What lies before the instant that the demo goes on from is counted but not done
/// again: it was done when time came past it.
/// </summary>
/// <param name="from">Where the demo goes on from.</param>
/// <param name="end">Where it ends; what is planned for then, or later, does not happen.</param>
internal sealed class Plan(Instant from, Instant end)
{
    private readonly SortedDictionary<Instant, Moment> moments = [];
    private readonly HashSet<string> events = new(StringComparer.Ordinal);

    /// <summary>When something is done next; null when nothing is planned.</summary>
    public Instant? Next => moments.Count > 0 ? moments.First().Key : null;

    /// <summary>How many different events are in order and sent before the end.</summary>
    public int Events => events.Count;

    /// <summary>How often an event that was sent before is sent once more.</summary>
    public int Repeats { get; private set; }

    /// <summary>Plans one act.</summary>
    public void Add(Instant at, Act act)
    {
        if (at >= end)
        {
            return;
        }

        Count(act);
        if (at >= from)
        {
            MomentAt(at).Acts.Add(act);
        }
    }

    /// <summary>Plans an event that its system reports together with whatever else it reports then.</summary>
    public void Report(Instant at, OutsideEvent reported)
    {
        if (at >= end)
        {
            return;
        }

        events.Add(reported.Key);
        if (at >= from)
        {
            MomentAt(at).Reports.Add(reported);
        }
    }

    /// <summary>Takes out what is done next, if its time has come by an instant; null when nothing is.</summary>
    public Moment? Take(Instant by) => Next is { } next && next <= by && moments.Remove(next, out var due) ? due : null;

    private void Count(Act act)
    {
        IReadOnlyList<OutsideEvent> sent = act switch
        {
            Act.Send send => [send.Event],
            Act.SendAll all => all.Events,
            Act.Blunder blunder => blunder.Good,
            _ => [],
        };
        Repeats += sent.Count(one => !events.Add(one.Key));
    }

    private Moment MomentAt(Instant at)
    {
        if (!moments.TryGetValue(at, out var moment))
        {
            moments[at] = moment = new([], []);
        }

        return moment;
    }
}

/// <summary>What is done at one instant: what one system reports together, and everything else.</summary>
internal sealed record Moment(List<OutsideEvent> Reports, List<Act> Acts);
