using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;
using NodaTime;

namespace Journeys.Runtime.Tests.Upkeep;

/// <summary>What becomes of those inside when another version is published.</summary>
public sealed class VersionMoverTests
{
    private const string Old = """
        "rest":  { "wait": "3 days", "then": "thanks" },
        "thanks": { "email": "thanks", "then": "done" },
        "done": { "end": "done" }
        """;

    private const string New = """
        "rest":  { "wait": "5 days", "then": "call" },
        "call": { "task": "Call", "team": "inside-sales", "within": "1 day", "outcomes": { "yes": "thanks" }, "late": "done" },
        "thanks": { "email": "thanks", "then": "done" },
        "done": { "end": "done" }
        """;

    private const string Renamed = """
        "pause":  { "wait": "5 days", "then": "thanks" },
        "thanks": { "email": "thanks", "then": "done" },
        "done": { "end": "done" }
        """;

    private static readonly string[] Contacts =
    [
        "ada@x.example",
        "bo@x.example",
        "cy@x.example",
        "dee@x.example",
        "eve@x.example",
    ];

    [Fact]
    public async Task Those_inside_are_moved_and_then_go_the_new_way()
    {
        var world = await WithContactsAsync(Old);

        var answer = await world.PublishAsync(Samples.Request(New) with { Inside = InsideChoice.Move });
        await MoveAsync(world);

        Assert.Equal(
            (true, 0, 5, false),
            (answer.Changed, answer.Moving!.Moved, answer.Moving.Left, answer.Moving.Done)
        );
        foreach (var contact in Contacts)
        {
            var standing = await world.StandingAsync(contact);
            Assert.Equal((answer.Version, "waiting", "rest"), (standing.Version, standing.Status, standing.Step));
        }

        await world.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal("call", (await world.StandingAsync(Contacts[0])).Step);
        Assert.Equal("5", await ResultAsync(world));
    }

    [Fact]
    public async Task Unless_told_those_inside_stay_and_nobody_is_told_anything()
    {
        var world = await WithContactsAsync(Old);
        var before = (await world.StandingAsync(Contacts[0])).Version;

        var answer = await world.PublishAsync(Samples.Request(New));
        await MoveAsync(world);

        Assert.Null(answer.Moving);
        Assert.Equal(before, (await world.StandingAsync(Contacts[0])).Version);
        Assert.Equal(1, await HistoryCountAsync(world, Contacts[0]));
    }

    [Fact]
    public async Task Those_inside_are_finished_and_those_who_come_later_are_not()
    {
        var world = await WithContactsAsync(Old);
        await world.PublishAsync(Samples.Request(New) with { Inside = InsideChoice.Finish });
        await world.SendAsync("whitepaper.downloaded", "late@x.example");

        await MoveAsync(world);

        foreach (var contact in Contacts)
        {
            Assert.Equal(("finished", "cancelled"), Ended(await world.StandingAsync(contact)));
        }

        Assert.Equal("rest", (await world.StandingAsync("late@x.example")).Step);
        Assert.Equal("5", await ResultAsync(world));
    }

    [Fact]
    public async Task Who_is_paused_comes_to_another_step_only_once_resumed_and_is_named()
    {
        var world = await WithContactsAsync(Old);
        await OperateAsync(world, Contacts[1], OperatorAction.Pause);
        var before = (await world.StandingAsync(Contacts[1])).Version;
        var request = Samples.Request(Renamed) with
        {
            Inside = InsideChoice.Move,
            Map = new Dictionary<string, string> { ["rest"] = "pause" },
        };

        await world.PublishAsync(request);
        await MoveAsync(world);

        const string Paused = "it is paused, and comes to another step only after it is resumed";
        Assert.Equal($"4; 1: {Paused}", await ResultAsync(world));
        Assert.Equal(before, (await world.StandingAsync(Contacts[1])).Version);
        Assert.Equal("pause", (await world.StandingAsync(Contacts[0])).Step);

        await OperateAsync(world, Contacts[1], OperatorAction.Resume);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var again = await world.PublishAsync(request);
        await MoveAsync(world);

        Assert.Equal((false, 1), (again.Changed, again.Moving!.Left));
        Assert.Equal("pause", (await world.StandingAsync(Contacts[1])).Step);
        Assert.Equal("1", await ResultAsync(world));
        Assert.Null((await world.PublishAsync(request)).Moving);
    }

