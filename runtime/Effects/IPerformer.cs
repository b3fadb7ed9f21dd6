using Journeys.Orchestrations.Machine;

namespace Journeys.Runtime.Effects;

/// <summary>Performs one kind of effect.</summary>
public interface IPerformer<in TEffect>
    where TEffect : Effect
{
    /// <summary>
    /// Performs it. Doing it again must do no harm, for its target knows it by the effect's id. Mail alone is different
    /// (<see cref="Effect.SendEmail"/>).
    /// </summary>
    /// <exception cref="Tables.StorageUnavailableException">It may be done or not; it stays open and is tried again.</exception>
    Task<Performance> PerformAsync(TEffect effect, Occasion occasion, CancellationToken cancellation);
}
