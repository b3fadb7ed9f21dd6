using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Http;

/// <summary>Shows the mails that were captured, where they are not sent.</summary>
public sealed class MailFunctions(MailEndpoint endpoint)
{
    [Function("ListMail")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Mails)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.ListAsync(request, cancellation);

    [Function("GetMail")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Mail)] HttpRequest request,
        CancellationToken cancellation
    ) => endpoint.GetAsync(request.Part("id"), cancellation);
}
