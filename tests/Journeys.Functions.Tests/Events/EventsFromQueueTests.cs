using System.Reflection;
using System.Text;
using Journeys.Functions.Events;
using Journeys.Runtime.Tables;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Tests.Events;

public sealed class EventsFromQueueTests
{
    [Fact]
    public async Task A_good_message_is_taken_and_nothing_is_poisoned()
    {
        using var world = await EventWorld.CreateAsync();

        Assert.Null(await world.QueueAsync(EventWorld.Event("1")));

        Assert.Equal(1, await world.TouchpointsAsync());
    }

    [Fact]
    public async Task A_message_in_base64_is_read_too()
    {
        using var world = await EventWorld.CreateAsync();

        Assert.Null(await world.QueueAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(EventWorld.Event("1")))));

        Assert.Equal(1, await world.TouchpointsAsync());
    }

    [Fact]
    public async Task A_bad_message_is_poisoned_with_its_reason_at_the_first_try_and_kept()
    {
        using var world = await EventWorld.CreateAsync();

        var poison = Assert.Single((await world.QueueAsync("not an event"))!);

        var reason =
            "the body is not JSON (it breaks off, or is wrong, at line 1, column 2): send a CloudEvent as JSON";
        Assert.Equal((reason, 1, "not an event"), EventWorld.Poison(poison));
        Assert.Equal([("queue journey-events", reason, (string?)"not an event")], await world.RejectedAsync());
    }

    [Fact]
    public async Task Of_a_list_only_the_bad_events_are_poisoned_each_by_itself()
    {
        using var world = await EventWorld.CreateAsync();

        var poison = await world.QueueAsync($"[{EventWorld.Event("1")}, 7, {EventWorld.Event("2")}, []]", tries: 2);

        Assert.Equal(
            [
                ("event 2 of the batch (index 1): an event is an object, found a number", 2, "7"),
                ("event 4 of the batch (index 3): an event is an object, found a list", 2, "[]"),
            ],
            poison!.Select(EventWorld.Poison)
        );
        Assert.Equal(2, await world.TouchpointsAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(900)]
    public async Task While_storage_is_away_the_message_comes_back_however_often(long tries)
    {
        using var world = await EventWorld.CreateAsync();
        world.Tables.FailAt("1", () => new StorageUnavailableException("The account is throttled."));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.QueueAsync(EventWorld.Event("1"), tries));

        Assert.Empty(await world.RejectedAsync());
    }

    [Fact]
    public async Task A_message_that_keeps_failing_is_poisoned_at_the_fifth_try()
    {
        using var world = await EventWorld.CreateAsync();
        world.Tables.FailAt("1", () => new FormatException("mia@example.com has no such thing"));

        await Assert.ThrowsAsync<FormatException>(() => world.QueueAsync(EventWorld.Event("1"), tries: 4));
        var poison = Assert.Single((await world.QueueAsync(EventWorld.Event("1"), tries: 5))!);

        Assert.Equal(
            (
                "it failed 5 times, the last time with FormatException: the host's log says why",
                5,
                EventWorld.Event("1")
            ),
            EventWorld.Poison(poison)
        );
        Assert.Single(await world.RejectedAsync());
    }

    [Fact]
    public void It_reads_the_queue_and_writes_the_poison_queue()
    {
        var run = typeof(EventsFromQueue).GetMethod(nameof(EventsFromQueue.RunAsync))!;
        var trigger = run.GetParameters()[0].GetCustomAttribute<QueueTriggerAttribute>()!;
        var output = run.GetCustomAttribute<QueueOutputAttribute>()!;

        Assert.Equal("EventsFromQueue", run.GetCustomAttribute<FunctionAttribute>()!.Name);
        Assert.Equal(("journey-events", "JourneysStorage"), (trigger.QueueName, trigger.Connection));
        Assert.Equal(("journey-events-poison", "JourneysStorage"), (output.QueueName, output.Connection));
    }
}
