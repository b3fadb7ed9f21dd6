using System.Net;
using System.Net.Sockets;
using Journeys.Local.Hosting;
using Journeys.Local.Settings;

namespace Journeys.Local.Http;

/// <summary>Where the host listens.</summary>
/// <param name="Ip">An address of this machine, or the one that stands for all of them.</param>
/// <param name="Port">The port, never 0.</param>
internal sealed record HostAddress(IPAddress Ip, int Port)
{
    /// <summary>The address for people on this machine.</summary>
    public Uri Local =>
        new(
            Ip.Equals(IPAddress.IPv6Any) || Ip.Equals(IPAddress.Any) || IPAddress.IsLoopback(Ip)
                ? $"http://localhost:{Port}/"
                : $"http://{new IPEndPoint(Ip, Port)}/"
        );

    /// <summary>
    /// Finds the address, and a free port if any will do. A port that is taken is found here, before anything else is
    /// started.
    /// </summary>
    /// <exception cref="HostStartException">The host cannot listen there.</exception>
    public static HostAddress Find(LocalSettings settings)
    {
        var ip = Read(settings.Listen);
        try
        {
            using var listener = new TcpListener(ip, settings.Port);
            if (ip.Equals(IPAddress.IPv6Any))
            {
                listener.Server.DualMode = true;
            }

            listener.Start();
            return new(ip, ((IPEndPoint)listener.LocalEndpoint).Port);
        }
        catch (SocketException fault)
        {
            throw Taken(settings, fault);
        }
    }

    /// <summary>What to say when the host cannot listen.</summary>
    public static HostStartException Taken(LocalSettings settings, Exception fault) =>
        new(
            fault is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } or IOException
                    ? $"Port {settings.Port} is in use, maybe by another Journeys host. Stop it, or choose another port: "
                        + "--port 7072, or --port 0 for any free one."
                : fault is SocketException { SocketErrorCode: SocketError.AccessDenied }
                    ? $"Port {settings.Port} may not be used by this account. Choose another port: --port 7071."
                : $"The host cannot listen on {settings.Listen}:{settings.Port}: {fault.Message}. Leave --listen out to serve "
                    + "this machine alone.",
            fault
        );

    private static IPAddress Read(string listen) =>
        listen switch
        {
            "*" => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any,
            _ when listen.Equals("localhost", StringComparison.OrdinalIgnoreCase) => IPAddress.Loopback,
            _ when IPAddress.TryParse(listen, out var ip) => ip,
            _ => throw new HostStartException(
                $"The host cannot listen on \"{listen}\". Give an IP address of this machine, or * for all of them."
            ),
        };
}
