#nullable disable

using Journeys.AzureSdk;

namespace Azure.Messaging.ServiceBus;

public partial class ServiceBusSender : IAsyncDisposable
{
    protected ServiceBusSender() { }

    public virtual string EntityPath => throw Declared.Only();

    public virtual string FullyQualifiedNamespace => throw Declared.Only();

    public virtual bool IsClosed => throw Declared.Only();

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
        throw Declared.Only();

    public virtual ValueTask DisposeAsync() => throw Declared.Only();
}
