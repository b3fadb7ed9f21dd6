using System.Net;
using System.Net.Sockets;
using Journeys.Local.Azurite;
using Journeys.Local.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Journeys.Bench.Survive.Processes;

/// <summary>An Azurite that nobody watches over: it stays stopped, frozen or short of disk until it is told otherwise.</summary>
internal sealed class OwnAzurite : IAsyncDisposable
{
    private readonly AzuriteStarter starter;
    private IChildProcess process;

    private OwnAzurite(AzuriteStarter starter, IChildProcess process, StorageAccount account) =>
        (this.starter, this.process, Account) = (starter, process, account);

    public StorageAccount Account { get; }

    public bool IsRunning => !process.Exited.IsCompleted;

    /// <summary>Starts one on free ports.</summary>
    /// <param name="data">The folder of its data.</param>
    /// <param name="modules">The folder into which <c>npm ci</c> installed it.</param>
    public static async Task<OwnAzurite> StartAsync(string data, string modules)
    {
        Directory.CreateDirectory(data);
        var account = FreeAccount();
        var begun = new AzuriteStarter(
            new AzuritePlace(account, data, modules),
            new ChildProcesses(),
            new AzuriteProbe(),
            TimeProvider.System,
            NullLogger.Instance
        );
        return new(begun, await begun.StartAgainAsync(CancellationToken.None), account);
    }

    /// <summary>Asks it to save and end.</summary>
    public async Task StopAsync()
    {
        process.AskToStop();
        await process.Exited;
    }

    /// <summary>Starts it again where it was.</summary>
    public async Task StartAgainAsync()
    {
        process.Dispose();
        process = await starter.StartAgainAsync(CancellationToken.None);
    }

    public void Freeze() => Signals.Freeze(process.Mark.Id);

    public void Thaw() => Signals.Thaw(process.Mark.Id);

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await StopAsync();
        }

        process.Dispose();
    }

    /// <summary>A port where nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static StorageAccount FreeAccount()
    {
        var emulator = StorageAccount.Parse("UseDevelopmentStorage=true");
        return StorageAccount.Parse(
            $"AccountName={emulator.Name};AccountKey={Convert.ToBase64String(emulator.Key!)};"
                + $"TableEndpoint=http://127.0.0.1:{FreePort()}/{emulator.Name};"
                + $"QueueEndpoint=http://127.0.0.1:{FreePort()}/{emulator.Name}"
        );
    }
}
