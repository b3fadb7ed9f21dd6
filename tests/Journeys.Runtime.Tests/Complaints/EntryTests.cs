using Journeys.Runtime.Api;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Runtime.Tests.Complaints;

/// <summary>What users of other engines complain of: people who are in twice.</summary>
public sealed class EntryTests
{
    private const string Steps = """
        "thanks": { "email": "thanks", "then": "rest" },
        "rest": { "wait": "3 days", "then": "again" },
        "again": { "email": "thanks", "then": "done" },
        "done": { "end": "done" }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_may_enter_once_enters_once_however_many_events_come_at_the_same_moment(bool singleWriter)
    {
        var world = await World.StartAsync(steps: null, singleWriter);
        await world.PublishAsync(Again("never"));

        await Task.WhenAll(Enumerable.Range(1, 5).Select(id => world.SendAsync("whitepaper.downloaded", id: $"{id}")));
        await world.PassAsync(TimeSpan.FromDays(4));
        world.Restart();
        await world.SendAsync("whitepaper.downloaded", id: "after the run");
        await world.PassAsync(TimeSpan.FromDays(4));

        var standing = await world.StandingAsync();
        Assert.Equal((1, "finished", "done"), (standing.Run, standing.Status, standing.Outcome));
        Assert.Equal(2, world.Post.Mails.Count);
    }

    [Fact]
    public async Task Who_enters_again_has_one_timer_and_gets_each_mail_once_a_run()
    {
        var world = await World.StartAsync(Steps);
        await world.SendAsync("whitepaper.downloaded", id: "1");
        await world.SendAsync("whitepaper.downloaded", id: "while inside");
        await world.PassAsync(TimeSpan.FromDays(4));
        await world.SendAsync("whitepaper.downloaded", id: "2");

        Assert.Equal(1, await TimersAsync(world));
        await world.PassAsync(TimeSpan.FromDays(10));

        Assert.Equal(0, await TimersAsync(world));
        var standing = await world.StandingAsync();
        Assert.Equal((2, "finished"), (standing.Run, standing.Status));
        var mails = world.Post.Mails.Select(mail => mail.Effect[(World.InstanceOf().Length + 1)..]);
        Assert.Equal(["1.1.1.1", "1.3.1.1", "2.1.1.1", "2.3.1.1"], mails);
    }

    [Fact]
    public async Task Two_workers_that_run_one_step_send_one_mail()
    {
        var world = await World.SleepingAsync(Steps);
        await world.SendAsync("whitepaper.downloaded");
        var both = new ServiceCollection();
        world.Register(both);
        await using var other = both.BuildServiceProvider();
        world.Tables.BeforeCommit = _ => other.GetRequiredService<Turn>().RunAsync(World.InstanceOf(), -1, default);

        await world.TurnAsync();

        Assert.Single(world.Post.Mails);
        Assert.Equal(("waiting", "rest"), ((await world.StandingAsync()).Status, (await world.StandingAsync()).Step));
        var entry = Assert.Single(await world.Get<Ledger>().OfInstanceAsync(World.InstanceOf(), default));
        Assert.Equal(EffectStatus.Done, entry.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sender_that_repeats_a_request_that_was_not_answered_makes_no_second_event(bool singleWriter)
    {
        var world = await World.StartAsync(Steps, singleWriter);
        world.Tables.FailAt(world.Tables.Calls == 0 ? 1 : 6, Fault.LoseAnswer);
        _ = await Record.ExceptionAsync(() => world.SendAsync("whitepaper.downloaded", id: "same"));

        await world.SendAsync("whitepaper.downloaded", id: "same");
        var third = await world.SendAsync("whitepaper.downloaded", id: "same");

        Assert.Equal((0, 1, 0), (third.Accepted, third.Duplicate, third.Rejected));
        Assert.Equal(1, (await world.StandingAsync()).Run);
        Assert.Single(world.Post.Mails);
    }

    private static PublishRequest Again(string again)
    {
        var request = Samples.Request(Steps);
        return request with
        {
            Definition = request.Definition.Replace("\"always\"", $"\"{again}\"", StringComparison.Ordinal),
        };
    }

    private static async Task<int> TimersAsync(World world)
    {
        var rows = await world.Store.QueryAsync(InstanceRows.Table, new(), default);
        return rows.Rows.Count(row => row.Row.StartsWith("d~", StringComparison.Ordinal));
    }
}
