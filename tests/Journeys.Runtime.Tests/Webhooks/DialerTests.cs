using System.Net;
using System.Net.Sockets;
using System.Text;
using Journeys.Runtime.Webhooks;

namespace Journeys.Runtime.Tests.Webhooks;

/// <summary>Real connections on this machine: a server that answers what it is told to, and names that lead where a test says.</summary>
public sealed class DialerTests : IDisposable
{
    private readonly TcpListener server = new(IPAddress.Loopback, 0);
    private int connections;

    public DialerTests() => server.Start();

    private int Port => ((IPEndPoint)server.LocalEndpoint).Port;

    [Fact]
    public async Task A_name_that_leads_into_our_network_is_refused_before_anything_is_sent()
    {
        using var client = Client(null, IPAddress.Loopback, IPAddress.Parse("10.0.0.1"));

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() =>
            SendAsync(client, "https://rebinding.example/x")
        );

        Assert.StartsWith(
            "rebinding.example is not on the public internet",
            Assert.IsType<WebhookRefusedException>(fault.InnerException).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(0, connections);
    }

    [Fact]
    public async Task A_name_that_changes_its_address_is_judged_anew_for_each_connection()
    {
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("169.254.169.254")]);
        using var client = Client($"http://crm.internal:{Port}", () => answers.Dequeue());
        await AnswerAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", client);

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() =>
            SendAsync(client, $"http://crm.internal:{Port}/x")
        );

        Assert.IsType<WebhookRefusedException>(fault.InnerException);
        Assert.Equal(1, connections);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var client = Client($"http://crm.internal:{Port}", IPAddress.Loopback);

        var status = await AnswerAsync(
            $"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:{Port}/inside\r\nContent-Length: 0\r\n\r\n",
            client
        );

        Assert.Equal((HttpStatusCode.TemporaryRedirect, 1), (status, connections));
    }

    [Fact]
    public async Task A_head_without_end_is_not_read_to_its_end()
    {
        using var client = Client($"http://crm.internal:{Port}", IPAddress.Loopback);

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            AnswerAsync("HTTP/1.1 200 OK\r\nX-Long: " + new string('a', WebhookClient.HeadKibibytes * 1024 + 1), client)
        );
    }

    public void Dispose() => server.Dispose();

    private WebhookClient Client(string? allow, params IPAddress[] addresses)
    {
        Assert.True(WebhookSettings.TryRead(allow, null, out var settings, out _));
        return WebhookClient.Create(new(new(settings, isLoopbackOpen: false), (_, _) => Task.FromResult(addresses)));
    }

    private static WebhookClient Client(string allow, Func<IPAddress> next)
    {
        Assert.True(WebhookSettings.TryRead(allow, null, out var settings, out _));
        return WebhookClient.Create(
            new(new(settings, isLoopbackOpen: false), (_, _) => Task.FromResult<IPAddress[]>([next()]))
        );
    }

    private async Task<HttpStatusCode> AnswerAsync(string answer, WebhookClient client)
    {
        var sending = SendAsync(client, $"http://crm.internal:{Port}/x");
        using var connection = await server.AcceptTcpClientAsync();
        connections++;
        var stream = connection.GetStream();
        _ = await stream.ReadAsync(new byte[4096]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return await sending;
    }

    private static async Task<HttpStatusCode> SendAsync(WebhookClient client, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        using var answer = await client.SendAsync(request, default);
        return answer.StatusCode;
    }
}