    [Fact]
    public async Task A_step_that_changed_its_verb_between_older_versions_takes_nobody_by_surprise()
    {
        var world = await WithContactsAsync(Old);
        var asks = """
            "start": { "wait": "1 day", "then": "rest" },
            "rest": { "task": "Call", "team": "inside-sales", "within": "1 day", "outcomes": { "yes": "done" }, "late": "done" },
            "done": { "end": "done" }
            """;
        var before = (await world.StandingAsync(Contacts[0])).Version;
        await world.PublishAsync(Samples.Request(asks));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var answer = await world.PublishAsync(
            Samples.Request(asks.Replace("1 day\", \"then", "2 days\", \"then", StringComparison.Ordinal)) with
            {
                Inside = InsideChoice.Move,
            }
        );
        await MoveAsync(world);

        var reason =
            $"\"rest\" is \"task\" in version {answer.Version} and \"wait\" in version {before}, and nothing says where it leads";
        Assert.Equal($"0; 5: {reason}", await ResultAsync(world));
        Assert.Equal(before, (await world.StandingAsync(Contacts[0])).Version);
    }

    [Theory]
    [InlineData(InsideChoice.Move, Fault.CrashBefore)]
    [InlineData(InsideChoice.Move, Fault.CrashAfter)]
    [InlineData(InsideChoice.Move, Fault.LoseAnswer)]
    [InlineData(InsideChoice.Move, Fault.Refuse)]
    [InlineData(InsideChoice.Finish, Fault.CrashBefore)]
    [InlineData(InsideChoice.Finish, Fault.CrashAfter)]
    public async Task Whenever_the_process_dies_everybody_is_moved_once_and_counted_once(
        InsideChoice inside,
        Fault fault
    )
    {
        var calls = int.MaxValue;
        for (var call = 1; call <= calls; call++)
        {
            var world = await WithContactsAsync(Old);
            var answer = await world.PublishAsync(Samples.Request(New) with { Inside = inside });
            world.Restart();
            var before = world.Tables.Calls;
            world.Tables.FailAt(call, fault);
            var failure = await Record.ExceptionAsync(() => MoveAsync(world));
            if (failure is null)
            {
                // The call that fails is reached no more, or the runtime has mended it by itself.
                calls = Math.Min(calls, Math.Max(call, world.Tables.Calls - before));
            }

            world.Restart();
            await MoveAsync(world);

            Assert.Equal("5", await ResultAsync(world));
            Assert.Null(await world.Get<MoveOrders>().FindAsync(Samples.Journey, default));
            foreach (var contact in Contacts)
            {
                Assert.Equal(2, await HistoryCountAsync(world, contact));
                var standing = await world.StandingAsync(contact);
                Assert.Equal(inside == InsideChoice.Finish ? "finished" : "waiting", standing.Status);
                Assert.Equal(inside == InsideChoice.Move, standing.Version == answer.Version);
            }
        }

        Assert.InRange(calls, 10, 200);
    }

    [Fact]
    public async Task A_newer_publication_takes_over_in_the_middle()
    {
        var world = await WithContactsAsync(Old);
        await world.PublishAsync(Samples.Request(New) with { Inside = InsideChoice.Move });
        var newest = New.Replace("5 days", "7 days", StringComparison.Ordinal);
        PublishAnswer? second = null;
        // Between the order's first mark and the first contact who is moved.
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Tables.BeforeCommit = async _ =>
            second = await world.PublishAsync(Samples.Request(newest) with { Inside = InsideChoice.Move });
        await MoveAsync(world);
        var afterFirst = await world.Get<MoveOrders>().FindAsync(Samples.Journey, default);
        await MoveAsync(world);

        Assert.Equal(second!.Version, afterFirst!.Version);
        foreach (var contact in Contacts)
        {
            Assert.Equal(second.Version, (await world.StandingAsync(contact)).Version);
            Assert.Equal(2, await HistoryCountAsync(world, contact));
        }

        var (records, _) = await world.Get<Publications>().ListAsync(Samples.Journey, 10, null, default);
        Assert.Contains(records, record => record is { WasOvertaken: true, Result.Moved: 0 });
        Assert.Contains(records, record => record is { WasOvertaken: false, Result.Moved: 5 });
    }

