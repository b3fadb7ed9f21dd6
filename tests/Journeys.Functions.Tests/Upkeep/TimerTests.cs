using System.Reflection;
using Journeys.Functions.Settings;
using Journeys.Functions.Upkeep;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Tests.Upkeep;

public sealed class TimerTests
{
    [Fact]
    public void Each_piece_of_upkeep_has_its_hour() =>
        Assert.Equal(
            [
                ("EraseContacts", "45 */5 * * * *"),
                ("MoveInside", "15 */5 * * * *"),
                ("Retention", "0 17 3 * * *"),
                ("UncertainSends", "30 */5 * * * *"),
                ("Watchdog", "0 * * * * *"),
            ],
            from type in typeof(RetentionFunction).Assembly.GetTypes()
            from method in type.GetMethods()
            from parameter in method.GetParameters()
            let timer = parameter.GetCustomAttribute<TimerTriggerAttribute>()
            where timer is not null
            let name = method.GetCustomAttribute<FunctionAttribute>()!.Name
            orderby name
            select (name, timer.Schedule)
        );

    [Fact]
    public async Task What_ended_long_ago_goes_from_our_tables_and_from_durables()
    {
        var world = await World.StartAsync("\"bye\": { \"end\": \"over\" }");
        await world.SendAsync("whitepaper.downloaded");
        world.Time.Advance(TimeSpan.FromDays(31));
        var durable = new PurgedHub();
        var retention = new RetentionFunction(
            world.Get<Retention>(),
            world.Get<Journeys.Runtime.DeadLetters.DeadLetterRetention>(),
            new FunctionsSettings { RetentionDays = 30 },
            world.Time
        );

        await retention.PurgeAsync(new TimerInfo(), durable, default);

        var instance = await world
            .Get<Journeys.Runtime.Instances.InstanceStore>()
            .FindAsync(World.InstanceOf(), default);
        Assert.Equal("finished", instance?.Status);
        Assert.Equal(0, (await world.Get<Retention>().PurgeAsync(NodaTime.Duration.FromDays(30), default)).Instances);
        var purged = Assert.Single(durable.Purged);
        Assert.Equal((null, world.Time.GetUtcNow().AddDays(-30)), (purged.CreatedFrom, purged.CreatedTo));
        Assert.Equal(
            [
                OrchestrationRuntimeStatus.Completed,
                OrchestrationRuntimeStatus.Failed,
                OrchestrationRuntimeStatus.Terminated,
            ],
            purged.Statuses
        );
    }
}
