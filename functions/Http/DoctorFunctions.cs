using Journeys.Functions.Instances;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Http;

/// <summary>Looks at the whole store for what is wrong, and mends what can be mended.</summary>
public sealed class DoctorFunctions(DoctorEndpoint endpoint, DurableClients clients)
{
    [Function("Examine")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Doctor)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.GetAsync(request, cancellation);

    [Function("Repair")]
    public Task<IResult> RepairAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.DoctorRepair)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return endpoint.RepairAsync(request, cancellation);
    }
}
