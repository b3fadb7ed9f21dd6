using Journeys.Local.Storage;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using Journeys.Runtime.Queue;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Local.Queue;

/// <summary>
/// Deals with the queue's messages. One is deleted when its events are safe; one that cannot be read, or has failed
/// <see cref="MostTries"/> times, goes to the poison queue with its reason. No message is given up because the store does
/// not answer.
/// </summary>
/// <param name="queue">Where messages come from.</param>
/// <param name="poison">Where messages go that are given up.</param>
/// <param name="intake">Takes the events in.</param>
/// <param name="rejected">Keeps what could not be read, beside the events that were refused.</param>
/// <param name="outage">Is told when the store does not answer.</param>
/// <param name="clock">The host's clock: when events arrive.</param>
public sealed class MessageIntake(
    IQueue queue,
    IQueue poison,
    EventIntake intake,
    RejectedEvents rejected,
    QueueOutage outage,
    TimeProvider clock,
    ILogger<MessageIntake> log
)
{
    /// <summary>How often a message is tried before it is given up.</summary>
    public const int MostTries = EventLimits.MessageTries;

    /// <summary>How long a message that failed stays out of sight.</summary>
    public static readonly TimeSpan Invisible = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Deals with what was received together. It cannot be cancelled: what has begun is ended, so that a host that is
    /// stopped leaves nothing half done.
    /// </summary>
    public async Task HandleAsync(IReadOnlyList<QueueMessage> messages)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        ReceivedMessage[] received = [.. messages.Select(message => ReceivedMessage.Of(message, now))];
        var readable = received.Where(message => message.Reading is EventReading.Read).ToArray();
        await Task.WhenAll(received.Except(readable).Select(RefuseAsync).Append(AcceptAsync(readable)));
    }

    // All at once is fast; if that fails, one by one shows which message is at fault.
    private async Task AcceptAsync(ReceivedMessage[] messages)
    {
        try
        {
            await AcceptTogetherAsync(messages);
        }
        catch (StorageUnavailableException fault)
        {
            outage.Met(fault);
        }
        catch (Exception)
        {
            await Task.WhenAll(messages.Select(message => TryAsync(message, () => AcceptTogetherAsync([message]))));
        }
    }

    private async Task AcceptTogetherAsync(ReceivedMessage[] messages)
    {
        var items = messages.SelectMany(message => message.Items).Select((item, index) => item with { Index = index });
        var answer = await intake.AcceptAsync(new EventReading.Read([.. items], Batch: true), CancellationToken.None);
        var first = 0;
        var endings = new List<Task>();
        foreach (var message in messages)
        {
            var answers = answer.Events.Skip(first).Take(message.Items.Count);
            first += message.Items.Count;
            endings.Add(FinishAsync(message, [.. answers]));
        }

        await Task.WhenAll(endings);
    }

    private async Task FinishAsync(ReceivedMessage message, EventAnswer[] answers)
    {
        for (var index = 0; index < answers.Length; index++)
        {
            // Of a contact that was erased nothing may stay, so not the message either.
            if (answers[index] is { Result: EventResult.Rejected, IsOfErased: false, Reason: var reason })
            {
                await PoisonAsync(message, reason ?? "it was rejected", message.TextOf(index));
            }
        }

        await queue.DeleteAsync(message.Message, CancellationToken.None);
    }

    private Task RefuseAsync(ReceivedMessage message) =>
        TryAsync(message, () => GiveUpAsync(message, ((EventReading.Fault)message.Reading).Reason));

    private async Task TryAsync(ReceivedMessage message, Func<Task> deal)
    {
        try
        {
            await deal();
        }
        catch (StorageUnavailableException fault)
        {
            // The message is not at fault, however often it is received meanwhile.
            outage.Met(fault);
        }
        catch (Exception fault)
        {
            QueueLog.Failed(log, queue.Name, message.Message.Tries, MostTries, Invisible, fault);
            if (message.Message.Tries >= MostTries)
            {
                await GiveUpAtLastAsync(message, $"it failed {MostTries} times, the last time with: {fault.Message}");
            }
        }
    }

    private async Task GiveUpAtLastAsync(ReceivedMessage message, string reason)
    {
        try
        {
            await GiveUpAsync(message, reason);
        }
        catch (Exception fault)
        {
            // It comes again, and is given up then.
            QueueLog.Broken(log, poison.Name, Invisible, fault);
        }
    }

    private async Task GiveUpAsync(ReceivedMessage message, string reason)
    {
        var text = message.Message.Text;
        await rejected.KeepAsync(RejectedEvent.Message($"queue {queue.Name}", reason, text), CancellationToken.None);
        await PoisonAsync(message, reason, text);
        await queue.DeleteAsync(message.Message, CancellationToken.None);
    }

    private async Task PoisonAsync(ReceivedMessage message, string reason, string text)
    {
        var tries = message.Message.Tries;
        var envelope = PoisonMessage.For(reason, tries, text).ToText();
        try
        {
            await poison.SendAsync(envelope, CancellationToken.None);
        }
        catch (QueueMissingException)
        {
            await poison.EnsureAsync(CancellationToken.None);
            await poison.SendAsync(envelope, CancellationToken.None);
        }

        QueueLog.Poisoned(log, queue.Name, poison.Name, tries, reason);
    }
}
