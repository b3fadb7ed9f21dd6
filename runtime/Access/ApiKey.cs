using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Access;

/// <summary>Where a request carries its key.</summary>
public static class ApiKey
{
    /// <summary>The header that carries the key.</summary>
    public const string Header = "X-Api-Key";

    /// <summary>
    /// The header that the Functions host asks for, on Azure. Clients send their key in both, and need not know which host
    /// answers. Source: learn.microsoft.com/azure/azure-functions/function-keys-how-to.
    /// </summary>
    public const string FunctionsHeader = "x-functions-key";

    private const string Bearer = "Bearer ";

    /// <summary>The key of a request; empty when it bears none.</summary>
    public static string Of(HttpRequest request)
    {
        var header = request.Headers[Header].ToString();
        if (header.Length > 0)
        {
            return header;
        }

        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : "";
    }
}
