using System.Reflection;
using Journeys.Functions.Events;
using Journeys.Functions.Instances;
using Journeys.Functions.Mail;
using Journeys.Functions.Settings;
using Journeys.Functions.Storage;
using Journeys.Functions.Upkeep;
using Journeys.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Functions.Hosting;

/// <summary>Registers what this host adds to the runtime.</summary>
public static class FunctionsServices
{
    /// <summary>This app's version.</summary>
    public static string Version { get; } =
        typeof(FunctionsServices)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "0.0.0";

    /// <summary>Registers the host: the runtime, and the runtime's ports over Azure's services.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's settings, for the connections in it.</param>
    /// <param name="settings">All its other settings.</param>
    /// <param name="isDevelopment">Whether this is a developer's machine: then webhooks may go to it.</param>
    public static IServiceCollection AddAzureHost(
        this IServiceCollection services,
        IConfiguration configuration,
        FunctionsSettings settings,
        bool isDevelopment
    ) =>
        services
            .AddSingleton(settings)
            .AddJourneysRuntime(
                new RuntimeSettings
                {
                    Shards = settings.Shards,
                    Rate = settings.Rate,
                    LoopbackWebhooks = isDevelopment,
                    ApiKey = settings.ApiKey,
                    LinkKeys = settings.LinkKeys,
                    RequestsAMinute = settings.RequestsAMinute,
                    Webhooks = settings.Webhooks,
                    IsBehindFrontEnd = !isDevelopment,
                    SendGridWebhookKey = settings.SendGridWebhookKey,
                    PublicAddress = settings.PublicAddress,
                    Version = Version,
                }
            )
            .AddAzureTables(configuration, settings.TablePrefix)
            .AddTopicPublisher(configuration)
            .AddEventMessages()
            .AddSendGrid(settings.SendGrid)
            .AddDurableInstances()
            .AddHostedService<Preparation>()
            .AddHostedService<MovingService>()
            .AddHostedService<ErasingService>();
}
