using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Tests.Events;

/// <summary>Settles nothing, and remembers what it was told, in order.</summary>
internal sealed class FakeActions : ServiceBusMessageActions
{
    /// <summary><c>complete 1</c>, <c>dead-letter 2: Malformed: why</c>, <c>abandon 3</c>.</summary>
    public List<string> Settled { get; } = [];

    /// <summary>What settling a message meets; null: nothing.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    public override Task CompleteMessageAsync(
        ServiceBusReceivedMessage message,
        CancellationToken cancellationToken = default
    ) => Settle(message, $"complete {message.MessageId}");

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default
    ) => Settle(message, $"abandon {message.MessageId}");

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default
    ) => Settle(message, $"dead-letter {message.MessageId}: {deadLetterReason}: {deadLetterErrorDescription}");

    private Task Settle(ServiceBusReceivedMessage message, string how)
    {
        if (Fault(message.MessageId) is { } fault)
        {
            return Task.FromException(fault);
        }

        Settled.Add(how);
        return Task.CompletedTask;
    }
}

/// <summary>The hold on a session: it lasts a minute, and is renewed for another.</summary>
internal sealed class FakeSession : ServiceBusSessionMessageActions
{
    private readonly TimeProvider clock;

    public FakeSession(TimeProvider clock)
    {
        this.clock = clock;
        SessionLockedUntil = clock.GetUtcNow().AddMinutes(1);
    }

    public int Renewed { get; private set; }

    public int Released { get; private set; }

    /// <summary>What renewing meets; null: nothing.</summary>
    public Exception? Fault { get; set; }

    public override DateTimeOffset SessionLockedUntil { get; protected set; }

    public override Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        if (Fault is not null)
        {
            return Task.FromException(Fault);
        }

        Renewed++;
        SessionLockedUntil = clock.GetUtcNow().AddMinutes(1);
        return Task.CompletedTask;
    }

    public override Task ReleaseSession(CancellationToken cancellationToken = default)
    {
        Released++;
        return Fault is null ? Task.CompletedTask : Task.FromException(Fault);
    }
}
