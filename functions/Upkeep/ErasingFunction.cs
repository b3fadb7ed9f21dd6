using Journeys.Functions.Instances;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Upkeep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Upkeep;

/// <summary>
/// Goes on erasing contacts, where the process that was ordered to has died or was stopped, and ends what was watched long
/// enough. One instance of the app runs each round.
/// </summary>
public sealed class ErasingFunction(ContactEraser eraser, DurableClients clients, TimeProvider clock)
{
    /// <summary>Every five minutes, when none of the other timers reads.</summary>
    [Function("EraseContacts")]
    public Task EraseAsync(
        [TimerTrigger("45 */5 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    ) => Round.MakeAsync(clients, client, clock, stop => eraser.EraseAllAsync(Erasing.Patience, stop), cancellation);
}
