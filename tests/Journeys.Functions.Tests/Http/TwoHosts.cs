using System.Reflection;
using System.Text;
using Journeys.Functions.Http;
using Journeys.Functions.Instances;
using Journeys.Runtime.Access;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Functions.Tests.Http;

/// <summary>
/// The API of the local host, and the functions behind the worker's routing, each over a world of its own in which the same
/// happened. What is asked is asked of both.
/// </summary>
internal sealed class TwoHosts : IAsyncDisposable
{
    private readonly WebApplication local;
    private readonly WebApplication functions;

    private TwoHosts(WebApplication local, WebApplication functions, World here, World there) =>
        (this.local, this.functions, Worlds) = (local, functions, [here, there]);

    public IReadOnlyList<World> Worlds { get; }

    public static async Task<TwoHosts> StartAsync(string? key = null)
    {
        var (here, there) = (await World.StartAsync(), await World.StartAsync());
        var hosts = new TwoHosts(Build(here, key), Build(there, key), here, there);
        hosts.local.Use(
            (context, next) =>
            {
                context.Response.Advise();
                return next(context);
            }
        );
        hosts.local.UseRouting();
        hosts.local.MapJourneysApi();
        MapFunctions(hosts.functions);
        await hosts.local.StartAsync();
        await hosts.functions.StartAsync();
        return hosts;
    }

    /// <summary>What both hosts answer to a request; they are expected to answer the same.</summary>
    public async Task<string> AskAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string media = "application/json",
        string? key = null
    )
    {
        var expected = await AskAsync(local, method, path, body, media, key);
        Assert.Equal(expected, await AskAsync(functions, method, path, body, media, key));
        return expected;
    }

    /// <summary>What the functions alone answer.</summary>
    public Task<string> AskFunctionsAsync(HttpMethod method, string path) =>
        AskAsync(functions, method, path, null, "", null);

    public async ValueTask DisposeAsync()
    {
        await local.DisposeAsync();
        await functions.DisposeAsync();
    }

    private static async Task<string> AskAsync(
        WebApplication app,
        HttpMethod method,
        string path,
        string? body,
        string media,
        string? key
    )
    {
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, media);
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        using var answer = await client.SendAsync(request);
        var advice = answer
            .Headers.OrderBy(header => header.Key)
            .Select(header => header.Key + ": " + header.Value.First());
        return string.Join(
            '\n',
            [
                $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType}",
                .. advice,
                await answer.Content.ReadAsStringAsync(),
            ]
        );
    }

    private static WebApplication Build(World world, string? key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        world.Register(builder.Services);
        builder.Services.AddSingleton<ApiMiddleware>().AddSingleton<DurableClients>();
        if (key is not null)
        {
            builder.Services.AddSingleton(new HostKey(key));
        }

        return builder.Build();
    }

    // As the worker does it: a route for each function, the middleware, the function, and its result carried out.
    private static void MapFunctions(WebApplication app)
    {
        foreach (var function in HttpFunction.All)
        {
            RequestDelegate serve = http => ServeAsync(function, http);
            if (function.Methods.Count == 0)
            {
                app.Map(function.Route, serve);
            }
            else
            {
                app.MapMethods(function.Route, function.Methods, serve);
            }
        }
    }

    private static async Task ServeAsync(HttpFunction function, HttpContext http)
    {
        IResult? answer = null;
        var middleware = http.RequestServices.GetRequiredService<ApiMiddleware>();
        var problem = await middleware.ServeAsync(
            http,
            async () => answer = await InvokeAsync(function.Method, http),
            function.Name
        );
        await (problem ?? answer!).ExecuteAsync(http);
    }

    private static async Task<IResult> InvokeAsync(MethodInfo method, HttpContext http)
    {
        var target = method.IsStatic
            ? null
            : ActivatorUtilities.CreateInstance(http.RequestServices, method.DeclaringType!);
        // The instances of these worlds never sleep, so that the Durable client is never asked.
        object?[] given =
        [
            .. method
                .GetParameters()
                .Select(parameter =>
                    parameter.ParameterType == typeof(HttpRequest) ? http.Request
                    : parameter.ParameterType == typeof(CancellationToken) ? http.RequestAborted
                    : (object?)null
                ),
        ];
        return method.Invoke(target, given) switch
        {
            Task<IResult> later => await later,
            IResult now => now,
            var other => throw new InvalidOperationException($"{method.Name} answers {other}."),
        };
    }
}
