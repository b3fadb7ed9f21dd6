using Journeys.Functions.Instances;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Http;

/// <summary>Exports and erases contacts.</summary>
public sealed class ErasureFunctions(ErasureEndpoint erasure, ExportEndpoint export, DurableClients clients)
{
    [Function("EraseContact")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = Routes.Contact)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        // It is erased in the background of this process, and its orchestrations end with it.
        clients.Use(client);
        return erasure.DeleteAsync(request, request.Part("id"), cancellation);
    }

    [Function("PreviewErasure")]
    public Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.ContactErasure)] HttpRequest request,
        CancellationToken cancellation
    ) => erasure.PreviewAsync(request.Part("id"), cancellation);

    [Function("ExportContact")]
    public Task<IResult> ExportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.ContactExport)] HttpRequest request,
        CancellationToken cancellation
    ) => export.GetAsync(request.Part("id"), cancellation);

    [Function("GetErasure")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Erasure)] HttpRequest request,
        CancellationToken cancellation
    ) => erasure.GetAsync(request.Part("receipt"), cancellation);
}
