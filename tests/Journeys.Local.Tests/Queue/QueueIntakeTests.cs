using Journeys.Local.Queue;
using Journeys.Local.Storage;
using Journeys.Runtime.Tables;
using static Journeys.Local.Tests.Queue.QueueWorld;

namespace Journeys.Local.Tests.Queue;

public sealed class QueueIntakeTests : IAsyncLifetime
{
    private QueueWorld world = null!;

    public async Task InitializeAsync() => world = await CreateAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task An_event_is_recorded_and_its_message_deleted()
    {
        await SendAsync(Event("1"));

        Assert.Equal(1, await world.TurnAsync());

        Assert.Equal(1, await world.TouchpointsAsync());
        Assert.Equal(0, await world.Queue.CountAsync(default));
        Assert.Empty(await world.PoisonedAsync());
    }

    [Fact]
    public async Task A_message_may_hold_many_events_and_many_messages_are_taken_at_once()
    {
        await SendAsync($"[{Event("1")},{Event("2")}]");
        await SendAsync(Event("3"));
        await SendAsync(Event("4", "tom@example.com"));

        Assert.Equal(3, await world.TurnAsync());

        Assert.Equal(3, await world.TouchpointsAsync());
        Assert.Equal(1, await world.TouchpointsAsync("tom@example.com"));
        Assert.Equal(0, await world.Queue.CountAsync(default));
    }

    [Fact]
    public async Task An_event_that_comes_twice_is_recorded_once()
    {
        await SendAsync(Event("1"));
        await SendAsync(Event("1"));

        await world.TurnAsync();

        Assert.Equal(1, await world.TouchpointsAsync());
        Assert.Equal(0, await world.Queue.CountAsync(default));
    }

    [Fact]
    public async Task What_is_not_json_goes_to_the_poison_queue_at_once_with_the_reason()
    {
        await SendAsync("hello");
        await SendAsync(Event("1"));

        await world.TurnAsync();

        var poisoned = Assert.Single(await world.PoisonedAsync());
        Assert.Equal(("hello", 1, false), (poisoned.Body, poisoned.Tries, poisoned.Cut));
        Assert.StartsWith("the body is not JSON", poisoned.Reason, StringComparison.Ordinal);
        Assert.Equal(1, await world.TouchpointsAsync());
        Assert.Equal(0, await world.Queue.CountAsync(default));
    }

    [Fact]
    public async Task What_is_no_event_goes_to_the_poison_queue_with_the_reason()
    {
        await SendAsync("""{"hello":"world"}""");

        await world.TurnAsync();

        var poisoned = Assert.Single(await world.PoisonedAsync());
        Assert.Equal("""{"hello":"world"}""", poisoned.Body);
        Assert.Contains("specversion", poisoned.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_batch_only_the_bad_event_goes_to_the_poison_queue()
    {
        await SendAsync($$"""[{{Event("1")}},{"id":"bad"},{{Event("2")}}]""");

        await world.TurnAsync();

        var poisoned = Assert.Single(await world.PoisonedAsync());
        Assert.Equal("""{"id":"bad"}""", poisoned.Body);
        Assert.StartsWith("event 2 of the batch", poisoned.Reason, StringComparison.Ordinal);
        Assert.Equal(2, await world.TouchpointsAsync());
    }

    [Fact]
    public async Task A_message_that_fails_is_tried_five_times_and_then_goes_to_the_poison_queue()
    {
        world.Tables.Fault = partition =>
            partition.StartsWith("mia", StringComparison.Ordinal) ? new InvalidOperationException("broken") : null;
        await SendAsync(Event("1"));
        await SendAsync(Event("2", "tom@example.com"));

        await world.TurnAsync();
        Assert.Equal(1, await world.TouchpointsAsync("tom@example.com"));
        for (var turn = 2; turn <= MessageIntake.MostTries; turn++)
        {
            Assert.Empty(await world.PoisonedAsync());
            Assert.Equal(1, await world.Queue.CountAsync(default));
            Assert.Equal(1, await world.NextTurnAsync());
        }

        var poisoned = Assert.Single(await world.PoisonedAsync());
        Assert.Equal((Event("1"), 5), (poisoned.Body, poisoned.Tries));
        Assert.Equal("it failed 5 times, the last time with: broken", poisoned.Reason);
        Assert.Equal(0, await world.Queue.CountAsync(default));
    }

    [Fact]
    public async Task A_message_is_not_given_up_because_the_store_does_not_answer_however_often()
    {
        await SendAsync(Event("1"));
        world.Tables.Fault = _ => new StorageUnavailableException("The store is away.");
        await world.TurnAsync();
        for (var turn = 0; turn < 2 * MessageIntake.MostTries; turn++)
        {
            await world.NextTurnAsync();
        }

        Assert.Empty(await world.PoisonedAsync());
        world.Tables.Fault = _ => null;
        await world.NextTurnAsync();
        Assert.Equal(1, await world.TouchpointsAsync());
        Assert.Equal(0, await world.Queue.CountAsync(default));
    }

    [Fact]
    public async Task An_outage_of_the_queue_shows_in_the_hosts_health_until_it_ends()
    {
        world.Queue.Fault = () => new StorageUnavailableException("The store is away.");
        Assert.Equal(0, await world.TurnAsync());
        Assert.Equal(["Events in the queue journey-events are not taken: The store is away."], world.Vitals.Problems);

        world.Queue.Fault = () => null;
        await world.TurnAsync();
        Assert.Empty(world.Vitals.Problems);
    }

    [Fact]
    public async Task A_queue_that_went_away_is_made_again()
    {
        var gone = true;
        world.Queue.Fault = () => gone ? new QueueMissingException("journey-events") : null;
        Assert.Equal(0, await world.TurnAsync());

        gone = false;
        await SendAsync(Event("1"));
        Assert.Equal(1, await world.TurnAsync());
    }

    [Fact]
    public async Task A_stopped_intake_has_ended_what_it_began()
    {
        for (var id = 0; id < 100; id++)
        {
            await SendAsync(Event($"{id}", $"c{id}@example.com"));
        }

        using var stop = new CancellationTokenSource();
        var running = world.Intake.RunAsync(stop.Token);
        await stop.CancelAsync();
        await running;

        var recorded = 0;
        for (var id = 0; id < 100; id++)
        {
            recorded += await world.TouchpointsAsync($"c{id}@example.com");
        }

        Assert.Equal(100, recorded + await world.Queue.CountAsync(default));
    }

    private Task SendAsync(string text) => world.Queue.SendAsync(text, default);
}
