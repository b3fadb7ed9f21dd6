using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Access;

/// <summary>
/// Decides who comes in, before anything else is done for a request: its size, its key, how often its sender asks, and
/// whether the key is for this address.
/// </summary>
public sealed class Admission(Keyring keys, RequestRates rates, RuntimeSettings settings)
{
    /// <summary>Looks at a request, and notes who asks for <see cref="Callers.Caller"/>.</summary>
    /// <param name="http">The request.</param>
    /// <param name="address">What it asks.</param>
    /// <returns>Why it is not served; null when it is.</returns>
    /// <exception cref="Tables.StorageUnavailableException">The key is to be looked up, and the store does not answer.</exception>
    public async ValueTask<IResult?> RefuseAsync(HttpContext http, ApiAddress address)
    {
        if (RequestSize.Problem(http.Request) is { } tooLarge)
        {
            return tooLarge;
        }

        var remote = RequestRates.Remote(http, settings.IsBehindFrontEnd);
        if (address.IsOpen)
        {
            return Limit(remote);
        }

        var given = ApiKey.Of(http.Request);
        if (!keys.IsNoGuess(given) && rates.Suspects(remote) is { } wait)
        {
            return Problems.TooManyWrongKeys(http, wait);
        }

        if (await keys.RecogniseAsync(given, http.RequestAborted) is not { } caller)
        {
            return Unknown(given, remote);
        }

        http.Features.Set(caller);
        return Limit(caller.Key ?? remote)
            ?? (address.Needs is { } needed && !caller.May(needed) ? Problems.Forbidden(caller, needed) : null);

        IResult? Limit(string who) =>
            !IsAtHome(remote) && rates.Take(who) is { } pause ? Problems.TooManyRequests(http, pause) : null;

        IResult Unknown(string key, string from)
        {
            if (key.Length > 0)
            {
                rates.Wrong(from);
            }

            return Problems.Unauthorized();
        }
    }

    // Whoever tries a host out on their own machine shall not be held up.
    private bool IsAtHome(string remote) => keys.IsOpen && remote is "127.0.0.1" or "::1";
}
