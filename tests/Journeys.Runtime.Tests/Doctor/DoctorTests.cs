using System.Net.Http.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Doctor;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;
using NodaTime;

namespace Journeys.Runtime.Tests.Doctor;

/// <summary>Every kind of damage, made on purpose: it is found, explained and, where that is safe, mended.</summary>
public sealed class DoctorTests
{
    private const string Trigger = "whitepaper.downloaded";

    [Fact]
    public async Task A_store_that_has_lived_is_healthy()
    {
        await using var api = await StartAsync();
        for (var n = 0; n < 12; n++)
        {
            await api.World.SendAsync(Trigger, contact: $"c{n}@example.com", id: $"{n}");
            await api.World.PassAsync(TimeSpan.FromHours(1));
            foreach (var task in (await TasksAsync(api)).Items)
            {
                var outcome =
                    task.Kind == "handoff" ? "accepted"
                    : n % 3 == 0 ? "rejected"
                    : "qualified";
                await api.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/{outcome}");
            }
        }

        Assert.Empty(await ExamineAsync(api));
        Assert.Empty(await ExamineAsync(api, repair: true));
    }

    [Fact]
    public async Task A_timer_that_is_missing_from_the_due_index_is_written_anew()
    {
        await using var api = await WaitingAsync();
        var timer = await TimerAsync(api.World);
        await RemoveAsync(api.World, timer.Row);

        var found = Assert.Single(await ExamineAsync(api));
        Assert.Equal(("D103", true, 0, 1), (found.Code, found.Repairable, found.Repaired, found.Count));
        Assert.Equal([World.InstanceOf()], found.Subjects);

        Assert.Equal(1, Assert.Single(await ExamineAsync(api, repair: true)).Repaired);
        Assert.Equal(timer.Row, (await TimerAsync(api.World)).Row);
        Assert.Equal([World.InstanceOf()], api.Get<SleepingInstances>().Woken);
        Assert.Empty(await ExamineAsync(api));
    }

    [Fact]
    public async Task Timers_that_belong_to_nothing_are_removed()
    {
        await using var api = await WaitingAsync();
        var stray = InstanceRows.DueKey(api.World.Now + Duration.FromHours(1), World.InstanceOf());
        var nobody = InstanceRows.DueKey(api.World.Now + Duration.FromHours(1), World.InstanceOf("eve@example.com"));
        await PutAsync(api.World, stray, DueIndex.Write(new(Instant.MinValue, 1)));
        await PutAsync(
            api.World,
            nobody,
            DueIndex.Write(new(Instant.MinValue, 1)),
            World.InstanceOf("eve@example.com")
        );

        var found = await ExamineAsync(api);
        Assert.Equal(["D104", "D104"], found.Select(finding => finding.Code));
        Assert.Equal(
            ["the instance has no state", "the instance is due at another time, or never"],
            found.Select(finding => finding.What).Order()
        );

        Assert.Equal(2, (await ExamineAsync(api, repair: true)).Sum(finding => finding.Repaired));
        Assert.Empty(await ExamineAsync(api));
    }

    [Fact]
    public async Task An_effect_whose_row_cannot_be_read_is_named()
    {
        await using var api = await ApiHost.StartAsync(await World.SleepingAsync());
        await api.World.SendAsync(Trigger);
        var damaged = await api.World.DamageEffectAsync();

        var found = Assert.Single(await ExamineAsync(api));

        Assert.Equal(
            ("D105", Samples.Journey, "the effect's row is of another version, or damaged", false, 1),
            (found.Code, found.Journey, found.What, found.Repairable, found.Count)
        );
        Assert.Equal([damaged], found.Subjects);
    }

    [Fact]
    public async Task An_overdue_instance_goes_on()
    {
        await using var api = await WaitingAsync();
        api.World.Time.Advance(TimeSpan.FromHours(5));

        var found = await ExamineAsync(api);
        Assert.Equal("D101", Assert.Single(found).Code);

        Assert.Equal(1, Assert.Single(await ExamineAsync(api, repair: true)).Repaired);
        Assert.Empty(await ExamineAsync(api));
        Assert.Contains(
            (await api.GetAsync($"/api/instances/{World.InstanceOf()}", ApiJson.Default.InstanceDetail)).History,
            entry => entry.Decisions.Any(decision => decision.To == "escalate")
        );
    }

    [Fact]
    public async Task Held_instances_are_counted_by_reason_and_wait_for_a_person()
    {
        await using var api = await StartAsync();
        foreach (var name in new[] { "ada", "bob" })
        {
            api.World.Post.Refusal = new(Passing: false, "550 no such mailbox");
            await api.World.SendAsync(Trigger, contact: $"{name}@example.com");
        }

        var found = await ExamineAsync(api, repair: true);

        Assert.Equal(["D102", "D501"], found.Select(finding => finding.Code));
        Assert.Equal((2, 0, false), (found[0].Count, found[0].Repaired, found[0].Repairable));
        Assert.Contains("550 no such mailbox", found[0].What, StringComparison.Ordinal);
        Assert.Equal((2, "effects that failed for good"), (found[1].Count, found[1].What));
    }

