using System.Diagnostics.CodeAnalysis;

namespace Journeys.Runtime.Webhooks;

/// <summary>A host of one's own network that webhooks may go to, because the settings name it.</summary>
/// <param name="Scheme"><c>https</c>, or <c>http</c> where the setting says so.</param>
/// <param name="Host">The host's name or address, in lower case and ASCII.</param>
/// <param name="Port">The port.</param>
public sealed record AllowedTarget(string Scheme, string Host, int Port)
{
    /// <summary>Reads <c>crm.internal</c>, <c>crm.internal:8443</c> or <c>http://crm.internal:8080</c>.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out AllowedTarget? target)
    {
        target = null;
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (
            !Uri.TryCreate(whole, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.PathAndQuery != "/"
            || uri.UserInfo.Length > 0
            || uri.IdnHost.Length == 0
        )
        {
            return false;
        }

        target = new(uri.Scheme, HostOf(uri), uri.Port);
        return true;
    }

    /// <summary>Whether an address leads there.</summary>
    public bool Is(Uri address) => Scheme == address.Scheme && Port == address.Port && Host == HostOf(address);

    // A dot at the end changes nothing for DNS.
    private static string HostOf(Uri uri) => uri.IdnHost.TrimEnd('.').ToLowerInvariant();
}
