using Microsoft.Extensions.Hosting;

namespace Journeys.Local.Hosting;

/// <summary>Leaves Ctrl-C to the command: a web server that stopped by itself would stop before the rest of the host.</summary>
internal sealed class HostLife : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
