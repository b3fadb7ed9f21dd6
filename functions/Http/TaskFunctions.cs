using Journeys.Functions.Instances;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Http;

/// <summary>Shows the sales inbox, and takes what people decided.</summary>
public sealed class TaskFunctions(TasksEndpoint endpoint, DurableClients clients)
{
    [Function("ListTasks")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Tasks)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.ListAsync(request, cancellation);

    [Function("GetTask")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Task)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.GetAsync(request.Part("id"), cancellation);

    [Function("AnswerTask")]
    public Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.TaskOutcome)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return endpoint.PostAsync(request, request.Part("id"), request.Part("outcome"), cancellation);
    }
}
