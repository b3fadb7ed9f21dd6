using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Journeys.Runtime.Api;

/// <summary>Stands before every handler: asks for the key, and turns exceptions into problem details.</summary>
public sealed class ApiGuard(ApiKey key, ILogger<ApiGuard> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        object? answer = null;
        var problem = await ServeAsync(context.HttpContext, async () => answer = await next(context));
        return problem ?? answer;
    }

    /// <summary>Serves a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="handle">Handles it, once it may be.</param>
    /// <param name="isOpen">Whether anybody may ask this; then no key is needed.</param>
    /// <returns>What is wrong; null when the handler has answered.</returns>
    public async Task<IResult?> ServeAsync(HttpContext http, Func<Task> handle, bool isOpen = false)
    {
        if (!isOpen && !key.Allows(http.Request))
        {
            return Problems.Unauthorized();
        }

        try
        {
            await handle();
            return null;
        }
        catch (Exception fault) when (!http.RequestAborted.IsCancellationRequested)
        {
            if (Problems.From(fault) is { } problem)
            {
                return problem;
            }

            RuntimeLog.RequestFailed(log, http.Request.Method, http.Request.Path, fault);
            return Problems.Ours();
        }
    }
}
