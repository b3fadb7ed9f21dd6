using Journeys.Functions.Instances;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Http;

/// <summary>The page that the links to unsubscribe lead to: opening it asks, sending its form acts.</summary>
public sealed class UnsubscribeFunctions(UnsubscribePage page, DurableClients clients)
{
    public const string Ask = "AskToUnsubscribe";
    public const string Act = "Unsubscribe";

    [Function(Ask)]
    public Task<IResult> AskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.Unsubscribe)] HttpRequest request,
        CancellationToken cancellation
    ) => page.AskAsync(request, cancellation);

    [Function(Act)]
    public Task<IResult> ActAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Routes.Unsubscribe)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return page.ActAsync(request, cancellation);
    }
}
