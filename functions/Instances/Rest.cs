namespace Journeys.Functions.Instances;

/// <summary>What an orchestration does after a turn.</summary>
internal abstract record Rest
{
    private Rest() { }

    /// <summary>It makes the next turn at once: the instance moved while this one was made.</summary>
    public sealed record None : Rest;

    /// <summary>It waits to be woken, or until the instance is due; one that is held or paused is not due.</summary>
    public sealed record Until(DateTime? Due) : Rest;

    /// <summary>The turn failed as often as it was tried. It waits to be woken, or a while.</summary>
    public sealed record AfterFailure(DateTime Again) : Rest;

    /// <summary>It ends: nothing is left to do.</summary>
    public sealed record Over : Rest;
}
