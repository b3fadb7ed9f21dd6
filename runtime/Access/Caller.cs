using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Access;

/// <summary>Who asks, as their key says.</summary>
/// <param name="Name">The name of the key's owner; null when nobody knows: for the key of the settings, and where none is asked for.</param>
/// <param name="Key">The key's id; null likewise.</param>
/// <param name="Roles">What they may do.</param>
public sealed record Caller(string? Name, string? Key, IReadOnlyList<Role> Roles)
{
    /// <summary>
    /// Whoever bears the key of the settings, which several people may know; or asks a host that has none: it serves its own
    /// machine, or stands behind another door.
    /// </summary>
    public static readonly Caller Host = new(null, null, [Role.Admin]);

    /// <summary>Whether one of the roles is enough for what needs this one.</summary>
    public bool May(Role needed) =>
        Roles.Contains(Role.Admin)
        || Roles.Contains(needed)
        || (needed == Role.Reader && Roles.Any(role => role is Role.Marketing or Role.Sales or Role.Operations));
}

/// <summary>The caller of a request, once its key was looked at.</summary>
public static class Callers
{
    /// <summary>Who asks; <see cref="Caller.Host"/> for what anybody may ask.</summary>
    public static Caller Caller(this HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>() ?? Access.Caller.Host;
}
