using System.Reflection;
using Azure.Messaging.ServiceBus;
using Journeys.Functions.Events;
using Journeys.Runtime.Tables;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Tests.Events;

public sealed class EventsFromTopicTests
{
    [Fact]
    public async Task A_good_batch_is_taken_completed_in_order_and_its_session_released()
    {
        using var world = await EventWorld.CreateAsync();

        await world.TopicAsync(default, EventWorld.Message("1"), EventWorld.Message("2"), EventWorld.Message("3"));

        Assert.Equal(["complete 1", "complete 2", "complete 3"], world.Actions.Settled);
        Assert.Equal(3, await world.TouchpointsAsync());
        Assert.Empty(await world.RejectedAsync());
        Assert.Equal((0, 1), (world.Session.Renewed, world.Session.Released));
    }

    [Fact]
    public async Task A_bad_message_is_kept_and_dead_lettered_with_its_reason_and_the_rest_is_completed()
    {
        using var world = await EventWorld.CreateAsync();

        await world.TopicAsync(
            default,
            EventWorld.Message("1"),
            EventWorld.Message("2", "{ \"specversion\": "),
            EventWorld.Message("3", """{"specversion":"1.0","id":"3","source":"/test","type":"page.viewed"}"""),
            EventWorld.Message("4")
        );

        Assert.Equal(
            [
                "complete 1",
                "dead-letter 2: Malformed: the body is not JSON (it breaks off, or is wrong, at line 1, column 18): "
                    + "send a CloudEvent as JSON",
                "dead-letter 3: Rejected: \"subject\" is missing: set it to the contact's mail address, or its id in your CRM",
                "complete 4",
            ],
            world.Actions.Settled
        );
        Assert.Equal(2, await world.TouchpointsAsync());
        Assert.Equal(
            [("/test", "{\"specversion\":\"1.0\",\"id\":\"3\""), ("topic journey-events", "{ \"specversion\": ")],
            (await world.RejectedAsync())
                .Select(kept => (kept.Source, kept.Raw![..Math.Min(29, kept.Raw!.Length)]))
                .Order()
        );
    }

    [Fact]
    public async Task An_event_that_the_intake_refuses_is_kept_and_dead_lettered()
    {
        using var world = await EventWorld.CreateAsync();
        await world.TopicAsync(default, EventWorld.Message("1", Many("1", "a")));

        await world.TopicAsync(default, EventWorld.Message("2", Many("2", "b")), EventWorld.Message("3"));

        var kept = Assert.Single(await world.RejectedAsync());
        Assert.StartsWith($"contact {EventWorld.Contact} would have 60", kept.Reason, StringComparison.Ordinal);
        Assert.Equal("/test", kept.Source);
        Assert.Equal(["complete 1", $"dead-letter 2: Rejected: {kept.Reason}", "complete 3"], world.Actions.Settled);
    }

    [Fact]
    public async Task A_list_is_dead_lettered_for_its_bad_events_and_its_good_ones_are_taken()
    {
        using var world = await EventWorld.CreateAsync();
        var list = ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromString($"[{EventWorld.Event("1")},7,{EventWorld.Event("2")}]"),
            messageId: "list",
            contentType: "application/cloudevents-batch+json"
        );

        await world.TopicAsync(default, list);

