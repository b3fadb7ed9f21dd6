using System.Reflection;
using Journeys.Local.Clock;
using Journeys.Local.Http;
using Journeys.Local.Mail;
using Journeys.Local.Queue;
using Journeys.Local.Settings;
using Journeys.Local.Shards;
using Journeys.Local.Storage;
using Journeys.Runtime;
using Journeys.Runtime.Access;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Journeys.Local.Hosting;

/// <summary>Registers what this host adds to the runtime.</summary>
internal static class HostServices
{
    /// <summary>This program's version.</summary>
    public static string Version { get; } =
        typeof(HostServices)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "0.0.0";

    public static void AddLocalHost(
        this IServiceCollection services,
        LocalSettings settings,
        HostAddress address,
        HostPorts ports,
        HostClock clock
    )
    {
        services.AddSingleton(ports.Tables);
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new WallClock(clock.Wall));
        services.AddJourneysRuntime(
            new RuntimeSettings
            {
                Shards = settings.Shards,
                Rate = settings.Rate,
                SingleWriter = true,
                LoopbackWebhooks = true,
                ApiKey = settings.ApiKey,
                LinkKeys = settings.LinkKeys,
                RequestsAMinute = settings.RequestsAMinute,
                SendGridWebhookKey = settings.SendGridWebhookKey,
                Webhooks = settings.Webhooks,
                PublicAddress = settings.PublicAddress ?? address.Local,
                Version = Version,
            }
        );
        services.AddMail(settings.SendGrid);
        services.AddSingleton<LocalInstances>();
        services.AddSingleton<IInstances>(provider => provider.GetRequiredService<LocalInstances>());
        services.AddSingleton<IWaker>(provider => provider.GetRequiredService<LocalInstances>());
        services.AddSingleton<IInstanceMemory>(provider => provider.GetRequiredService<LocalInstances>());
        services.AddCapturedMailPlace();
        services.AddSingleton<IContactPlace>(new PoisonPlace(ports.Poison));
        services.AddSingleton<ClockStore>();
        services.AddQueue(ports.Queue, ports.Poison);
    }

    private static void AddQueue(this IServiceCollection services, IQueue queue, IQueue poison)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<QueueOutage>(provider, queue.Name));
        services.AddSingleton(provider => new MessageIntake(
            queue,
            poison,
            provider.GetRequiredService<Runtime.Events.EventIntake>(),
            provider.GetRequiredService<Runtime.Events.RejectedEvents>(),
            provider.GetRequiredService<QueueOutage>(),
            provider.GetRequiredService<HostClock>(),
            provider.GetRequiredService<ILogger<MessageIntake>>()
        ));
        services.AddSingleton(provider => new QueueIntake(
            queue,
            provider.GetRequiredService<MessageIntake>(),
            provider.GetRequiredService<QueueOutage>(),
            // The queue is real, and so are the pauses between looking into it.
            TimeProvider.System,
            provider.GetRequiredService<ILogger<QueueIntake>>()
        ));
    }

    /// <summary>The tables of the runtime and of this host.</summary>
    public static IEnumerable<string> Tables => [.. RuntimeServices.Tables, CapturedMail.Table, ClockStore.Table];

    /// <summary>Makes every table and queue of the host unless it is there.</summary>
    /// <exception cref="StorageUnavailableException">The store does not answer.</exception>
    public static async Task MakeAsync(this HostPorts ports, CancellationToken cancellation)
    {
        foreach (var table in Tables)
        {
            await ports.Tables.EnsureTableAsync(table, cancellation);
        }

        await ports.Queue.EnsureAsync(cancellation);
        await ports.Poison.EnsureAsync(cancellation);
    }
}
