using Journeys.Functions.Instances;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Http;

/// <summary>Takes what SendGrid tells of mails. It cannot send a key, and signs what it says instead.</summary>
public sealed class SendGridFunctions(SendGridEndpoint endpoint, DurableClients clients)
{
    public const string Post = "PostSendGridEvents";

    [Function(Post)]
    public Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Routes.SendGrid)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return endpoint.PostAsync(request, cancellation);
    }
}
