using Journeys.Functions.Instances;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Upkeep;

/// <summary>A round of work that another one can go on with: it ends in good time before the platform would end it.</summary>
internal static class Round
{
    // Half of what host.json gives a function.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Makes a round. When its time is up it just ends: the orders it works at know what is left.</summary>
    /// <param name="clients">Given the client, since the work may wake instances.</param>
    /// <param name="client">The function's.</param>
    /// <param name="clock">Measures the round.</param>
    /// <param name="work">What is done.</param>
    /// <param name="cancellation">Ends it when the host stops.</param>
    public static async Task MakeAsync(
        DurableClients clients,
        DurableTaskClient client,
        TimeProvider clock,
        Func<CancellationToken, Task> work,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await work(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The next round goes on.
        }
    }
}
