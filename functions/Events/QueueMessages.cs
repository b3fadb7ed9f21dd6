using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using Journeys.Runtime.Queue;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Functions.Events;

/// <summary>Reads the queue's messages and takes their events in, with the very rules of the local host.</summary>
public sealed class QueueMessages(
    EventIntake intake,
    RejectedEvents rejected,
    TimeProvider clock,
    ILogger<QueueMessages> log
)
{
    private const string Source = $"queue {EventPlaces.Queue}";

    /// <summary>Takes a message in.</summary>
    /// <returns>What was refused of it, each as a message for the poison queue.</returns>
    /// <exception cref="Runtime.Tables.StorageUnavailableException">It may be taken or not; take it again.</exception>
    public async Task<string[]> TakeAsync(QueueMessage message, CancellationToken cancellation)
    {
        var text = QueueText.Read(message.Body.ToString());
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return CloudEventReader.ReadMessage(Encoding.UTF8.GetBytes(text), now) switch
        {
            EventReading.Read read => Refused(message, read, text, await intake.AcceptAsync(read, cancellation)),
            EventReading.Fault fault =>
            [
                await GiveUpAsync(message, new Verdict.Refused(fault.Kind.ToString(), fault.Reason), cancellation),
            ],
            var other => throw new UnreachableException($"{other} is no reading"),
        };
    }

    /// <summary>Keeps a message that nobody can read or deal with.</summary>
    /// <returns>The message for the poison queue.</returns>
    public async Task<string> GiveUpAsync(QueueMessage message, Verdict.Refused refused, CancellationToken cancellation)
    {
        var text = QueueText.Read(message.Body.ToString());
        await rejected.KeepAsync(RejectedEvent.Message(Source, refused.Why, text), cancellation);
        return Poison(message, refused.Why, text);
    }

    private string[] Refused(QueueMessage message, EventReading.Read read, string text, EventsAnswer answer) =>
        [
            .. answer
                .Events.Index()
                // Of a contact that was erased nothing may stay, so not the message either.
                .Where(one => one.Item is { Result: EventResult.Rejected, IsOfErased: false })
                .Select(one => Poison(message, one.Item.Reason ?? "it was rejected", TextOf(read, text, one.Index))),
        ];

    private string Poison(QueueMessage message, string reason, string text)
    {
        EventsLog.Poisoned(log, message.MessageId, EventPlaces.PoisonQueue, reason);
        return PoisonMessage.For(reason, (int)message.DequeueCount, text).ToText();
    }

    // Of a batch only the event itself, so that it can be mended and sent alone.
    private static string TextOf(EventReading.Read read, string text, int index)
    {
        if (!read.Batch)
        {
            return text;
        }

        using var batch = JsonDocument.Parse(text);
        return batch.RootElement[index].GetRawText();
    }
}
