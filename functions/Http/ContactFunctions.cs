using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Http;

/// <summary>Shows a contact with what happened to it.</summary>
public sealed class ContactFunctions(ContactsEndpoint endpoint)
{
    [Function("GetContact")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Contact)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.GetAsync(request, request.Part("id"), cancellation);
}
