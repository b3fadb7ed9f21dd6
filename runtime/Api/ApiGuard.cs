using Journeys.Runtime.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Journeys.Runtime.Api;

/// <summary>Stands before every handler: lets in who may, and turns exceptions into problem details.</summary>
public sealed class ApiGuard(Admission admission, ILogger<ApiGuard> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        object? answer = null;
        var http = context.HttpContext;
        var problem = await ServeAsync(
            http,
            async () => answer = await next(context),
            ApiAddress.Of(http.GetEndpoint())
        );
        return problem ?? answer;
    }

    /// <summary>Serves a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="handle">Handles it, once it may be.</param>
    /// <param name="address">What it asks.</param>
    /// <returns>What is wrong; null when the handler has answered.</returns>
    public async Task<IResult?> ServeAsync(HttpContext http, Func<Task> handle, ApiAddress address)
    {
        try
        {
            if (await admission.RefuseAsync(http, address) is { } refusal)
            {
                return refusal;
            }

            await handle();
            return null;
        }
        catch (Exception fault) when (!http.RequestAborted.IsCancellationRequested)
        {
            if (Problems.From(fault) is { } problem)
            {
                return problem;
            }

            RuntimeLog.RequestFailed(log, http.Request.Method, Plain.Line(http.Request.Path), fault);
            return Problems.Ours();
        }
    }
}
