using Journeys.Runtime.Instances;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Instances;

/// <summary>
/// Makes one turn of an instance. Durable may call it twice, or again on another machine after this one died in the
/// middle: the rows say what is left to do, so each call takes up where they stand. When the host shuts down the call is
/// cancelled, and Durable gives it to another worker once its message is visible again.
/// </summary>
public sealed class AdvanceActivity(Turn turn, DurableClients clients)
{
    /// <summary>The function's name; it stands in the history of every orchestration and must stay.</summary>
    public const string Name = "Advance";

    [Function(Name)]
    public Task<TurnReport> RunAsync(
        [ActivityTrigger] Waking waking,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        // What is performed in a turn may tell other instances.
        clients.Use(client);
        return turn.RunAsync(waking.Instance, waking.Settled ?? TurnReport.Unsettled, cancellation);
    }
}
