using Journeys.Functions.Instances;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Http;

/// <summary>Shows what was given up, and lets an operator replay or discard it.</summary>
public sealed class DeadLetterFunctions(DeadLettersEndpoint endpoint, DurableClients clients)
{
    [Function("ListDeadLetters")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.DeadLetters)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.ListAsync(request, cancellation);

    [Function("GetDeadLetter")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.DeadLetter)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.GetAsync(request.Part("id"), cancellation);

    [Function("ReplayDeadLetter")]
    public Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.DeadLetterReplay)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return endpoint.ReplayAsync(request, request.Part("id"), cancellation);
    }

    [Function("DiscardDeadLetter")]
    public Task<IResult> DiscardAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.DeadLetterDiscard)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.DiscardAsync(request, request.Part("id"), cancellation);

    [Function("ReplayDeadLetters")]
    public Task<IResult> ReplayAllAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.DeadLettersReplay)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return endpoint.ReplayAllAsync(request, cancellation);
    }

    [Function("DiscardDeadLetters")]
    public Task<IResult> DiscardAllAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.DeadLettersDiscard)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.DiscardAllAsync(request, cancellation);
}
