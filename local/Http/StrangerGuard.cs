using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;

namespace Journeys.Local.Http;

/// <summary>
/// Keeps web pages of others out of a host that has no key. A page that a browser shows may send requests to this machine
/// too, and a name that is made to lead here (DNS rebinding) lets it read the answers: so only this machine's own names are
/// served, and what changes something must not come from another origin.
/// </summary>
/// <param name="publicHost">The host's own public name; null when it has none.</param>
internal sealed class StrangerGuard(string? publicHost)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]", "::1"];

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!IsOurs(request.Host.Host))
        {
            return RefuseAsync(
                context,
                $"This host does not answer to the name \"{request.Host.Host}\". Use localhost."
            );
        }

        var origin = request.Headers.Origin.ToString();
        var safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return safe || origin.Length == 0 || IsOurs(origin)
            ? next(context)
            : RefuseAsync(context, $"Requests of pages from {origin} are not served.");
    }

    private bool IsOurs(string name)
    {
        var host = Uri.TryCreate(name, UriKind.Absolute, out var origin) && origin.Host.Length > 0 ? origin.Host : name;
        return Loopback.Append(publicHost).Contains(host, StringComparer.OrdinalIgnoreCase);
    }

    private static Task RefuseAsync(HttpContext context, string detail) =>
        Results
            .Json(
                new Problem("about:blank", "Not from here", StatusCodes.Status403Forbidden, detail),
                ApiJson.Answers.Problem,
                Problem.MediaType,
                StatusCodes.Status403Forbidden
            )
            .ExecuteAsync(context);
}
