#nullable disable

using Azure.Core;
using Journeys.AzureSdk;

namespace Azure.Messaging.ServiceBus;

public partial class ServiceBusClient : IAsyncDisposable
{
    protected ServiceBusClient() { }

    public ServiceBusClient(string connectionString, ServiceBusClientOptions options) => throw Declared.Only();

    public ServiceBusClient(
        string fullyQualifiedNamespace,
        TokenCredential credential,
        ServiceBusClientOptions options
    ) => throw Declared.Only();

    public virtual string FullyQualifiedNamespace => throw Declared.Only();

    public virtual bool IsClosed => throw Declared.Only();

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => throw Declared.Only();

    public virtual ValueTask DisposeAsync() => throw Declared.Only();
}

public partial class ServiceBusClientOptions
{
    public ServiceBusRetryOptions RetryOptions { get; set; } = new();
}

public partial class ServiceBusRetryOptions
{
    public ServiceBusRetryMode Mode { get; set; } = ServiceBusRetryMode.Exponential;

    public int MaxRetries { get; set; } = 3;

    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(0.8);

    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromMinutes(1);
}

public enum ServiceBusRetryMode
{
    Fixed = 0,
    Exponential = 1,
}