    [Fact]
    public async Task Publishing_without_moving_anybody_ends_an_order_where_it_is()
    {
        var world = await WithContactsAsync(Old);
        var before = (await world.StandingAsync(Contacts[0])).Version;
        await world.PublishAsync(Samples.Request(New) with { Inside = InsideChoice.Move });
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.PublishAsync(Samples.Request(Renamed));
        await MoveAsync(world);

        Assert.Null(await world.Get<MoveOrders>().FindAsync(Samples.Journey, default));
        Assert.Equal(before, (await world.StandingAsync(Contacts[0])).Version);
    }

    [Fact]
    public async Task Where_many_processes_run_the_order_stays_until_all_know_the_new_version()
    {
        var world = await World.SleepingAsync(Old);
        await world.SendAsync("whitepaper.downloaded", Contacts[0]);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var answer = await world.PublishAsync(Samples.Request(New) with { Inside = InsideChoice.Move });
        await MoveAsync(world);

        Assert.Equal(answer.Version, (await world.StandingAsync(Contacts[0])).Version);
        Assert.Equal(1, (await world.Get<MoveOrders>().FindAsync(Samples.Journey, default))!.Moved);

        // Somebody worked at it a moment ago, so nobody else takes it over.
        await world.Get<VersionMover>().MoveAllAsync(VersionMover.Patience, default);
        Assert.NotNull(await world.Get<MoveOrders>().FindAsync(Samples.Journey, default));

        world.Time.Advance(TimeSpan.FromMinutes(3));
        await world.Get<VersionMover>().MoveAllAsync(VersionMover.Patience, default);
        Assert.Null(await world.Get<MoveOrders>().FindAsync(Samples.Journey, default));
        Assert.Equal("1", await ResultAsync(world));
    }

    [Fact]
    public async Task A_host_goes_on_where_it_stood_and_then_follows_what_is_published()
    {
        var world = await WithContactsAsync(Old);
        await world.PublishAsync(Samples.Request(New) with { Inside = InsideChoice.Move });
        world.Restart();
        using var stop = new CancellationTokenSource();
        var running = world.Get<VersionMover>().RunAsync(stop.Token);
        while (await world.Get<MoveOrders>().FindAsync(Samples.Journey, default) is not null)
        {
            await Task.Yield();
        }

        var newest = New.Replace("5 days", "7 days", StringComparison.Ordinal);
        var answer = await world.PublishAsync(Samples.Request(newest) with { Inside = InsideChoice.Move });
        while (await world.Get<MoveOrders>().FindAsync(Samples.Journey, default) is not null)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(answer.Version, (await world.StandingAsync(Contacts[4])).Version);
    }

    private static async Task<World> WithContactsAsync(string steps)
    {
        var world = await World.StartAsync(steps);
        foreach (var contact in Contacts)
        {
            await world.SendAsync("whitepaper.downloaded", contact);
        }

        world.Time.Advance(TimeSpan.FromMinutes(1));
        return world;
    }

    private static Task MoveAsync(World world) => world.Get<VersionMover>().MoveAllAsync(Duration.Zero, default);

    private static (string, string?) Ended(InstanceSummary standing) => (standing.Status, standing.Outcome);

    private static async Task OperateAsync(World world, string contact, OperatorAction action) =>
        await world.Instances.TellAsync(
            new(World.InstanceOf(contact), null, new JourneyInput.OperatorDecided(action, "ops")),
            default
        );

    // What came of the newest publication: how many were moved; how many could not be, and why.
    private static async Task<string> ResultAsync(World world)
    {
        var live = await world.Get<JourneyCatalog>().GetAsync(Samples.Journey, default);
        var newest = await world.Get<Publications>().NewestAsync(live, default);
        var moving = newest!.Moving!;
        Assert.Equal((true, 0, false), (moving.Done, moving.Left, moving.Overtaken));
        return string.Join(
            "; ",
            [$"{moving.Moved}", .. moving.Refused.Select(refusal => $"{refusal.Count}: {refusal.Reason}")]
        );
    }

    private static async Task<int> HistoryCountAsync(World world, string contact) =>
        (await world.Get<InstanceStore>().HistoryAsync(World.InstanceOf(contact), default)).Count;
}
