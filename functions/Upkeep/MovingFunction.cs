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
    // Half of what host.json gives a function; the next round goes on.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Every five minutes, when neither the watchdog nor the uncertain sends read.</summary>
    [Function("MoveInside")]
    public async Task MoveAsync(
        [TimerTrigger("15 */5 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await mover.MoveAllAsync(VersionMover.Patience, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The order knows what is left.
        }
    }
}
