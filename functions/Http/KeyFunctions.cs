using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Http;

/// <summary>Makes API keys, replaces them, and takes them away.</summary>
public sealed class KeyFunctions(KeysEndpoint endpoint)
{
    [Function("ListKeys")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Keys)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.ListAsync(cancellation);

    [Function("CreateKey")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Keys)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.PostAsync(request, cancellation);

    [Function("RotateKey")]
    public Task<IResult> RotateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.KeyRotation)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.RotateAsync(request, request.Part("id"), cancellation);

    [Function("RevokeKey")]
    public Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = Routes.Key)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.DeleteAsync(request, request.Part("id"), cancellation);
}
