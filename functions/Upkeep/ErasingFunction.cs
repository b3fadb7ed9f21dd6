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
    // Half of what host.json gives a function; the next round goes on.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Every five minutes, when none of the other timers reads.</summary>
    [Function("EraseContacts")]
    public async Task EraseAsync(
        [TimerTrigger("45 */5 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await eraser.EraseAllAsync(Erasing.Patience, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The order knows what is left.
        }
    }
}
