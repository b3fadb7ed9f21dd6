using Journeys.Runtime.Instances;

namespace Journeys.Functions.Instances;

/// <summary>
/// Keeps turns apart that change nothing. A worker whose clock is a little late reports an instance as due at an instant
/// that is past for the orchestration, and one whose contact is being erased stays due until its rows are gone: asking again
/// at once would go round as fast as Durable can. So the pauses double, from a second to half an hour.
/// </summary>
internal sealed class Patience
{
    private const int MostDoublings = 12;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private int sequence = -1;
    private int idle;

    /// <summary>When the next turn is due; null when none is.</summary>
    /// <param name="report">What the turn reported.</param>
    /// <param name="now">The instant of the orchestration.</param>
    public DateTime? Until(TurnReport report, DateTime now)
    {
        var isIdle = report.Sequence == sequence && report.Due?.UtcDateTime <= now;
        idle = isIdle ? Math.Min(idle + 1, MostDoublings) : 0;
        sequence = report.Sequence;
        return isIdle ? now + (Shortest * (1 << (idle - 1))) : report.Due?.UtcDateTime;
    }
}