        Assert.Equal(
            ["dead-letter list: Rejected: event 2 of the batch (index 1): an event is an object, found a number"],
            world.Actions.Settled
        );
        Assert.Equal(2, await world.TouchpointsAsync());
    }

    [Fact]
    public async Task An_event_may_come_with_its_attributes_as_properties()
    {
        using var world = await EventWorld.CreateAsync();
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromString("""{"n":1}"""),
            messageId: "1",
            contentType: "application/json",
            properties: new Dictionary<string, object>
            {
                ["cloudEvents:specversion"] = "1.0",
                ["cloudEvents:id"] = "1",
                ["cloudEvents:source"] = "/test",
                ["cloudEvents:type"] = "page.viewed",
                ["cloudEvents:subject"] = EventWorld.Contact,
            }
        );

        await world.TopicAsync(default, message, EventWorld.Message("1"));

        Assert.Equal(["complete 1", "complete 1"], world.Actions.Settled);
        Assert.Equal(1, await world.TouchpointsAsync());
    }

    [Fact]
    public async Task While_storage_is_away_the_rest_is_given_back_in_order_after_a_pause()
    {
        using var world = await EventWorld.CreateAsync();
        world.Tables.FailAt("2", () => new StorageUnavailableException("The account is throttled."));
        var began = world.Time.GetUtcNow();

        await world.TopicAsync(
            default,
            EventWorld.Message("1"),
            EventWorld.Message("2", deliveries: 3),
            EventWorld.Message("3")
        );

        Assert.Equal(["complete 1", "abandon 2", "abandon 3"], world.Actions.Settled);
        Assert.Equal(TimeSpan.FromSeconds(4), world.Time.GetUtcNow() - began);
        Assert.Equal(1, world.Session.Released);
        Assert.Empty(await world.RejectedAsync());
    }

    [Fact]
    public async Task However_often_storage_is_away_no_message_is_given_up()
    {
        using var world = await EventWorld.CreateAsync();
        world.Tables.FailAt("1", () => new StorageUnavailableException("The account is throttled."));
        var began = world.Time.GetUtcNow();

        await world.TopicAsync(default, EventWorld.Message("1", deliveries: 900));

        Assert.Equal(["abandon 1"], world.Actions.Settled);
        Assert.Equal(TimeSpan.FromSeconds(20), world.Time.GetUtcNow() - began);
    }

    [Fact]
    public async Task What_was_given_back_is_taken_once_storage_answers()
    {
        using var world = await EventWorld.CreateAsync();
        var away = true;
        world.Tables.FailAt("1", () => away ? new StorageUnavailableException("The account is throttled.") : null);
        await world.TopicAsync(default, EventWorld.Message("1"), EventWorld.Message("2"));

        away = false;
        await world.TopicAsync(default, EventWorld.Message("1", deliveries: 2), EventWorld.Message("2", deliveries: 2));

        Assert.Equal(["abandon 1", "abandon 2", "complete 1", "complete 2"], world.Actions.Settled);
        Assert.Equal(2, await world.TouchpointsAsync());
    }

    [Theory]
    [InlineData(ServiceBusFailureReason.MessageLockLost)]
    [InlineData(ServiceBusFailureReason.SessionLockLost)]
    public async Task A_lock_lost_in_the_middle_of_a_batch_is_harmless(ServiceBusFailureReason reason)
    {
        using var world = await EventWorld.CreateAsync();
        world.Actions.Fault = id => id == "2" ? new ServiceBusException("The lock is gone.", reason) : null;
        await world.TopicAsync(default, EventWorld.Message("1"), EventWorld.Message("2"), EventWorld.Message("3"));

        world.Actions.Fault = _ => null;
        await world.TopicAsync(default, EventWorld.Message("2", deliveries: 2));

        Assert.Equal(["complete 1", "complete 3", "complete 2"], world.Actions.Settled);
        Assert.Equal(3, await world.TouchpointsAsync());
    }

    [Fact]
    public async Task A_lock_lost_on_a_bad_message_is_harmless_too()
    {
        using var world = await EventWorld.CreateAsync();

        // The functions host settles for us, and tells of every failure in one way of its own.
        world.Actions.Fault = _ => new InvalidOperationException("Status(StatusCode=\"Unknown\", Detail=\"…\")");
        await world.TopicAsync(default, EventWorld.Message("1", "no event"), EventWorld.Message("2"));

        Assert.Empty(world.Actions.Settled);
        Assert.Equal(1, await world.TouchpointsAsync());
    }

    [Fact]
    public async Task A_session_is_held_while_a_long_batch_is_dealt_with()
    {
        using var world = await EventWorld.CreateAsync();
        foreach (var id in new[] { "1", "2", "3" })
        {
            world.Tables.FailAt(id, () => Pass(world, TimeSpan.FromSeconds(25)));
        }

        await world.TopicAsync(default, EventWorld.Message("1"), EventWorld.Message("2"), EventWorld.Message("3"));

        Assert.Equal(["complete 1", "complete 2", "complete 3"], world.Actions.Settled);
        Assert.Equal(1, world.Session.Renewed);
    }

    [Fact]
    public async Task A_session_that_is_lost_leaves_the_rest_to_whoever_has_it_now()
    {
        using var world = await EventWorld.CreateAsync();
        world.Session.Fault = new ServiceBusException("The lock is gone.", ServiceBusFailureReason.SessionLockLost);
        world.Tables.FailAt("1", () => Pass(world, TimeSpan.FromMinutes(2)));

        await world.TopicAsync(default, EventWorld.Message("1"), EventWorld.Message("2"));

        Assert.Equal(["complete 1"], world.Actions.Settled);
        Assert.Equal(1, await world.TouchpointsAsync());
    }

    [Fact]
    public async Task A_host_that_stops_settles_what_it_took_and_leaves_the_rest()
    {
        using var world = await EventWorld.CreateAsync();
        using var stopping = new CancellationTokenSource();
        world.Tables.FailAt(
            "2",
            () =>
            {
                stopping.Cancel();
                return null;
            }
        );

        await world.TopicAsync(
            stopping.Token,
            EventWorld.Message("1"),
            EventWorld.Message("2"),
            EventWorld.Message("3")
        );

        Assert.Equal(["complete 1"], world.Actions.Settled);
        Assert.Equal(0, world.Session.Released);
    }

    [Fact]
    public async Task A_host_that_stops_during_a_pause_leaves_the_rest()
    {
        using var world = await EventWorld.CreateAsync();
        using var stopping = new CancellationTokenSource();
        world.Tables.FailAt("1", () => new StorageUnavailableException("The account is throttled."));
        using var timer = world.Time.CreateTimer(
            _ => stopping.Cancel(),
            null,
            TimeSpan.FromMilliseconds(500),
            Timeout.InfiniteTimeSpan
        );

        await world.TopicAsync(stopping.Token, EventWorld.Message("1"));

        Assert.Empty(world.Actions.Settled);
    }

    [Theory]
    [InlineData(1, "abandon 1")]
    [InlineData(4, "abandon 1")]
    [InlineData(
        5,
        "dead-letter 1: Failed: it failed 5 times, the last time with FormatException: the host's log says why"
    )]
    public async Task A_message_that_keeps_failing_is_given_up_at_the_fifth_try(int deliveries, string settled)
    {
        using var world = await EventWorld.CreateAsync();
        world.Tables.FailAt("1", () => new FormatException("mia@example.com has no such thing"));

        await world.TopicAsync(default, EventWorld.Message("1", deliveries: deliveries));

        Assert.Equal([settled], world.Actions.Settled);
        Assert.Equal(deliveries == 5 ? 1 : 0, (await world.RejectedAsync()).Count);
    }

    [Fact]
    public async Task A_reason_that_is_too_long_for_Service_Bus_is_cut()
    {
        using var world = await EventWorld.CreateAsync();
        var bad = string.Join(',', Enumerable.Repeat("7", 100));
        var list = EventWorld.Message("1", $"[{bad}]");

        await world.TopicAsync(
            default,
            ServiceBusModelFactory.ServiceBusReceivedMessage(body: list.Body, messageId: "1", deliveryCount: 1)
        );

        var description = Assert.Single(world.Actions.Settled)["dead-letter 1: Rejected: ".Length..];
        Assert.Equal(4_096, description.Length);
        Assert.EndsWith("…", description, StringComparison.Ordinal);
    }

    [Fact]
    public void It_asks_for_the_sessions_of_the_subscription_and_settles_by_itself()
    {
        var run = typeof(EventsFromTopic).GetMethod(nameof(EventsFromTopic.RunAsync))!;
        var trigger = run.GetParameters()[0].GetCustomAttribute<ServiceBusTriggerAttribute>()!;

        Assert.Equal("EventsFromTopic", run.GetCustomAttribute<FunctionAttribute>()!.Name);
        Assert.Equal(
            ("journey-events", "journeys", "JourneysServiceBus", true, true, false),
            (
                trigger.TopicName,
                trigger.SubscriptionName,
                trigger.Connection,
                trigger.IsSessionsEnabled,
                trigger.IsBatched,
                trigger.AutoCompleteMessages
            )
        );
    }

    private static Exception? Pass(EventWorld world, TimeSpan span)
    {
        world.Time.Advance(span);
        return null;
    }

    private static string Many(string id, string prefix)
    {
        var fields = Enumerable.Range(0, 300).Select(at => $"\"{prefix}{at}\":1");
        return EventWorld.Event(id, data: $"{{\"contact\":{{{string.Join(',', fields)}}}}}");
    }
}
