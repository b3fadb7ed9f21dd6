using Journeys.Functions.Instances;
using Journeys.Runtime.Upkeep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Upkeep;

/// <summary>
/// Goes on moving those inside to another version, where the process that published it has died or was stopped. One instance
/// of the app runs each round.
/// </summary>
public sealed class MovingFunction(VersionMover mover, DurableClients clients, TimeProvider clock)
{
    /// <summary>Every five minutes, when neither the watchdog nor the uncertain sends read.</summary>
    [Function("MoveInside")]
    public Task MoveAsync(
        [TimerTrigger("15 */5 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    ) => Round.MakeAsync(clients, client, clock, stop => mover.MoveAllAsync(VersionMover.Patience, stop), cancellation);
}
