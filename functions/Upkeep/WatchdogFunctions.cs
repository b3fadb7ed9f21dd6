using Journeys.Functions.Instances;
using Journeys.Runtime.Upkeep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Upkeep;

/// <summary>Wakes whom a fault left asleep. One instance of the app runs each round.</summary>
public sealed class WatchdogFunctions(Watchdog watchdog, DurableClients clients)
{
    /// <summary>Each minute: instances whose timer should have elapsed.</summary>
    [Function("Watchdog")]
    public Task OverdueAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return watchdog.WakeOverdueAsync(cancellation);
    }

    /// <summary>Every five minutes: effects that nobody performs, and mails of which nobody knows whether they were sent.</summary>
    [Function("UncertainSends")]
    public Task UnfinishedAsync(
        // Half a minute beside the watchdog, so that both do not read at once.
        [TimerTrigger("30 */5 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return watchdog.WakeUnfinishedAsync(cancellation);
    }
}
