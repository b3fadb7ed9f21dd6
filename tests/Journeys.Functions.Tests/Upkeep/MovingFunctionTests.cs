using Journeys.Functions.Instances;
using Journeys.Functions.Upkeep;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Tests.Upkeep;

/// <summary>Moving those inside goes on where the process that published has died.</summary>
public sealed class MovingFunctionTests
{
    [Fact]
    public async Task The_timer_takes_an_order_over_from_a_process_that_has_died()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded");
        var steps = Samples.Steps.Replace("4 hours", "5 hours", StringComparison.Ordinal);
        var answer = await world.PublishAsync(Samples.Request(steps) with { Inside = InsideChoice.Move });
        var function = new MovingFunction(world.Get<VersionMover>(), new DurableClients(), world.Time);

        // Whoever published is given two minutes.
        await function.MoveAsync(new TimerInfo(), new PurgedHub(), default);
        Assert.NotEqual(answer.Version, (await world.StandingAsync()).Version);

        world.Time.Advance(TimeSpan.FromMinutes(5));
        await function.MoveAsync(new TimerInfo(), new PurgedHub(), default);
        Assert.Equal(answer.Version, (await world.StandingAsync()).Version);
        Assert.Null(await world.Get<MoveOrders>().FindAsync(Samples.Journey, default));
    }
}
