using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Journeys.Functions.Storage;
using Journeys.Runtime;
using Journeys.Runtime.Events;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Journeys.Functions.Events;

/// <summary>Registers what the event triggers use, and who publishes events.</summary>
public static class EventServices
{
    private const string Suffix = "fullyQualifiedNamespace";

    /// <summary>What the triggers for events use.</summary>
    public static IServiceCollection AddEventMessages(this IServiceCollection services) =>
        services.AddSingleton<TopicMessages>().AddSingleton<QueueMessages>();

    /// <summary>
    /// Publishes to the topic that <see cref="SettingsNames.ServiceBus"/> leads to. Without that setting nothing is
    /// registered, and events go straight to this host's own intake.
    /// </summary>
    public static IServiceCollection AddTopicPublisher(this IServiceCollection services, IConfiguration configuration)
    {
        if (!AzureConnection.IsSet(configuration, SettingsNames.ServiceBus, Suffix))
        {
            return services;
        }

        var connection = AzureConnection.Read(configuration, SettingsNames.ServiceBus, Suffix);
        return services
            .AddSingleton(_ => Client(connection))
            .AddSingleton(provider => provider.GetRequiredService<ServiceBusClient>().CreateSender(EventPlaces.Topic))
            .Replace(ServiceDescriptor.Singleton<IEventPublisher, TopicPublisher>());
    }

    private static ServiceBusClient Client(AzureConnection connection) =>
        connection switch
        {
            AzureConnection.Secret secret => new(secret.ConnectionString, Options()),
            AzureConnection.Identity identity => new(identity.Address, identity.Credential, Options()),
            _ => throw new UnreachableException($"{connection} is no connection."),
        };

    private static ServiceBusClientOptions Options() =>
        new()
        {
            // An event that cannot be published is tried again after a while, so the client need not be patient: it bridges
            // a lost connection, and 10 seconds are ample for a message of 64 KiB.
            RetryOptions = new ServiceBusRetryOptions
            {
                Mode = ServiceBusRetryMode.Exponential,
                MaxRetries = 2,
                Delay = TimeSpan.FromSeconds(0.5),
                MaxDelay = TimeSpan.FromSeconds(5),
                TryTimeout = TimeSpan.FromSeconds(10),
            },
        };
}
