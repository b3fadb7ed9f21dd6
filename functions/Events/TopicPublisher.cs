using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Journeys.Runtime.Events;

namespace Journeys.Functions.Events;

/// <summary>
/// Publishes the journeys' events to the topic, for everybody who listens there. We do too: the event comes back through our
/// own subscription, and is recorded there, once.
/// </summary>
public sealed class TopicPublisher(ServiceBusSender sender) : IEventPublisher
{
    public async Task<Publishing> PublishAsync(IncomingEvent published, CancellationToken cancellation)
    {
        var body = PublishedEvent.Write(published);
        if (Problem(published, body) is { } problem)
        {
            return new Publishing.Refused(Passing: false, problem);
        }

        try
        {
            await sender.SendMessageAsync(PublishedEvent.Message(published, body), cancellation);
            return new Publishing.Published();
        }
        catch (ServiceBusException fault)
        {
            return Judge(fault);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or AuthenticationFailedException)
        {
            return new Publishing.Refused(
                Passing: false,
                $"the topic {EventPlaces.Topic} may not be written by this host: give its identity the role Azure Service Bus "
                    + "Data Sender, or check the setting JourneysServiceBus"
            );
        }
        catch (Exception fault) when (fault is TimeoutException or IOException)
        {
            return Passing(fault.Message);
        }
    }

    // What our own subscription would refuse is refused here, in the same words, rather than dead-lettered later.
    private static string? Problem(IncomingEvent published, BinaryData body) =>
        CloudEventReader.ReadMessage(body.ToMemory(), published.Time) switch
        {
            EventReading.Read { Items: [EventRead.Refused refused] } => refused.Reason,
            EventReading.Fault fault => fault.Reason,
            _ => null,
        };

    private static Publishing.Refused Judge(ServiceBusException fault) =>
        fault.Reason switch
        {
            ServiceBusFailureReason.MessageSizeExceeded => Never(
                $"the event is larger than the topic {EventPlaces.Topic} takes: emit less data, or a link to it"
            ),
            ServiceBusFailureReason.MessagingEntityNotFound => Never(
                $"there is no topic {EventPlaces.Topic} in {fault.EntityPath ?? "the namespace"}: deploy infra/, or check the "
                    + "setting JourneysServiceBus"
            ),
            ServiceBusFailureReason.MessagingEntityDisabled => Passing(
                $"the topic {EventPlaces.Topic} is disabled: enable it in the namespace"
            ),
            ServiceBusFailureReason.QuotaExceeded => Passing(
                $"the topic {EventPlaces.Topic} is full: see which of its subscriptions nobody reads"
            ),

            // Whatever is left says nothing of the event: connections, time-outs, a busy namespace.
            _ => Passing($"Service Bus did not take the event: {fault.Message}"),
        };

    private static Publishing.Refused Passing(string why) => new(Passing: true, why);

    private static Publishing.Refused Never(string why) => new(Passing: false, why);
}
