using System.Net;
using System.Net.Sockets;

namespace Journeys.Runtime.Webhooks;

/// <summary>
/// Connects webhooks. It looks the name up itself and judges each address right before it connects to that very one, so that
/// a name whose address changes meanwhile (DNS rebinding) gets nowhere else.
/// </summary>
/// <param name="targets">Where webhooks may go.</param>
/// <param name="lookUp">Looks a name up; a test gives its own.</param>
public sealed class WebhookDialer(
    WebhookTargets targets,
    Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null
)
{
    /// <summary>The connection for a request of <see cref="SocketsHttpHandler"/>.</summary>
    /// <exception cref="WebhookRefusedException">None of the name's addresses may be called.</exception>
    /// <exception cref="SocketException">The name is not known, or nobody answers.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var address = context.InitialRequestMessage.RequestUri!;
        var found = IPAddress.TryParse(host, out var written)
            ? [written]
            : await (lookUp ?? Dns.GetHostAddressesAsync)(host, cancellation);
        var fit = found.Where(ip => targets.MayConnect(address, ip)).ToList();
        if (fit.Count == 0 && found.Length > 0)
        {
            throw new WebhookRefusedException(WebhookTargets.Inside(host));
        }

        var last = new SocketException((int)SocketError.HostNotFound);
        foreach (var ip in fit)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(ip, port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException fault)
            {
                socket.Dispose();
                last = fault;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last;
    }
}

/// <summary>A webhook leads where none may go. The message says where, and what to do if it shall.</summary>
public sealed class WebhookRefusedException(string message) : Exception(message);
