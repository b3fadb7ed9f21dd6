using Journeys.Functions.Instances;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Http;

/// <summary>The page on which a contact sees and changes what it consents to.</summary>
public sealed class PreferencesFunctions(PreferencesPage page, DurableClients clients)
{
    [Function("ShowPreferences")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.Preferences)] HttpRequest request,
        CancellationToken cancellation
    ) => page.ShowAsync(request, cancellation);

    [Function("ChangePreferences")]
    public Task<IResult> ActAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Routes.Preferences)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        clients.Use(client);
        return page.ChangeAsync(request, cancellation);
    }
}
