using System.Net;

namespace Journeys.Runtime.Webhooks;

/// <summary>
/// Where webhooks may go: over https to port 443 of the public internet, and to what the settings name. A journey's author
/// may write any address, and a contact's field may be part of it; neither shall reach into the network that the host is in.
/// </summary>
/// <param name="settings">What the settings name.</param>
/// <param name="isLoopbackOpen">Whether this very machine may be called, over http too and on any port: for trying things out.</param>
public sealed class WebhookTargets(WebhookSettings settings, bool isLoopbackOpen)
{
    private const int Https = 443;

    /// <summary>What is wrong with an address as it is written; null when it may be called as far as that tells.</summary>
    public string? Problem(Uri address) =>
        address.UserInfo.Length > 0
            ? $"{Shown(address)} holds a user name or a password, which would be in every history: sign webhooks instead"
        : IsNamed(address) || IsHere(address) ? null
        : address.Scheme != Uri.UriSchemeHttps ? $"{Shown(address)} is not an absolute https address"
        : address.Port != Https
            ? $"{Shown(address)} goes to port {address.Port}: webhooks go to {Https}, or where {SettingsNames.WebhooksAllow} says"
        : IPAddress.TryParse(address.IdnHost, out var ip) && !PublicNetworks.Has(ip) ? Inside(address.IdnHost)
        : null;

    /// <summary>Whether a connection may be made, now that the name has become an address.</summary>
    public bool MayConnect(Uri address, IPAddress ip) =>
        !PublicNetworks.IsForbidden(ip)
        && (IsNamed(address) || (IsHere(address) && IPAddress.IsLoopback(ip)) || PublicNetworks.Has(ip));

    /// <summary>Why nothing of a host may be called.</summary>
    public static string Inside(string host) =>
        $"{host} is not on the public internet, so it is not called: name it in {SettingsNames.WebhooksAllow} if it is yours";

    /// <summary>An address without what may be secret in it: its user, its query and its fragment.</summary>
    public static string Shown(Uri address) =>
        Plain.Line(
            address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped),
            200
        );

    private bool IsNamed(Uri address) => settings.Allowed.Any(target => target.Is(address));

    private bool IsHere(Uri address) =>
        isLoopbackOpen
        && address.IsLoopback
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
