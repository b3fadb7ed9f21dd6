using System.Net.Sockets;

namespace Journeys.Local.Azurite;

/// <summary>Finds out who answers on a port.</summary>
internal interface IAzuriteProbe
{
    Task<PortAnswer> AskAsync(Uri service, CancellationToken cancellation);
}

/// <summary>Who answers on a port.</summary>
internal abstract record PortAnswer
{
    private PortAnswer() { }

    /// <summary>Nobody.</summary>
    public sealed record Nothing : PortAnswer;

    /// <summary>Azurite.</summary>
    /// <param name="Version">Such as <c>Azurite-Table/3.37.0</c>.</param>
    public sealed record Azurite(string Version) : PortAnswer;

    /// <summary>Another program.</summary>
    /// <param name="Name">What it calls itself, in words for a message.</param>
    public sealed record Stranger(string Name) : PortAnswer;
}

/// <summary>Asks over HTTP. Azurite names itself in the header Server of every answer, even of a refusal.</summary>
internal sealed class AzuriteProbe : IAzuriteProbe
{
    public async Task<PortAnswer> AskAsync(Uri service, CancellationToken cancellation)
    {
        // A connection of its own each time: one that is kept would end with the process that is asked about.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        client.Timeout = TimeSpan.FromSeconds(3);
        try
        {
            using var answer = await client.GetAsync(new Uri(service, "/"), cancellation);
            var server = answer.Headers.TryGetValues("Server", out var values) ? string.Join(' ', values) : "";
            return server.StartsWith("Azurite", StringComparison.OrdinalIgnoreCase)
                ? new PortAnswer.Azurite(server)
                : new PortAnswer.Stranger(server.Length > 0 ? server : "a web server that does not say its name");
        }
        catch (HttpRequestException fault) when (fault.InnerException is SocketException)
        {
            return new PortAnswer.Nothing();
        }
        catch (HttpRequestException)
        {
            return new PortAnswer.Stranger("a program that does not speak HTTP");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PortAnswer.Stranger("a program that does not answer");
        }
    }
}
