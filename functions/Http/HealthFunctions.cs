using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Http;

/// <summary>Tells whether the host works, to anybody who watches it.</summary>
public sealed class HealthFunctions(HealthEndpoint endpoint)
{
    public const string Get = "GetHealth";

    [Function(Get)]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.Health)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.GetAsync(cancellation);
}
