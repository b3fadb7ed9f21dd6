using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary>Whether a request bears the host's key. Keys are compared in constant time, so they cannot be felt out.</summary>
public sealed class ApiKey(RuntimeSettings settings)
{
    /// <summary>The header that carries the key.</summary>
    public const string Header = "X-Api-Key";

    /// <summary>
    /// The header that the Functions host asks for, on Azure. Clients send their key in both, and need not know which host
    /// answers. Source: learn.microsoft.com/azure/azure-functions/function-keys-how-to.
    /// </summary>
    public const string FunctionsHeader = "x-functions-key";

    private const string Bearer = "Bearer ";

    /// <summary>Whether the request may be served: it bears the key, or the host has none.</summary>
    public bool Allows(HttpRequest request) =>
        string.IsNullOrEmpty(settings.ApiKey) || Matches(KeyOf(request), settings.ApiKey);

    private static string KeyOf(HttpRequest request)
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

    // Hashes have one length, so not even the key's length shows in the time.
    private static bool Matches(string given, string key) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(key))
        );
}
