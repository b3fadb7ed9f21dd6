using Azure.Messaging.ServiceBus;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using NodaTime;

namespace Journeys.Functions.Events;

/// <summary>Reads the topic's messages and takes their events in. What cannot be taken is kept with its reason.</summary>
public sealed class TopicMessages(EventIntake intake, RejectedEvents rejected, TimeProvider clock)
{
    private const string Source = $"topic {EventPlaces.Topic}";

    /// <summary>Takes a message in.</summary>
    /// <returns>How it is to be settled.</returns>
    /// <exception cref="Runtime.Tables.StorageUnavailableException">It may be taken or not; take it again.</exception>
    public async Task<Verdict> TakeAsync(ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var reading = Body(message) is { } body
            ? CloudEventReader.ReadMessage(message.ContentType, Properties(message), body, now)
            : new EventReading.Fault(
                EventFault.WrongContentType,
                "the body is an AMQP value and not bytes: send it as an AMQP data section"
            );
        return reading switch
        {
            EventReading.Read read => Judge(await intake.AcceptAsync(read, cancellation)),
            EventReading.Fault fault => await GiveUpAsync(
                message,
                new(fault.Kind.ToString(), fault.Reason),
                cancellation
            ),
            var other => throw new System.Diagnostics.UnreachableException($"{other} is no reading"),
        };
    }

    /// <summary>Keeps a message that nobody can read or deal with.</summary>
    /// <returns>How it is to be settled.</returns>
    public async Task<Verdict> GiveUpAsync(
        ServiceBusReceivedMessage message,
        Verdict.Refused refused,
        CancellationToken cancellation
    )
    {
        var raw = Body(message) is { } body
            ? CloudEventReader.TextOf(message.ContentType, Properties(message), body)
            : null;
        await rejected.KeepAsync(RejectedEvent.Message(Source, refused.Why, raw), cancellation);
        return refused;
    }

    // A list is settled as one: sent again once it is mended, its good events are known. Of a contact that was erased nothing
    // may stay, so its message is no dead letter.
    private static Verdict Judge(EventsAnswer answer)
    {
        var reasons = answer
            .Events.Where(one => one is { Result: EventResult.Rejected, IsOfErased: false })
            .Select(one => one.Reason)
            .ToArray();
        return reasons.Length == 0 ? new Verdict.Taken() : new Verdict.Refused("Rejected", string.Join("; ", reasons));
    }

    private static IEnumerable<KeyValuePair<string, object?>> Properties(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.Select(property => KeyValuePair.Create(property.Key, (object?)property.Value));

    // Other clients may send what is not bytes; the message then has no body that its class can show.
    private static ReadOnlyMemory<byte>? Body(ServiceBusReceivedMessage message)
    {
        try
        {
            return message.Body.ToMemory();
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
