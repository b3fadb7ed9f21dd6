using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Access;

/// <summary>How large a request may be before its body. Servers have limits of their own; these are the same on both hosts.</summary>
public static class RequestSize
{
    /// <summary>The most characters of a path with its query.</summary>
    public const int Address = 6 * 1024;

    /// <summary>The most characters of all headers together.</summary>
    public const int Headers = 24 * 1024;

    /// <summary>What is too large; null when nothing is.</summary>
    public static IResult? Problem(HttpRequest request)
    {
        var address = (request.Path.Value?.Length ?? 0) + (request.QueryString.Value?.Length ?? 0);
        if (address > Address)
        {
            return Problems.AddressTooLong($"The address has {address} characters, at most {Address} are read.");
        }

        var headers = request.Headers.Sum(header => header.Key.Length + header.Value.Sum(value => value?.Length ?? 0));
        return headers > Headers
            ? Problems.HeadersTooLarge($"The headers have {headers} characters, at most {Headers} are read.")
            : null;
    }
}
