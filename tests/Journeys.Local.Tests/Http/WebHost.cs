using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Journeys.Local.Hosting;
using Journeys.Local.Http;
using Journeys.Local.Settings;
using Journeys.Local.Storage;
using Journeys.Local.Tests.Queue;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Journeys.Local.Tests.Http;

/// <summary>A whole host in memory, asked without a network. Its clock stands still.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private WebHost(LocalHost host, FaultyTables tables)
    {
        Host = host;
        Tables = tables;
        Client = (
            (TestServer)host.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
        ).CreateClient();
    }

    public LocalHost Host { get; }

    public FaultyTables Tables { get; }

    public HttpClient Client { get; }

    public static async Task<WebHost> StartAsync(
        string? key = null,
        string listen = "127.0.0.1",
        string? workspace = null
    )
    {
        var settings = new LocalSettings
        {
            AzuriteData = "",
            AzuriteModules = "",
            ApiKey = key,
            Listen = listen,
            Speed = 0,
            Workspace = workspace,
        };
        var tables = new FaultyTables();
        var ports = new HostPorts(
            tables,
            new InMemoryQueue("journey-events", TimeProvider.System),
            new InMemoryQueue("journey-events-poison", TimeProvider.System)
        );
        var host = await HostStart.RunAsync(
            settings,
            new HostAddress(IPAddress.Loopback, 7071),
            ports,
            NullLoggerFactory.Instance,
            server => server.UseTestServer(),
            default
        );
        return new(host, tables);
    }

    /// <summary>Sends one event of a contact.</summary>
    public async Task<HttpResponseMessage> SendEventAsync(string json)
    {
        using var body = new StringContent(json, Encoding.UTF8);
        body.Headers.ContentType = new MediaTypeHeaderValue(CloudEventReader.Structured);
        return await Client.PostAsync(new Uri("/api/events", UriKind.Relative), body);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, headers);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        return await SendAsync(request, headers);
    }

    /// <summary>The problem that an answer is; the answer must be one.</summary>
    public static async Task<Problem> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal(Problem.MediaType, answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), ApiJson.Default.Problem)!;
        Assert.Equal((int)answer.StatusCode, problem.Status);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }
}
