using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Http;

/// <summary>Shows how fast and whether mails go, and pauses them.</summary>
public sealed class SendingFunctions(SendingEndpoint endpoint)
{
    [Function("ListSending")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Sending)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.ListAsync(cancellation);

    [Function("OperateSending")]
    public Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.SendingAction)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.PostAsync(request, request.Part("journey"), request.Part("action"), cancellation);
}
