using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Journeys.Local;
using Journeys.Local.Azurite;
using Journeys.Local.Hosting;
using Journeys.Local.Http;
using Journeys.Local.Settings;
using Journeys.Local.Storage;
using Microsoft.Extensions.Logging;

namespace Journeys.Bench.Host;

/// <summary>A local host on an Azurite of its own: free ports, and a folder that goes away with it.</summary>
internal sealed class PrivateHost : IAsyncDisposable
{
    private const int Tries = 3;

    private readonly string folder;
    private readonly ILoggerFactory loggers;

    private PrivateHost(string folder, ILoggerFactory loggers, LocalHost local, WatchedTables tables) =>
        (this.folder, this.loggers, Local, Tables) = (folder, loggers, local, tables);

    public LocalHost Local { get; }

    /// <summary>The host's tables, which tell what passes.</summary>
    public WatchedTables Tables { get; }

    /// <summary>The processor time that the Azurite has taken so far.</summary>
    public TimeSpan AzuriteTime
    {
        get
        {
            var place = new AzuritePlace(Local.Ports.Account!, Local.Ports.AzuriteData!, Repository.Root);
            using var azurite = Process.GetProcessById(place.ReadMark()!.Azurite.Id);
            return azurite.TotalProcessorTime;
        }
    }

    /// <summary>Starts the host with the journey <c>five-steps</c>.</summary>
    public static async Task<PrivateHost> StartAsync(CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("journeys-bench-").FullName;
        var logging = HostLogging.Create(verbose: false);
        for (var left = Tries; ; left--)
        {
            try
            {
                return await StartAsync(data, logging, cancellation);
            }
            catch (AzuriteException) when (left > 1)
            {
                // Somebody else took a port between finding it free and listening there.
            }
        }
    }

    private static async Task<PrivateHost> StartAsync(
        string data,
        ILoggerFactory logging,
        CancellationToken cancellation
    )
    {
        var settings = new LocalSettings
        {
            Storage = FreeAccount(),
            Port = 0,
            Workspace = Path.Combine(Repository.Root, "bench", "Host", "workspace"),
            AzuriteData = Path.Combine(data, "azurite"),
            AzuriteModules = Repository.Root,
        };
        var address = HostAddress.Find(settings);
        var ports = await HostPorts.OpenAsync(settings, logging, cancellation);
        var tables = new WatchedTables(ports.Tables);
        var watched = ports with { Tables = tables };
        var local = await HostStart.RunAsync(settings, address, watched, logging, _ => { }, cancellation);
        return new(data, logging, local, tables);
    }

    public async ValueTask DisposeAsync()
    {
        await Local.DisposeAsync();
        loggers.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // The emulator's account, on ports where nobody listens.
    private static string FreeAccount()
    {
        var emulator = StorageAccount.Parse("UseDevelopmentStorage=true");
        return $"AccountName={emulator.Name};AccountKey={Convert.ToBase64String(emulator.Key!)};"
            + $"TableEndpoint=http://127.0.0.1:{FreePort()}/{emulator.Name};"
            + $"QueueEndpoint=http://127.0.0.1:{FreePort()}/{emulator.Name}";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
