using Journeys.Runtime.Api;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;
using NodaTime;

namespace Journeys.Runtime.Tests.Erasure;

/// <summary>Erasing while something goes wrong, and while something else goes on.</summary>
public sealed class ErasureFaultTests
{
    private const string Ada = "ada@example.com";

    private static readonly string[] Traces = [Ada, "Lovelace", World.InstanceOf()];

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    [InlineData(Fault.Refuse)]
    [InlineData(Fault.LoseAnswer)]
    public async Task Whichever_call_fails_whoever_goes_on_leaves_nothing(Fault fault)
    {
        var last = 0;
        for (var call = 1; call > last; call++)
        {
            var world = await EnteredAsync();
            var state = await world.Get<ErasureRequests>().EraseAsync(Ada, "dpo@us.example", default);
            var before = world.Tables.Calls;
            world.Tables.FailAt(call, fault);
            try
            {
                await world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
                last = world.Tables.Calls - before < call ? call : last;
            }
            catch (Exception failed) when (failed is CrashException or StorageUnavailableException)
            {
                // What is tested is what comes after.
            }

            world.Restart();
            await FinishAsync(world);
            await AssertGoneAsync(world);
            var receipt = await world.Get<ErasureRequests>().ReceiptAsync(state!.Receipt, default);
            Assert.Equal(ErasureState.Done, receipt!.Status);
            if (last == call)
            {
                return;
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_that_is_being_sent_is_sent_once_and_leaves_nothing(bool singleWriter)
    {
        var world = await World.StartAsync(singleWriter: singleWriter);
        // The first thing after the mail is marked as being sent is the erasure.
        world.Tables.BeforeCommit = Meddle(world, IsSending, after: true);

        await world.SendAsync("whitepaper.downloaded", data: """{ "contact": { "name": "Ada Lovelace" } }""");
        await FinishAsync(world);
        await world.PassAsync(TimeSpan.FromDays(30));
        await world.RecoverAsync();

        Assert.InRange(world.Post.Mails.Count, 0, 1);
        await AssertGoneAsync(world);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_that_was_about_to_be_sent_is_not(bool singleWriter)
    {
        var world = await World.StartAsync(singleWriter: singleWriter);
        world.Tables.BeforeCommit = Meddle(world, IsSending, after: false);

        await world.SendAsync("whitepaper.downloaded", data: """{ "contact": { "name": "Ada Lovelace" } }""");
        await FinishAsync(world);

        Assert.Empty(world.Post.Mails);
        await AssertGoneAsync(world);
    }

    [Fact]
    public async Task An_event_that_is_being_taken_in_is_refused_or_goes_too()
    {
        for (var commit = 1; commit <= 6; commit++)
        {
            var world = await EnteredAsync(singleWriter: false);
            var left = commit;
            world.Tables.BeforeCommit = Meddle(world, _ => --left == 0, after: false);

            await world.SendAsync("email.clicked", id: "2", data: """{ "contact": { "city": "Lovelace Town" } }""");
            await world.SendAsync("whitepaper.downloaded", id: "3");
            if (world.Tables.BeforeCommit is not null)
            {
                world.Tables.BeforeCommit = null;
                await EraseAsync(world);
            }

            await FinishAsync(world);
            await AssertGoneAsync(world);
        }
    }

    [Fact]
    public async Task A_new_contact_that_is_erased_while_its_first_event_is_taken_in_does_not_stay()
    {
        var world = await World.StartAsync(singleWriter: false);
        await world.SendJsonAsync(
            """{ "specversion": "0.1", "id": "x", "source": "t", "type": "page.viewed", "subject": "ada@example.com" }"""
        );
        world.Tables.BeforeCommit = Meddle(world, _ => true, after: false);

        var answer = await world.SendAsync("whitepaper.downloaded");
        await FinishAsync(world);

        Assert.Equal(EventResult.Rejected, answer.Events[0].Result);
        await AssertGoneAsync(world);
    }

    [Fact]
    public async Task Two_who_erase_at_once_share_one_receipt()
    {
        var world = await EnteredAsync();
        var requests = world.Get<ErasureRequests>();

        var receipts = await Task.WhenAll(
            requests.EraseAsync(Ada, "one@us.example", default),
            requests.EraseAsync(Ada, "two@us.example", default)
        );
        await Task.WhenAll(
            world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default),
            world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default)
        );
        await FinishAsync(world);

        Assert.Equal(receipts[0]!.Receipt, receipts[1]!.Receipt);
        await AssertGoneAsync(world);
    }

    [Fact]
    public async Task Two_processes_that_erase_at_once_do_not_disturb_each_other()
    {
        var world = await EnteredAsync(singleWriter: false);
        var state = await world.Get<ErasureRequests>().EraseAsync(Ada, "dpo@us.example", default);
        var counted = await world.Get<ErasureRequests>().CountAsync(Ada, default);
        var left = 3;
        world.Tables.BeforeCommit = Meddle(
            world,
            _ => --left == 0,
            after: false,
            () => world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default)
        );

        await world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
        await FinishAsync(world);

        await AssertGoneAsync(world);
        var receipt = await world.Get<ErasureRequests>().ReceiptAsync(state!.Receipt, default);
        Assert.Equal(counted, receipt!.Rows);
    }

    // A process that stood still before any of its transactions, while another one carried the order out to its end.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_goes_on_erasing_what_another_has_ended_leaves_nothing(bool watched)
    {
        for (var commit = 1; commit <= 8; commit++)
        {
            var world = await EnteredAsync(singleWriter: false);
            await world.Get<ErasureRequests>().EraseAsync(Ada, "dpo@us.example", default);
            if (watched)
            {
                await world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
            }

            var left = commit;
            world.Tables.BeforeCommit = Meddle(world, _ => --left == 0, after: false, () => FinishAsync(world));
            await world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
            await FinishAsync(world);

            await AssertGoneAsync(world);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_consents_anew_while_another_process_still_watches_stays(bool singleWriter)
    {
        for (var query = 1; query <= 10; query++)
        {
            var world = await EnteredAsync(singleWriter);
            await EraseAsync(world);
            world.Time.Advance(TimeSpan.FromMinutes(5));
            world.Tables.BeforeQuery = AtQuery(world, query, () => world.SendAsync("contact.consented", id: "anew"));
            await world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);

            Assert.True(world.Tables.BeforeQuery is null, $"there is no query {query}");
            Assert.True(await world.Get<ContactStore>().ExistsAsync(Ada, default), $"gone at query {query}");
            var (touchpoints, _) = await world.Get<ContactStore>().TouchpointsAsync(Ada, 10, null, default);
            Assert.Equal("contact.consented", Assert.Single(touchpoints).Type);
            Assert.Null(await world.Get<ErasureRequests>().FindAsync(Ada, default));
        }
    }

    [Fact]
    public async Task Whoever_is_moved_to_another_version_is_erased_all_the_same()
    {
        var world = await EnteredAsync();
        await world.SendAsync("whitepaper.downloaded", "bob@example.com");
        var steps = Samples.Steps.Replace("4 hours", "5 hours", StringComparison.Ordinal);
        var answer = await world.PublishAsync(Samples.Request(steps) with { Inside = InsideChoice.Move });
        world.Tables.BeforeCommit = Meddle(world, changes => changes.Any(IsState), after: false);

        await world.Get<VersionMover>().MoveAllAsync(Duration.Zero, default);
        await FinishAsync(world);

        await AssertGoneAsync(world);
        Assert.Equal(answer.Version, (await world.StandingAsync("bob@example.com")).Version);
    }

    [Fact]
    public async Task A_timer_and_a_turn_that_come_after_find_nobody()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded", data: """{ "contact": { "name": "Ada Lovelace" } }""");
        await world.TurnAsync();
        await EraseAsync(world);

        var report = await world.TurnAsync();
        var elapsed = new Orchestrations.Machine.JourneyInput.TimerElapsed(2, world.Now);
        var answers = await world.Instances.TellAsync(new(World.InstanceOf(), null, elapsed), default);
        await FinishAsync(world);

        Assert.True(report.Finished);
        Assert.IsType<AdvanceAnswer.Ignored>(Assert.Single(answers));
        await AssertGoneAsync(world);
    }

    private static async Task<World> EnteredAsync(bool singleWriter = true)
    {
        var world = await World.StartAsync(singleWriter: singleWriter);
        await world.SendAsync("whitepaper.downloaded", data: """{ "contact": { "name": "Ada Lovelace" } }""");
        await world.SendJsonAsync(
            """{ "specversion": "0.1", "id": "x", "source": "t", "type": "page.viewed", "subject": "ada@example.com" }"""
        );
        return world;
    }

    private static async Task EraseAsync(World world)
    {
        await world.Get<ErasureRequests>().EraseAsync(Ada, "dpo@us.example", default);
        await world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
    }

    private static async Task FinishAsync(World world)
    {
        world.Tables.BeforeCommit = null;
        await world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
        world.Time.Advance(ContactEraser.Grace.ToTimeSpan());
        await world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
    }

    private static async Task AssertGoneAsync(World world)
    {
        Assert.Equal([], (await StoreDump.OfAsync(world.Store)).Naming(Traces));
        Assert.True(await world.Get<ContactStore>().IsErasedAsync(Ada, default));
    }

    private static Func<Task> AtQuery(World world, int query, Func<Task> what) =>
        query == 1
            ? what
            : () =>
            {
                world.Tables.BeforeQuery = AtQuery(world, query - 1, what);
                return Task.CompletedTask;
            };

    private static bool IsSending(IReadOnlyList<RowChange> changes) =>
        changes.Any(change =>
            change is RowChange.Replace { Properties: var properties }
            && properties.GetValueOrDefault("status") is "sending"
        );

    private static bool IsState(RowChange change) =>
        change.Row.StartsWith(InstanceRows.StateKey(World.InstanceOf()), StringComparison.Ordinal);

    // Does something before, or after, the first transaction that is meant; what it does itself is left alone.
    private static Func<IReadOnlyList<RowChange>, Task> Meddle(
        World world,
        Func<IReadOnlyList<RowChange>, bool> isMeant,
        bool after,
        Func<Task>? what = null
    ) =>
        async changes =>
        {
            if (!isMeant(changes))
            {
                world.Tables.BeforeCommit = Meddle(world, isMeant, after, what);
            }
            else if (after)
            {
                world.Tables.BeforeRead = () => (what ?? (() => EraseAsync(world)))();
            }
            else
            {
                await (what ?? (() => EraseAsync(world)))();
            }
        };
}
