using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Journeys.Runtime.Access;

/// <summary>An address of the host, and who may ask it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its parameters in braces.</param>
/// <param name="Needs">The role that is enough; null where <paramref name="IsOpen"/> says so, or where any key will do.</param>
/// <param name="IsOpen">Whether anybody may ask: then no key is looked at.</param>
public sealed record ApiAddress(string Method, string Path, Role? Needs, bool IsOpen = false)
{
    private const string Get = "GET";
    private const string Post = "POST";

    /// <summary>
    /// Every address of both hosts. What is not in it needs <see cref="Role.Admin"/>, so that a new address is closed until
    /// somebody has thought about it; a test holds it to the routes of both hosts.
    /// </summary>
    public static readonly IReadOnlyList<ApiAddress> All =
    [
        new(Post, "/api/events", Role.Events),
        new(Get, "/api/journeys", Role.Reader),
        new(Get, "/api/journeys/{journey}", Role.Reader),
        new("PUT", "/api/journeys/{journey}", Role.Marketing),
        new(Get, "/api/journeys/{journey}/instances", Role.Reader),
        new(Get, "/api/journeys/{journey}/why-not", Role.Reader),
        new(Get, "/api/journeys/{journey}/versions", Role.Reader),
        new(Get, "/api/journeys/{journey}/versions/{version}", Role.Reader),
        new(Get, "/api/sending", Role.Reader),
        new(Post, "/api/journeys/{journey}/sending/{action}", Role.Operations),
        new(Get, "/api/instances/{id}", Role.Reader),
        new(Get, "/api/instances/{id}/record", Role.Reader),
        new(Post, "/api/instances/{id}/{action}", Role.Operations),
        new(Get, "/api/dead-letters", Role.Operations),
        new(Get, "/api/dead-letters/{id}", Role.Operations),
        new(Post, "/api/dead-letters/replay", Role.Operations),
        new(Post, "/api/dead-letters/discard", Role.Operations),
        new(Post, "/api/dead-letters/{id}/replay", Role.Operations),
        new(Post, "/api/dead-letters/{id}/discard", Role.Operations),
        new(Get, "/api/doctor", Role.Operations),
        new(Post, "/api/doctor/repair", Role.Operations),
        new(Get, "/api/tasks", Role.Reader),
        new(Get, "/api/tasks/{id}", Role.Reader),
        new(Post, "/api/tasks/{id}/{outcome}", Role.Sales),
        new(Get, "/api/contacts/{id}", Role.Reader),
        new("DELETE", "/api/contacts/{id}", Role.Admin),
        new(Get, "/api/contacts/{id}/erasure", Role.Operations),
        new(Get, "/api/contacts/{id}/export", Role.Operations),
        new(Get, "/api/erasures/{receipt}", Role.Reader),
        new(Get, "/api/mail", Role.Reader),
        // The links in a mail act as whoever it was sent to.
        new(Get, "/api/mail/{id}", Role.Operations),
        new(Get, "/api/keys", Role.Admin),
        new(Post, "/api/keys", Role.Admin),
        new(Post, "/api/keys/{id}/rotate", Role.Admin),
        new("DELETE", "/api/keys/{id}", Role.Admin),
        new(Get, "/api/health", null, IsOpen: true),
        // SendGrid cannot send a key, and signs what it says instead.
        new(Post, "/api/webhooks/sendgrid", null, IsOpen: true),
        new(Get, "/unsubscribe", null, IsOpen: true),
        new(Post, "/unsubscribe", null, IsOpen: true),
        new(Get, "/preferences", null, IsOpen: true),
        new(Post, "/preferences", null, IsOpen: true),
        new(Get, "/decide", null, IsOpen: true),
        new(Post, "/decide", null, IsOpen: true),
    ];

    /// <summary>What is no address: whoever has a key is told so.</summary>
    public static readonly ApiAddress Nowhere = new("", "", null);

    /// <summary>The entry of a route.</summary>
    /// <param name="method">The method; null when the route takes every one, as the one for wrong addresses does.</param>
    /// <param name="path">Its pattern.</param>
    public static ApiAddress Of(string? method, string path) =>
        method is null
            ? Nowhere
            : All.FirstOrDefault(known =>
                known.Method.Equals(method, StringComparison.OrdinalIgnoreCase)
                && known.Path.Equals("/" + path.Trim('/'), StringComparison.OrdinalIgnoreCase)
            ) ?? new(method, path, Role.Admin);

    /// <summary>The entry of the endpoint that routing chose.</summary>
    public static ApiAddress Of(Endpoint? endpoint) =>
        endpoint is RouteEndpoint route
            ? Of(route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0], route.RoutePattern.RawText ?? "")
            : Nowhere;

    /// <summary>The methods that a path can be asked with; none when there is no such path.</summary>
    public static IReadOnlyList<string> Methods(string path) =>
        [
            .. All.Where(known => Fits(known.Path.Split('/'), path.TrimEnd('/').Split('/')))
                .Select(known => known.Method),
        ];

    private static bool Fits(string[] pattern, string[] path) =>
        pattern.Length == path.Length
        && pattern
            .Zip(path)
            .All(part =>
                part.First.StartsWith('{')
                    ? part.Second.Length > 0
                    : part.First.Equals(part.Second, StringComparison.OrdinalIgnoreCase)
            );
}
