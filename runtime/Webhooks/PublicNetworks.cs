using System.Net;
using System.Net.Sockets;

namespace Journeys.Runtime.Webhooks;

/// <summary>
/// Which addresses are of the public internet. Sources: IANA's registries of special-purpose IPv4 and IPv6 addresses (RFC
/// 6890 and its successors); learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16.
/// </summary>
public static class PublicNetworks
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", // this host
            "10.0.0.0/8", // private
            "100.64.0.0/10", // behind a carrier's NAT
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, and the metadata of clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocols
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // automatic multicast tunnelling
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarking
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "168.63.129.16/32", // Azure's own services, from inside
            "2001::/23", // protocols: Teredo, benchmarking, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which holds an IPv4 address
            "2620:4f:8000::/48", // AS112
            "3fff::/20", // documentation
        }.Select(IPNetwork.Parse),
    ];

    // Everything public is in here. What is not: loopback, IPv4-mapped, NAT64 (64:ff9b::/96), unique local (fc00::/7, and in it
    // the metadata of Amazon at fd00:ec2::254), link-local (fe80::/10), multicast.
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Never =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "169.254.0.0/16",
            "168.63.129.16/32",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2001::/32",
            "2002::/16",
            "fd00:ec2::254/128",
            "fe80::/10",
            "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>
    /// Whether an address is of the public internet. IPv4 in the guise of IPv6 is not: no name leads there in good faith.
    /// </summary>
    public static bool Has(IPAddress address) =>
        !address.IsIPv4MappedToIPv6
        && (address.AddressFamily == AddressFamily.InterNetwork || Global.Contains(address))
        && !NotPublic.Any(network => network.Contains(address));

    /// <summary>Whether an address is called by nobody, allowed by name or not: metadata of clouds, multicast, disguises.</summary>
    public static bool IsForbidden(IPAddress address) =>
        address.IsIPv4MappedToIPv6 || Never.Any(network => network.Contains(address));
}