    [Fact]
    public async Task Rows_whose_instance_has_no_state_are_told_and_left_alone()
    {
        await using var api = await WaitingAsync();
        await RemoveAsync(api.World, InstanceRows.StateKey(World.InstanceOf()));
        await RemoveAsync(api.World, (await TimerAsync(api.World)).Row);

        var found = await ExamineAsync(api, repair: true);

        Assert.Equal(
            ["history", "effects that are over"],
            found.Where(f => f.Code == "D201").Select(f => f.What).OrderDescending()
        );
        Assert.All(found.Where(finding => finding.Code == "D201"), finding => Assert.Equal(0, finding.Repaired));
        Assert.Contains("backup", found[0].Todo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_is_told()
    {
        await using var api = await WaitingAsync();
        var row = await RowAsync(api.World, InstanceRows.StateKey(World.InstanceOf()));
        await PutAsync(
            api.World,
            row.Row,
            new Dictionary<string, object>(row.Properties, StringComparer.Ordinal) { ["f"] = 99 }
        );

        Assert.Equal("D105", (await ExamineAsync(api)).First().Code);
    }

    [Fact]
    public async Task Effects_that_nobody_performs_are_woken()
    {
        await using var api = await ApiHost.StartAsync(await World.SleepingAsync());
        await api.World.SendAsync(Trigger);
        Assert.Empty(await ExamineAsync(api));
        api.World.Time.Advance(TimeSpan.FromMinutes(6));

        var claimed = Assert.Single(await ExamineAsync(api), finding => finding.Code != "D101");
        Assert.Equal(("D202", "sendEmail, claimed"), (claimed.Code, claimed.What));
        await MarkAsync(api.World, EffectStatus.Sending);
        Assert.Contains(await ExamineAsync(api), finding => finding.Code == "D203");
        var state = await RowAsync(api.World, InstanceRows.StateKey(World.InstanceOf()));
        await MarkAsync(api.World, EffectStatus.Claimed);
        await PutAsync(
            api.World,
            state.Row,
            new Dictionary<string, object>(state.Properties, StringComparer.Ordinal) { ["status"] = "finished" }
        );
        Assert.Contains(await ExamineAsync(api, repair: true), finding => finding.Code == "D204");

        Assert.Contains(World.InstanceOf(), api.Get<SleepingInstances>().Woken);
    }

    [Fact]
    public async Task Mails_of_unknown_fate_are_told_with_their_age()
    {
        await using var api = await StartAsync();
        api.World.Post.Remembers = false;
        api.World.Post.BreakAfter = new IOException("the line was cut");
        await api.World.SendAsync(Trigger);

        var found = Assert.Single(await ExamineAsync(api));

        Assert.Equal(("D205", "at step thanks"), (found.Code, found.What));
        Assert.Equal(api.World.Time.GetUtcNow(), found.Since);
    }

    [Fact]
    public async Task A_task_that_nobody_waits_for_is_withdrawn_and_one_on_the_wrong_list_is_moved()
    {
        await using var api = await WaitingAsync();
        var open = new RowQuery { Partition = TaskRows.List("inside-sales", open: true) };
        var listed = Assert.Single(await api.World.Store.QueryAllAsync(TaskRows.Table, open, default));
        var task = StoredTask.Read(listed)!;
        // The instance ends, and the closing of its task is lost.
        await api.SendAsync(HttpMethod.Post, $"/api/instances/{World.InstanceOf()}/cancel");
        await ReopenAsync();

        Assert.Equal("D301", Assert.Single(await ExamineAsync(api)).Code);
        Assert.Equal(1, Assert.Single(await ExamineAsync(api, repair: true)).Repaired);
        Assert.Empty((await TasksAsync(api)).Items);

        // The task is closed, and stands on the open list all the same.
        await api.World.Store.CommitAsync(
            TaskRows.Table,
            listed.Partition,
            [new RowChange.Put(listed.Row, task.Write())],
            default
        );
        Assert.Equal("D302", Assert.Single(await ExamineAsync(api)).Code);
        Assert.Equal(1, Assert.Single(await ExamineAsync(api, repair: true)).Repaired);
        Assert.Empty((await TasksAsync(api)).Items);
        Assert.Empty(await ExamineAsync(api));

        async Task ReopenAsync()
        {
            var own = TaskRows.ById(task.Id);
            await api.World.Store.CommitAsync(TaskRows.Table, own, [new RowChange.Put(own, task.Write())], default);
            await api.World.Store.CommitAsync(
                TaskRows.Table,
                listed.Partition,
                [new RowChange.Put(listed.Row, task.Write())],
                default
            );
        }
    }

    [Fact]
    public async Task A_journey_that_nobody_enters_any_more_is_told_once_its_own_pace_is_known()
    {
        await using var api = await StartAsync(
            """
            "rest": { "wait": "1 hour", "then": "done" }, "done": { "end": "done" }
            """
        );
        for (var n = 0; n < 6; n++)
        {
            await api.World.SendAsync(Trigger, contact: $"c{n}@example.com", id: $"{n}");
            await api.World.PassAsync(TimeSpan.FromHours(12));
        }

        await api.World.PassAsync(TimeSpan.FromHours(23));
        Assert.Empty(await ExamineAsync(api));
        await api.World.PassAsync(TimeSpan.FromHours(2));

        var found = Assert.Single(await ExamineAsync(api));
        Assert.Equal(("D401", "its longest pause used to be 12 hours"), (found.Code, found.What));
    }

    [Fact]
    public async Task An_order_to_move_those_inside_that_nobody_works_at_is_told_and_taken_up()
    {
        await using var api = await WaitingAsync();
        var other = Samples.Steps.Replace("4 hours", "6 hours", StringComparison.Ordinal);
        await api.World.PublishAsync(Samples.Request(other) with { Inside = InsideChoice.Move });
        Assert.Empty(await ExamineAsync(api));
        api.World.Time.Advance(TimeSpan.FromMinutes(11));

        var found = Assert.Single(await ExamineAsync(api, repair: true));

        Assert.Equal(("D402", 1), (found.Code, found.Repaired));
    }

    [Fact]
    public async Task Every_code_is_explained_and_documented()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository(), "docs", "operating.md"));
        Assert.Equal(Ailment.All.Count, Ailment.All.Select(ailment => ailment.Code).Distinct().Count());
        Assert.All(
            Ailment.All,
            ailment =>
            {
                Assert.NotEmpty(ailment.Why);
                var repaired = ailment.Repairable ? "yes" : "no";
                Assert.Contains($"| `{ailment.Code}` | {ailment.Title} | ", page, StringComparison.Ordinal);
                Assert.Matches($@"\| `{ailment.Code}` \| .* \| {repaired} \|", page);
            }
        );
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Journeys.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    private static async Task<ApiHost> StartAsync(string steps = Samples.Steps) =>
        await ApiHost.StartAsync(await World.StartAsync(steps));

