using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Http;

/// <summary>Shows the journeys and where their contacts are, and publishes new versions.</summary>
public sealed class JourneyFunctions(JourneysEndpoint endpoint)
{
    [Function("ListJourneys")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Journeys)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.ListAsync(cancellation);

    [Function("GetJourney")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Journey)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.GetAsync(request.Part("journey"), cancellation);

    [Function("PutJourney")]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = Routes.Journey)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.PutAsync(request, request.Part("journey"), cancellation);

    [Function("ListInstances")]
    public Task<IResult> InstancesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.JourneyInstances)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.InstancesAsync(request, request.Part("journey"), cancellation);
}
