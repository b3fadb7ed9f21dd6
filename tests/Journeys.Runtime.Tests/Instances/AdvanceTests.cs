using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using NodaTime;

namespace Journeys.Runtime.Tests.Instances;

public sealed class AdvanceTests
{
    private const string Contact = "ada@example.com";

    private static readonly string Instance = World.InstanceOf();

    [Fact]
    public async Task A_step_is_one_transaction_of_state_timer_history_and_effects()
    {
        var world = await World.StartAsync();
        var before = world.Tables.Commits;
        var advanced = await world.Get<Advance>().RunAsync(Enter(world), default);
        Assert.Equal(1, world.Tables.Commits - before);
        Assert.Equal(["sendEmail"], advanced.Commissions.Select(entry => entry.Kind));
        var effect = $"{Instance}~1.1.1.1";
        Assert.Equal(
            [$"d~{Due(world, 24)}~{Instance}", $"h~{Instance}~000001", $"o~{effect}", $"s~{Instance}"],
            await RowsAsync(world)
        );
    }

    [Fact]
    public async Task A_step_costs_three_requests_where_nothing_is_kept_in_memory()
    {
        var world = await World.StartAsync(singleWriter: false);
        await world.SendAsync("page.viewed", data: """{ "account": { "id": "acme" } }""");
        await world.SendAsync("whitepaper.downloaded", contact: "warm@example.com");
        var before = world.Tables.Calls;
        await world.Get<Advance>().RunAsync(Enter(world), default);
        // State, contact, commit; the account only if the decision looks at it.
        Assert.Equal(3, world.Tables.Calls - before);
    }

    [Fact]
    public async Task An_input_that_changes_nothing_writes_nothing()
    {
        var world = await World.StartAsync();
        await world.Get<Advance>().RunAsync(Enter(world), default);
        var before = world.Tables.Commits;
        var again = await world.Get<Advance>().RunAsync(Enter(world), default);
        Assert.Equal("whitepaper.downloaded is known already", Assert.Single(again.Answers).ToString());
        Assert.Equal(before, world.Tables.Commits);
    }

    [Fact]
    public async Task Whoever_is_slower_reads_and_decides_again()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        var advance = world.Get<Advance>();
        var pause = new Telling(Instance, null, new JourneyInput.OperatorDecided(OperatorAction.Pause, "first"));
        var cancel = new Telling(Instance, null, new JourneyInput.OperatorDecided(OperatorAction.Cancel, "second"));
        world.Tables.BeforeCommit = _ => advance.RunAsync(pause, default);
        var advanced = await advance.RunAsync(cancel, default);
        Assert.IsType<AdvanceAnswer.Moved>(Assert.Single(advanced.Answers));
        Assert.Equal("cancelled", (await world.StandingAsync()).Outcome);
        var history = await world.Get<InstanceStore>().HistoryAsync(Instance, default);
        Assert.Equal(Enumerable.Range(1, history.Count), history.Select(record => record.Sequence));
        Assert.Equal(
            ["first", "second"],
            history.TakeLast(2).Select(record => ((JourneyInput.OperatorDecided)record.Input).By)
        );
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_and_not_made_twice()
    {
        var world = await World.StartAsync();
        // The version is read, then the state, then comes the commit.
        await world.Get<JourneyCatalog>().LiveAsync(default);
        world.Tables.BeforeCommit = _ =>
        {
            world.Tables.FailAt(1, Fault.LoseAnswer);
            return Task.CompletedTask;
        };
        var advanced = await world.Get<Advance>().RunAsync(Enter(world), default);
        Assert.IsType<AdvanceAnswer.Moved>(Assert.Single(advanced.Answers));
        // With its row's mark, so that another process that wants to perform it too is told apart.
        var standing = await world.Get<Ledger>().UnfinishedOfAsync(Instance, default);
        Assert.Equal(Assert.Single(standing).ETag, Assert.Single(advanced.Commissions).ETag);
        Assert.Single(await world.Get<InstanceStore>().HistoryAsync(Instance, default));
    }

