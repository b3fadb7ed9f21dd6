using System.Net;

namespace Journeys.Runtime.Tests.Worlds;

/// <summary>Stands for the other systems: keeps what it was sent and answers what it was told to.</summary>
internal sealed class WebhookDouble : HttpMessageHandler
{
    public List<(HttpRequestMessage Request, string Body)> Calls { get; } = [];

    public Func<HttpResponseMessage> Answer { get; set; } = () => new(HttpStatusCode.OK);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Calls.Add((request, await request.Content!.ReadAsStringAsync(cancellationToken)));
        return Answer();
    }
}
