using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;

namespace Journeys.Runtime.Tests.Upkeep;

public sealed class WatchdogTests
{
    [Fact]
    public async Task Where_every_turn_came_in_time_there_is_nobody_to_wake()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded");
        await world.TurnAsync();
        world.Time.Advance(TimeSpan.FromHours(4) + TimeSpan.FromMinutes(1));

        Assert.Equal((0, 0), await LookAsync(world));
        Assert.Empty(world.Get<SleepingInstances>().Woken);
    }

    [Fact]
    public async Task An_instance_whose_turn_never_came_is_woken()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded");
        await world.TurnAsync();
        world.Time.Advance(TimeSpan.FromHours(4) + TimeSpan.FromMinutes(3));

        Assert.Equal((1, 0), await LookAsync(world));
        Assert.Equal([World.InstanceOf()], world.Get<SleepingInstances>().Woken);
    }

    [Fact]
    public async Task An_effect_that_nobody_performs_wakes_its_instance_once()
    {
        var world = await World.SleepingAsync(
            """
            "tell": { "notify": "sales-lead", "message": "one", "then": "again" },
            "again": { "notify": "sales-lead", "message": "two", "then": "wait" },
            "wait": { "wait": "30 days", "then": "end" },
            "end":  { "end": "done" }
            """
        );
        await world.SendAsync("whitepaper.downloaded");
        Assert.Equal((0, 0), await LookAsync(world));
        world.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal((0, 1), await LookAsync(world));
        Assert.Equal([World.InstanceOf()], world.Get<SleepingInstances>().Woken);
    }

    [Fact]
    public async Task An_effect_that_waits_for_another_try_is_not_forgotten()
    {
        var world = await World.SleepingAsync(
            """
            "tell": { "notify": "sales-lead", "message": "one", "then": "wait" },
            "wait": { "wait": "30 days", "then": "end" },
            "end":  { "end": "done" }
            """
        );
        await world.SendAsync("whitepaper.downloaded");
        world.Post.Refusal = new(Passing: true, "busy", TimeSpan.FromHours(1));
        await world.TurnAsync();
        world.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal((0, 0), await LookAsync(world));
        world.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal((0, 1), await LookAsync(world));
    }

    [Fact]
    public async Task One_that_cannot_be_woken_does_not_keep_the_others_asleep()
    {
        var world = await World.SleepingAsync();
        foreach (var contact in new[] { "ada@example.com", "bob@example.com", "cy@example.com" })
        {
            await world.SendAsync("whitepaper.downloaded", contact);
            await world.TurnAsync(contact: contact);
        }

        var broken = World.InstanceOf("bob@example.com");
        world.Get<SleepingInstances>().BeforeWaking = instance =>
        {
            if (instance == broken)
            {
                throw new InvalidOperationException("cannot be woken");
            }
        };
        world.Time.Advance(TimeSpan.FromHours(5));

        Assert.Equal((3, 0), await LookAsync(world));
        Assert.Equal(
            new[] { World.InstanceOf("ada@example.com"), World.InstanceOf("cy@example.com") }.Order(),
            world.Get<SleepingInstances>().Woken.Order()
        );
    }

    [Fact]
    public async Task An_effect_whose_row_cannot_be_read_does_not_keep_the_others_waiting()
    {
        var world = await World.SleepingAsync(
            """
            "tell": { "notify": "sales-lead", "message": "one", "then": "again" },
            "again": { "notify": "sales-lead", "message": "two", "then": "wait" },
            "wait": { "wait": "30 days", "then": "end" },
            "end":  { "end": "done" }
            """
        );
        await world.SendAsync("whitepaper.downloaded");
        var damaged = await world.DamageEffectAsync();
        world.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal((0, 1), await LookAsync(world));
        Assert.Equal([World.InstanceOf()], world.Get<SleepingInstances>().Woken);

        // Its turn performs the other one, and the damaged one stays where the doctor finds it.
        await world.TurnAsync();
        Assert.Equal("two", Assert.Single(world.Post.Internal).Content.Subject);
        Assert.Equal((0, 0), await LookAsync(world));
        var partition = await world.Get<Advance>().PartitionAsync(World.InstanceOf(), default);
        Assert.Equal([damaged], (await world.Get<Ledger>().ScanAsync(partition, default)).Unreadable);
    }

    private static async Task<(int Overdue, int Unfinished)> LookAsync(World world)
    {
        var watchdog = world.Get<Watchdog>();
        return (await watchdog.WakeOverdueAsync(default), await watchdog.WakeUnfinishedAsync(default));
    }
}
