using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Journeys.Runtime.Access;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Journeys.Runtime.Tests.Api;

/// <summary>The API over a world, in this process.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ApiHost(WebApplication app, World world, FaultLog faults)
    {
        (this.app, World, Faults) = (app, world, faults);
        Client = app.GetTestClient();
    }

    public World World { get; }

    public HttpClient Client { get; }

    /// <summary>What it logged as faults of our own.</summary>
    public FaultLog Faults { get; }

    /// <summary>All its addresses.</summary>
    public IReadOnlyList<RouteEndpoint> Addresses =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>Carries requests to it, for a client that is given its own.</summary>
    public HttpMessageHandler Handler => app.GetTestServer().CreateHandler();

    public static async Task<ApiHost> StartAsync(World world, string? key = null, int? aMinute = null)
    {
        var faults = new FaultLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(faults);
        world.Register(builder.Services);
        if (key is not null)
        {
            builder.Services.AddSingleton(new HostKey(key));
        }

        if (aMinute is { } limit)
        {
            builder.Services.AddSingleton(new RequestRates(limit, TimeSpan.FromDays(1)));
        }

        var built = builder.Build();
        built.MapJourneysApi();
        built.MapLinkPages();
        await built.StartAsync();
        return new(built, world, faults);
    }

    /// <summary>A part of the host that serves.</summary>
    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(type))!;
    }

    /// <summary>The problem that a request is answered with.</summary>
    public async Task<Problem> ProblemAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string media = "application/json",
        string? key = null
    )
    {
        var answer = await SendAsync(method, path, body, media, key);
        Assert.Equal(Problem.MediaType, answer.Content.Headers.ContentType!.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync(ApiJson.Default.Problem))!;
        Assert.Equal((int)answer.StatusCode, problem.Status);
        return problem;
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string media = "application/json",
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, media);
        }

        if (key is not null)
        {
            request.Headers.Add(ApiKey.Header, key);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
