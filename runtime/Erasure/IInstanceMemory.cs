namespace Journeys.Runtime.Erasure;

/// <summary>
/// What a host keeps of instances outside the tables: where they stand, in memory, or their orchestrations. What is asked to
/// forget does so before it returns.
/// </summary>
public interface IInstanceMemory
{
    /// <summary>Forgets an instance whose rows are gone; one that it does not know does no harm.</summary>
    Task ForgetAsync(InstancePlace place, CancellationToken cancellation);
}
