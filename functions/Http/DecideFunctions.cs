using Journeys.Functions.Instances;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Http;

/// <summary>The page that the links lead to by which the owner of a task decides it.</summary>
public sealed class DecideFunctions(DecidePage page, DurableClients clients)
{
    [Function("ShowDecision")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.Decide)] HttpRequest request,
        CancellationToken cancellation
    ) => page.ShowAsync(request, cancellation);

    [Function("Decide")]
    public Task<IResult> ActAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Routes.Decide)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return page.DecideAsync(request, cancellation);
    }
}
