using System.Collections.Immutable;

namespace Journeys.Runtime.DeadLetters;

/// <summary>What came of a replay, or would come of it.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Reason">In words: what follows, or why nothing does and what to do.</param>
/// <param name="Reached">The instances on which it had an effect.</param>
public sealed record Replayed(ReplayOutcome Outcome, string Reason, ImmutableArray<string> Reached)
{
    public Replayed(ReplayOutcome outcome, string reason)
        : this(outcome, reason, []) { }

    /// <summary>Whether the dead letter has been dealt with.</summary>
    public bool Done => Outcome != ReplayOutcome.Refused;
}

/// <summary>What came of a replay in a word.</summary>
public enum ReplayOutcome
{
    /// <summary>It was taken in.</summary>
    Accepted,

    /// <summary>It had been taken in meanwhile: nothing happened twice.</summary>
    Duplicate,

    /// <summary>The step was tried again.</summary>
    Retried,

    /// <summary>It was refused again, or cannot be replayed; it stays on the list.</summary>
    Refused,
}
