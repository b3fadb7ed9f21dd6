using Azure.Storage.Queues.Models;
using Journeys.Runtime;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Journeys.Functions.Events;

/// <summary>
/// Takes events from the storage queue. The platform deletes a message once this returns and what it returned is in the
/// poison queue; when this throws, the message comes again after a while.
/// </summary>
public sealed class EventsFromQueue(QueueMessages messages, ILogger<EventsFromQueue> log)
{
    /// <summary>Takes a message in.</summary>
    /// <returns>What goes to the poison queue: a message of its own for each refusal; null for none.</returns>
    [Function("EventsFromQueue")]
    [QueueOutput(EventPlaces.PoisonQueue, Connection = SettingsNames.Storage)]
    public async Task<string[]?> RunAsync(
        [QueueTrigger(EventPlaces.Queue, Connection = SettingsNames.Storage)] QueueMessage message,
        CancellationToken cancellation
    )
    {
        try
        {
            return await messages.TakeAsync(message, cancellation) is { Length: > 0 } refused ? refused : null;
        }
        catch (Exception fault) when (IsItsFault(fault, cancellation))
        {
            EventsLog.Failed(log, message.MessageId, (int)message.DequeueCount, EventLimits.MessageTries, fault);
            if (message.DequeueCount < EventLimits.MessageTries)
            {
                throw;
            }

            return
            [
                await messages.GiveUpAsync(message, Verdict.Failed((int)message.DequeueCount, fault), cancellation),
            ];
        }
    }

    // However long the store is away, no message is given up for that.
    private static bool IsItsFault(Exception fault, CancellationToken cancellation) =>
        fault is not StorageUnavailableException && !cancellation.IsCancellationRequested;
}