    [Fact]
    public async Task Several_inputs_are_one_transaction_in_which_each_row_appears_once()
    {
        var world = await World.StartAsync();
        var effect = $"{Instance}~1.1.1.1";
        var advance = world.Get<Advance>();
        var first = await advance.RunAsync(Enter(world), default);
        var standing = await advance.LoadAsync(Instance, default);
        var done = first.Commissions[0].As(EffectStatus.Done, "sent");
        var telling = new Telling(
            Instance,
            Contact,
            [
                new Told(new JourneyInput.EffectSucceeded(effect, Fields.Empty), done),
                new Told(new JourneyInput.OperatorDecided(OperatorAction.Pause, "ops")),
                new Told(new JourneyInput.OperatorDecided(OperatorAction.Resume, "ops")),
            ]
        );
        var plan = await advance.PlanAsync(StepPlan.From(standing), telling, default);
        var rows = plan.Changes().Select(change => change.Row).ToList();
        Assert.Equal(rows.Distinct(), rows);
        Assert.Equal($"s~{Instance}", rows[0]);
        Assert.Equal(3, plan.History.Count);
        Assert.Equal(EffectStatus.Done, plan.Ledger[effect].Status);
        Assert.Equal(4, plan.Next.Sequence);
        var before = world.Tables.Commits;
        await advance.RunAsync(telling, default);
        Assert.Equal(1, world.Tables.Commits - before);
    }

    [Fact]
    public async Task A_timer_that_moves_leaves_one_row_in_the_due_index()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        Assert.Equal([$"d~{Due(world, 4)}~{Instance}"], (await RowsAsync(world)).Where(row => row.StartsWith('d')));
        await TellAsync(world, OperatorAction.Pause);
        Assert.DoesNotContain(await RowsAsync(world), row => row.StartsWith('d'));
        world.Time.Advance(TimeSpan.FromHours(10));
        await TellAsync(world, OperatorAction.Resume);
        Assert.Equal([$"d~{Due(world, 4)}~{Instance}"], (await RowsAsync(world)).Where(row => row.StartsWith('d')));
    }

    [Fact]
    public async Task The_history_decided_again_gives_the_same_states()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded", data: """{ "contact": { "timeZone": "Europe/Berlin" } }""");
        await world.PassAsync(TimeSpan.FromHours(5));
        await world.SendAsync("page.viewed", id: "2", data: """{ "contact": { "timeZone": "Asia/Tokyo" } }""");
        await TellAsync(world, OperatorAction.Skip);
        await world.PassAsync(TimeSpan.FromDays(5));
        var definition = (
            await world.Get<JourneyCatalog>().GetAsync(Samples.Journey, (await world.StandingAsync()).Version, default)
        ).Definition;
        JourneyState state = new JourneyState.Unentered(Instance);
        var history = await world.Get<InstanceStore>().HistoryAsync(Instance, default);
        Assert.True(history.Count > 5);
        foreach (var record in history)
        {
            state = Replay.Again(definition, state, record);
        }

        Assert.Equal((await world.Get<Advance>().LoadAsync(Instance, default)).State, state);
    }

    [Fact]
    public async Task A_run_stays_on_its_version_and_the_next_takes_the_live_one()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        var first = (await world.StandingAsync()).Version;
        var second = await world.PublishAsync(
            Samples.Request(Samples.Steps.Replace("4 hours", "5 hours", StringComparison.Ordinal))
        );
        Assert.NotEqual(first, second.Version);
        await world.PassAsync(TimeSpan.FromHours(5));
        Assert.Equal(first, (await world.StandingAsync()).Version);
        await TellAsync(world, OperatorAction.Cancel);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.SendAsync("whitepaper.downloaded", id: "2");
        Assert.Equal(second.Version, (await world.StandingAsync()).Version);
        Assert.Equal(2, (await world.StandingAsync()).Run);
    }

    private static Telling Enter(World world) =>
        new(
            Instance,
            Contact,
            new JourneyInput.EventArrived(new("e1", "whitepaper.downloaded", world.Now, null, Fields.Empty))
        );

    private static Task<IReadOnlyList<AdvanceAnswer>> TellAsync(World world, OperatorAction action) =>
        world.Instances.TellAsync(new(Instance, null, new JourneyInput.OperatorDecided(action, "ops")), default);

    private static string Due(World world, int hours) => SortableTime.Ascending(world.Now + Duration.FromHours(hours));

    private static async Task<IEnumerable<string>> RowsAsync(World world) =>
        from row in (await world.Store.QueryAsync(InstanceRows.Table, new RowQuery(), default)).Rows
        select row.Row;
}