    // Ada waits for her task to be answered, within four hours.
    private static async Task<ApiHost> WaitingAsync()
    {
        var api = await StartAsync();
        await api.World.SendAsync(Trigger);
        Assert.Equal("waiting", (await api.World.StandingAsync()).Status);
        return api;
    }

    private static async Task<List<DoctorFinding>> ExamineAsync(ApiHost api, bool repair = false)
    {
        var findings = new List<DoctorFinding>();
        string? after = null;
        do
        {
            var path = (repair ? "/api/doctor/repair" : "/api/doctor") + (after is null ? "" : $"?after={after}");
            var reply = await api.SendAsync(repair ? HttpMethod.Post : HttpMethod.Get, path);
            Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
            var answer = (await reply.Content.ReadFromJsonAsync(ApiJson.Default.DoctorAnswer))!;
            findings.AddRange(answer.Findings);
            after = answer.Next;
            Assert.Equal(after is null, answer.Done == answer.Total);
        } while (after is not null);

        return findings;
    }

    private static Task<Page<TaskDetail>> TasksAsync(ApiHost api) =>
        api.GetAsync("/api/tasks", ApiJson.Default.PageTaskDetail);

    private static Task<string> PartitionAsync(World world, string? instance = null) =>
        world.Get<Advance>().PartitionAsync(instance ?? World.InstanceOf(), default).AsTask();

    private static async Task<TableRow> RowAsync(World world, string row) =>
        (await world.Store.ReadAsync(InstanceRows.Table, await PartitionAsync(world), row, default))!;

    private static async Task<TableRow> TimerAsync(World world) =>
        Assert.Single(
            await world.Store.QueryAllAsync(
                InstanceRows.Table,
                RowQuery.Prefixed(await PartitionAsync(world), InstanceRows.DuePrefix),
                default
            )
        );

    private static async Task RemoveAsync(World world, string row) =>
        Assert.IsType<CommitResult.Committed>(
            await world.Store.CommitAsync(
                InstanceRows.Table,
                await PartitionAsync(world),
                [new RowChange.Delete(row)],
                default
            )
        );

    private static async Task PutAsync(
        World world,
        string row,
        Dictionary<string, object> properties,
        string? instance = null
    ) =>
        Assert.IsType<CommitResult.Committed>(
            await world.Store.CommitAsync(
                InstanceRows.Table,
                await PartitionAsync(world, instance),
                [new RowChange.Put(row, properties)],
                default
            )
        );

    private static async Task MarkAsync(World world, EffectStatus status)
    {
        var entry = Assert.Single(await world.Get<Ledger>().UnfinishedOfAsync(World.InstanceOf(), default));
        await PutAsync(world, LedgerRows.OpenKey(entry.Id), LedgerRows.Write(entry.As(status)));
    }
}
