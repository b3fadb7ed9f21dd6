namespace Journeys.Runtime.Upkeep;

/// <summary>Sees to it that an instance gets a turn soon, on a host where instances sleep between their turns.</summary>
public interface IWaker
{
    /// <summary>Wakes an instance; one that is awake, or has nothing to do, comes to no harm.</summary>
    Task WakeAsync(string instance, CancellationToken cancellation);
}
