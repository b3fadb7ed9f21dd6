using Journeys.Functions.Instances;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Http;

/// <summary>Shows an instance with its history, and lets an operator steer it.</summary>
public sealed class InstanceFunctions(InstancesEndpoint endpoint, RecordEndpoint record, DurableClients clients)
{
    [Function("GetInstance")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Instance)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.GetAsync(request.Part("id"), cancellation);

    [Function("GetInstanceRecord")]
    public Task<IResult> RecordAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.InstanceRecord)] HttpRequest request,
        CancellationToken cancellation
    ) => record.GetAsync(request.Part("id"), cancellation);

    [Function("SteerInstance")]
    public Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.InstanceAction)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return endpoint.PostAsync(request, request.Part("id"), request.Part("action"), cancellation);
    }
}
