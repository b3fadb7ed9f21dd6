using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Journeys.Functions.Http;

/// <summary>
/// Stands before every function that answers HTTP, as the local host's pipeline does: asks for a key of ours if the host
/// has one, limits what is sent and how often, and turns exceptions into problem details. Without it the worker answers an exception with 200 and
/// nothing. The pipeline of ASP.NET Core itself cannot be extended in a Functions worker.
/// </summary>
public sealed class ApiMiddleware(ApiGuard guard) : IFunctionsWorkerMiddleware
{
    /// <summary>Not an async method: Durable refuses an orchestrator that is reached by way of a single await.</summary>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http ? AnswerAsync(context, http, next) : next(context);

    // What a function answers is carried out here, so that a fault in that is told too; left to the worker, it would also be
    // serialized for the Functions host, which has no use for it.
    private async Task AnswerAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next)
    {
        var problem = await ServeAsync(http, RunAsync, context.FunctionDefinition.Name);
        context.GetInvocationResult().Value = null;
        await (problem?.ExecuteAsync(http) ?? Task.CompletedTask);

        async Task RunAsync()
        {
            await next(context);
            if (context.GetInvocationResult().Value is IResult answer)
            {
                await answer.ExecuteAsync(http);
            }
        }
    }

    /// <summary>Serves a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="function">Runs the function.</param>
    /// <param name="name">The function's name.</param>
    /// <returns>What is wrong; null when the function has answered.</returns>
    internal Task<IResult?> ServeAsync(HttpContext http, Func<Task> function, string name)
    {
        http.Response.Advise();
        // The worker would take 30 MB, and the Functions host before it even more.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = ApiRequest.BodyLimit;
        }

        return guard.ServeAsync(http, function, FunctionAddresses.Of(name));
    }
}
