namespace Journeys.Runtime.Instances;

/// <summary>
/// The instances, as those who tell them things see them. Each host implements it: it decides when an instance advances,
/// one call at a time per instance, and performs the effects that follow.
/// </summary>
public interface IInstances
{
    /// <summary>
    /// Tells an instance what happened. When it returns, the consequences are stored and safe from a crash; the effects
    /// that follow may still be under way.
    /// </summary>
    /// <returns>One answer per thing told, in order.</returns>
    Task<IReadOnlyList<AdvanceAnswer>> TellAsync(Telling telling, CancellationToken cancellation);
}
