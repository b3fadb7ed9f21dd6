using Azure.Messaging.ServiceBus;
using Journeys.Runtime;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Journeys.Functions.Events;

/// <summary>
/// Takes events from the topic, a contact's one after the other. Each message is settled by itself: completed when its
/// events are safe, dead-lettered with the reason when they cannot be. What is not settled comes again, and is known then.
/// </summary>
public sealed class EventsFromTopic(TopicMessages messages, TimeProvider clock, ILogger<EventsFromTopic> log)
{
    // A message that is let go comes again at once. These pauses keep an outage from using up the deliveries that the
    // subscription allows; the longest is well within a session's lock, which is renewed before it.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    [Function("EventsFromTopic")]
    public async Task RunAsync(
        [ServiceBusTrigger(
            EventPlaces.Topic,
            EventPlaces.Subscription,
            Connection = SettingsNames.ServiceBus,
            IsSessionsEnabled = true,
            IsBatched = true,
            AutoCompleteMessages = false
        )]
            ServiceBusReceivedMessage[] batch,
        ServiceBusMessageActions actions,
        ServiceBusSessionMessageActions session,
        CancellationToken cancellation
    )
    {
        var settlement = new Settlement(actions, log);
        var hold = new SessionHold(session, clock, log);
        for (var index = 0; index < batch.Length; index++)
        {
            // A host that stops, or a session that somebody else has by now: the rest is left, and comes again.
            if (cancellation.IsCancellationRequested || !await hold.KeepAsync())
            {
                return;
            }

            if (await TakeAsync(batch[index], settlement, cancellation))
            {
                continue;
            }

            if (!cancellation.IsCancellationRequested)
            {
                await LetGoAsync(batch.AsMemory(index), settlement, hold, cancellation);
            }

            return;
        }

        await hold.EndAsync();
    }

    /// <summary>Takes a message in and settles it.</summary>
    /// <returns>Whether it was dealt with; if not, it and all after it must come again.</returns>
    private async Task<bool> TakeAsync(
        ServiceBusReceivedMessage message,
        Settlement settlement,
        CancellationToken cancellation
    )
    {
        try
        {
            if (await DecideAsync(message, cancellation) is { } verdict)
            {
                await settlement.SettleAsync(message, verdict);
                return true;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            EventsLog.Stopped(log, message.MessageId);
        }
        catch (StorageUnavailableException fault)
        {
            EventsLog.Outage(log, message.MessageId, fault.Message);
        }

        return false;
    }

    /// <summary>Decides about a message, also about one that fails again and again for reasons of its own.</summary>
    /// <returns>How to settle it; null when it is to come again.</returns>
    private async Task<Verdict?> DecideAsync(ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        try
        {
            return await messages.TakeAsync(message, cancellation);
        }
        catch (Exception fault) when (fault is not StorageUnavailableException && !cancellation.IsCancellationRequested)
        {
            var tries = message.DeliveryCount;
            EventsLog.Failed(log, message.MessageId, tries, EventLimits.MessageTries, fault);
            return tries < EventLimits.MessageTries
                ? null
                : await messages.GiveUpAsync(message, Verdict.Failed(tries, fault), cancellation);
        }
    }

    /// <summary>Gives messages back in their order, after a pause that grows with each delivery.</summary>
    private async Task LetGoAsync(
        ReadOnlyMemory<ServiceBusReceivedMessage> rest,
        Settlement settlement,
        SessionHold hold,
        CancellationToken cancellation
    )
    {
        try
        {
            await Task.Delay(Pause(rest.Span[0].DeliveryCount), clock, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The host stops: what is left comes again anyway.
            return;
        }

        for (var index = 0; index < rest.Length; index++)
        {
            await settlement.LetGoAsync(rest.Span[index]);
        }

        await hold.EndAsync();
    }

    private static TimeSpan Pause(int deliveries)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Clamp(deliveries - 1, 0, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
