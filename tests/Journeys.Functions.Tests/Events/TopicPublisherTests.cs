using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Journeys.Functions.Events;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Events;
using Journeys.Tests;
using NodaTime;

namespace Journeys.Functions.Tests.Events;

public sealed class TopicPublisherTests
{
    private readonly Wire wire = new();

    private TopicPublisher Publisher => new(new FakeSender(wire));

    [Fact]
    public async Task An_event_goes_to_the_session_of_its_contact_under_its_key()
    {
        Assert.IsType<Publishing.Published>(await Publisher.PublishAsync(Event(), default));

        var message = Assert.Single(wire.Sent);
        Assert.Equal(
            (Event().Key, "mia@example.com", "application/cloudevents+json", "lead.qualified"),
            (message.MessageId, message.SessionId, message.ContentType, message.Subject)
        );
        Golden.Holds("Journeys.Functions.Tests/Events", "published", message.Body.ToString());
    }

    [Fact]
    public async Task What_comes_back_through_our_subscription_is_the_very_event()
    {
        await Publisher.PublishAsync(Event(), default);

        var body = Assert.Single(wire.Sent).Body;
        var reading = Assert.IsType<EventReading.Read>(CloudEventReader.ReadMessage(body.ToMemory(), Event().Time));
        Assert.Equal(Event(), Assert.IsType<EventRead.Parsed>(Assert.Single(reading.Items)).Incoming);
    }

    [Fact]
    public async Task Published_twice_it_is_recorded_once()
    {
        using var world = await EventWorld.CreateAsync();
        var now = Instant.FromDateTimeOffset(world.Time.GetUtcNow());
        await Publisher.PublishAsync(Event() with { Time = now }, default);
        await Publisher.PublishAsync(Event() with { Time = now }, default);

        await world.TopicAsync(default, [.. wire.Sent.Select(sent => EventWorld.Message("1", sent.Body.ToString()))]);

        Assert.Equal(["complete 1", "complete 1"], world.Actions.Settled);
        Assert.Equal(1, await world.TouchpointsAsync());
        Assert.Single(wire.Sent.Select(sent => sent.MessageId).Distinct());
    }

    [Fact]
    public async Task A_contact_whose_key_is_too_long_for_a_session_has_one_all_the_same()
    {
        var contact = new string('k', 200);

        await Publisher.PublishAsync(Event() with { Contact = contact }, default);

        Assert.Equal(EventKey.Length, Assert.Single(wire.Sent).SessionId.Length);
        Assert.Contains(contact, wire.Sent[0].Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_our_own_subscription_would_refuse_is_never_sent()
    {
        var large = Fields.Of(KeyValuePair.Create("text", FieldValue.Of(new string('x', 70_000))));

        var refused = await RefusedAsync(Event() with { Data = large });

        Assert.False(refused.Passing);
        Assert.StartsWith("the event has 70", refused.Why, StringComparison.Ordinal);
        Assert.Empty(wire.Sent);
    }

    [Theory]
    [InlineData(
        ServiceBusFailureReason.ServiceBusy,
        true,
        "Service Bus did not take the event: It is so. (ServiceBusy)"
    )]
    [InlineData(
        ServiceBusFailureReason.ServiceTimeout,
        true,
        "Service Bus did not take the event: It is so. (ServiceTimeout)"
    )]
    [InlineData(
        ServiceBusFailureReason.ServiceCommunicationProblem,
        true,
        "Service Bus did not take the event: It is so. (ServiceCommunicationProblem)"
    )]
    [InlineData(ServiceBusFailureReason.QuotaExceeded, true, "the topic journey-events is full")]
    [InlineData(ServiceBusFailureReason.MessagingEntityDisabled, true, "the topic journey-events is disabled")]
    [InlineData(
        ServiceBusFailureReason.MessageSizeExceeded,
        false,
        "the event is larger than the topic journey-events takes"
    )]
    [InlineData(ServiceBusFailureReason.MessagingEntityNotFound, false, "there is no topic journey-events in spring")]
    public async Task A_refusal_says_whether_it_passes_and_what_to_do(
        ServiceBusFailureReason reason,
        bool passing,
        string why
    )
    {
        wire.Fault = new ServiceBusException("It is so.", reason, "spring");

        var refused = await RefusedAsync(Event());

        Assert.Equal(passing, refused.Passing);
        Assert.StartsWith(why, refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_role_is_named()
    {
        foreach (
            var fault in new Exception[]
            {
                new UnauthorizedAccessException(),
                new CredentialUnavailableException("none"),
            }
        )
        {
            wire.Fault = fault;

            var refused = await RefusedAsync(Event());

            Assert.False(refused.Passing);
            Assert.Contains("Azure Service Bus Data Sender", refused.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_host_that_stops_is_told_so()
    {
        wire.Fault = new TaskCanceledException();

        await Assert.ThrowsAsync<TaskCanceledException>(() => Publisher.PublishAsync(Event(), default));
    }

    private async Task<Publishing.Refused> RefusedAsync(IncomingEvent published) =>
        Assert.IsType<Publishing.Refused>(await Publisher.PublishAsync(published, default));

    private static IncomingEvent Event() =>
        new(
            EventKey.Of("/journeys/spring", "spring~abc~1.2.1.1"),
            "mia@example.com",
            "lead.qualified",
            Instant.FromUtc(2026, 3, 2, 9, 0) + Duration.FromMilliseconds(250),
            "/journeys/spring",
            null,
            Fields.Of(KeyValuePair.Create("stage", FieldValue.Of("Qualifiziert für Größeres"))),
            Fields.Of(KeyValuePair.Create("id", FieldValue.Of("nordwind"))),
            Fields.Of(
                KeyValuePair.Create("budget.amount", FieldValue.Of(10_000m)),
                KeyValuePair.Create("budget.currency", FieldValue.Of("EUR")),
                KeyValuePair.Create("hot", FieldValue.Of(true))
            )
        )
        {
            Id = "spring~abc~1.2.1.1",
        };

    private sealed class Wire
    {
        public List<ServiceBusMessage> Sent { get; } = [];

        public Exception? Fault { get; set; }
    }

    private sealed class FakeSender(Wire wire) : ServiceBusSender
    {
        public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            if (wire.Fault is not null)
            {
                return Task.FromException(wire.Fault);
            }

            wire.Sent.Add(message);
            return Task.CompletedTask;
        }
    }
}
