using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Journeys.Functions.Events;

/// <summary>
/// Settles messages. A settlement that fails is harmless: the lock on the message or on its session was lost, the message
/// comes again, and its events are known then.
/// </summary>
/// <remarks>
/// The functions host settles on our behalf, so its failures reach us as the faults of a remote call, whatever Service Bus
/// said; every fault is therefore taken for what it most likely is. Nothing is cancelled: what was decided is done.
/// </remarks>
internal sealed class Settlement(ServiceBusMessageActions actions, ILogger log)
{
    /// <summary>The longest reason and the longest description that Service Bus keeps.</summary>
    public const int MostCharacters = 4_096;

    /// <summary>Settles a message as was decided.</summary>
    public Task SettleAsync(ServiceBusReceivedMessage message, Verdict verdict)
    {
        if (verdict is not Verdict.Refused refused)
        {
            return TryAsync(message, () => actions.CompleteMessageAsync(message, CancellationToken.None));
        }

        EventsLog.DeadLettered(log, message.MessageId, refused.Kind, refused.Why);
        return TryAsync(
            message,
            () =>
                actions.DeadLetterMessageAsync(
                    message,
                    deadLetterReason: refused.Kind,
                    deadLetterErrorDescription: Short(refused.Why),
                    cancellationToken: CancellationToken.None
                )
        );
    }

    /// <summary>Gives a message back, so that it comes again.</summary>
    public Task LetGoAsync(ServiceBusReceivedMessage message) =>
        TryAsync(message, () => actions.AbandonMessageAsync(message, cancellationToken: CancellationToken.None));

    private async Task TryAsync(ServiceBusReceivedMessage message, Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (Exception fault)
        {
            EventsLog.NotSettled(log, message.MessageId, fault);
        }
    }

    private static string Short(string text) =>
        text.Length <= MostCharacters
            ? text
            : string.Concat(
                text.AsSpan(0, MostCharacters - (char.IsHighSurrogate(text[MostCharacters - 2]) ? 2 : 1)),
                "…"
            );
}
