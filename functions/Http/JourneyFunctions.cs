using Journeys.Functions.Instances;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Http;

/// <summary>Shows the journeys and where their contacts are, and publishes new versions.</summary>
public sealed class JourneyFunctions(
    JourneysEndpoint endpoint,
    VersionsEndpoint versions,
    WhyNotEndpoint whyNot,
    DurableClients clients
)
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
    ) => endpoint.GetAsync(request, request.Part("journey"), cancellation);

    [Function("PutJourney")]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = Routes.Journey)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        // Those inside may be moved, in the background of this process.
        clients.Use(client);
        return endpoint.PutAsync(request, request.Part("journey"), cancellation);
    }

    [Function("ListInstances")]
    public Task<IResult> InstancesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.JourneyInstances)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.InstancesAsync(request, request.Part("journey"), cancellation);

    [Function("ListVersions")]
    public Task<IResult> VersionsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Versions)] HttpRequest request,
        CancellationToken cancellation
    ) => versions.ListAsync(request, request.Part("journey"), cancellation);

    [Function("GetVersion")]
    public Task<IResult> VersionAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Version)] HttpRequest request,
        CancellationToken cancellation
    ) => versions.GetAsync(request.Part("journey"), request.Part("version"), cancellation);

    [Function("AskWhyNot")]
    public Task<IResult> WhyNotAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.WhyNot)] HttpRequest request,
        CancellationToken cancellation
    ) => whyNot.GetAsync(request, request.Part("journey"), cancellation);
}
