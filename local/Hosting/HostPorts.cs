using Journeys.Local.Azurite;
using Journeys.Local.Settings;
using Journeys.Local.Storage;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;

namespace Journeys.Local.Hosting;

/// <summary>What a host stands on: its tables and queues, and the Azurite below them if that is its own.</summary>
/// <param name="Tables">The tables.</param>
/// <param name="Queue">Where events come from.</param>
/// <param name="Poison">Where messages go that are given up.</param>
public sealed record HostPorts(ITables Tables, IQueue Queue, IQueue Poison) : IAsyncDisposable
{
    private const int UsualTablePort = 10002;

    /// <summary>The Azurite; null when the storage is somewhere else.</summary>
    public AzuriteProcess? Azurite { get; private init; }

    /// <summary>Where an Azurite of ours keeps its data; null when there is none.</summary>
    public string? AzuriteData { get; private init; }

    /// <summary>The storage account; null when it is none.</summary>
    public StorageAccount? Account { get; private init; }

    /// <summary>Opens the storage account, and starts an Azurite if it is on this machine and none answers.</summary>
    /// <exception cref="AzuriteException">It cannot be had. The message says why, and what to do.</exception>
    public static async Task<HostPorts> OpenAsync(
        LocalSettings settings,
        ILoggerFactory loggers,
        CancellationToken cancellation
    )
    {
        var account = StorageAccount.Parse(settings.Storage);
        var data = DataFolder(settings, account);
        var azurite =
            account.IsLocal && settings.StartsAzurite
                ? await AzuriteProcess.StartAsync(
                    new AzuritePlace(account, data, settings.AzuriteModules),
                    loggers.CreateLogger($"{HostLogging.Category}.Azurite"),
                    cancellation
                )
                : null;
        return new(
            new PrefixedTables(new AzureTables(account), settings.TablePrefix),
            new AzureQueue(account, settings.Queue),
            new AzureQueue(account, PoisonOf(settings.Queue))
        )
        {
            Azurite = azurite,
            AzuriteData = azurite is { IsOurs: true } ? data : null,
            Account = account,
        };
    }

    /// <summary>The name of a queue's poison queue.</summary>
    public static string PoisonOf(string queue) => $"{queue}-poison";

    public ValueTask DisposeAsync() => Azurite?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Two Azurites must not share a folder, and those that run at the same time have different ports.
    private static string DataFolder(LocalSettings settings, StorageAccount account) =>
        account.Tables.Port == UsualTablePort ? settings.AzuriteData : $"{settings.AzuriteData}-{account.Tables.Port}";
}
