using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;
using NodaTime;

namespace Journeys.Runtime.Tests.Upkeep;

public sealed class RetentionTests
{
    private const string Steps = """
        "tell": { "notify": "sales-lead", "message": "look", "then": "wait" },
        "wait": { "wait": "1 day", "then": "end" },
        "end":  { "end": "done" }
        """;

    private static readonly Duration Year = Duration.FromDays(365);

    [Fact]
    public async Task What_a_run_that_ended_long_ago_did_is_removed_and_that_it_was_is_not()
    {
        var world = await FinishedAsync();
        world.Time.Advance(TimeSpan.FromDays(366));

        Assert.Equal((1, 3), await PurgeAsync(world));

        Assert.Equal([$"s~{World.InstanceOf()}"], await RowsAsync(world));
        Assert.Equal(
            ("finished", "done"),
            ((await world.StandingAsync()).Status, (await world.StandingAsync()).Outcome)
        );
        Assert.Equal((0, 0), await PurgeAsync(world));
    }

    [Fact]
    public async Task What_ended_lately_or_goes_on_is_kept()
    {
        var world = await FinishedAsync();
        await world.SendAsync("whitepaper.downloaded", contact: "bob@example.com");
        var before = await RowsAsync(world);
        world.Time.Advance(TimeSpan.FromDays(364));

        Assert.Equal((0, 0), await PurgeAsync(world));
        Assert.Equal(before, await RowsAsync(world));
    }

    [Fact]
    public async Task Whoever_enters_again_meanwhile_keeps_the_history_of_the_new_run()
    {
        var world = await FinishedAsync();
        world.Time.Advance(TimeSpan.FromDays(366));
        world.Tables.BeforeCommit = async _ => await world.SendAsync("whitepaper.downloaded", id: "2");

        await PurgeAsync(world);

        var history = await world.Get<InstanceStore>().HistoryAsync(World.InstanceOf(), default);
        Assert.Equal([1, 2, 3], history.Select(record => record.Sequence));
        Assert.Equal(2, (await world.StandingAsync()).Run);
    }

    [Fact]
    public async Task A_round_that_is_interrupted_is_taken_up_again()
    {
        var world = await FinishedAsync();
        world.Time.Advance(TimeSpan.FromDays(366));
        world.Tables.BeforeCommit = _ =>
        {
            world.Tables.FailAt(1, Fault.LoseAnswer);
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<StorageUnavailableException>(() => PurgeAsync(world));
        await PurgeAsync(world);

        Assert.Equal([$"s~{World.InstanceOf()}"], await RowsAsync(world));
    }

    private static async Task<World> FinishedAsync()
    {
        var world = await World.StartAsync(Steps);
        await world.SendAsync("whitepaper.downloaded");
        await world.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal("finished", (await world.StandingAsync()).Status);
        return world;
    }

    private static Task<(int Instances, int Rows)> PurgeAsync(World world) =>
        world.Get<Retention>().PurgeAsync(Year, default);

    private static async Task<IEnumerable<string>> RowsAsync(World world) =>
        (await world.Store.QueryAllAsync(InstanceRows.Table, new RowQuery(), default)).Select(row => row.Row).Order();
}
