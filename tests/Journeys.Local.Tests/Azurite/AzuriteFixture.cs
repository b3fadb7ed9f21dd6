using System.Net;
using System.Net.Sockets;
using Journeys.Local.Azurite;
using Journeys.Local.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Journeys.Local.Tests.Azurite;

/// <summary>An Azurite of the tests' own: free ports, and a folder that goes away with it.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("journeys-azurite-").FullName;
    private AzuriteProcess? azurite;

    public StorageAccount Account { get; } = FreeAccount();

    /// <summary>The emulator's account, on ports where nobody listens.</summary>
    public static StorageAccount FreeAccount()
    {
        var emulator = StorageAccount.Parse("UseDevelopmentStorage=true");
        return StorageAccount.Parse(
            $"AccountName={emulator.Name};AccountKey={Convert.ToBase64String(emulator.Key!)};"
                + $"TableEndpoint=http://127.0.0.1:{FreePort()}/{emulator.Name};"
                + $"QueueEndpoint=http://127.0.0.1:{FreePort()}/{emulator.Name}"
        );
    }

    /// <summary>The folder into which "npm ci" installs Azurite.</summary>
    public static string Modules()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Journeys.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    public async Task InitializeAsync() =>
        azurite = await AzuriteProcess.StartAsync(
            new AzuritePlace(Account, data, Modules()),
            NullLogger.Instance,
            default
        );

    public async Task DisposeAsync()
    {
        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }

        Directory.Delete(data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Tests that share one Azurite. They make tables and queues of their own, so they do not meet.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
