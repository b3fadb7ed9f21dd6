using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Pacing;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Effects;

/// <summary>What the provider has taken is sent, whatever else fails: the ledger says so, and nobody sends it again.</summary>
public sealed class TakenMailTests
{
    private const string Contact = "ada@example.com";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_whose_touchpoint_the_store_refuses_is_known_as_taken_by_the_next_process(bool singleWriter)
    {
        var world = await StartAsync(singleWriter);
        world.Post.AfterTaking = () => Refuse(world, ContactRows.Table);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.SendAsync("whitepaper.downloaded"));
        Assert.Equal(["sendEmail sending"], await LedgerAsync(world));

        Answer(world);
        world.Restart();
        await world.RecoverAsync();

        await AssertSentOnceAsync(world);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_that_cannot_even_be_noted_is_known_as_taken_by_the_same_process(bool singleWriter)
    {
        var world = await StartAsync(singleWriter);
        world.Post.AfterTaking = () => Refuse(world, ContactRows.Table, InstanceRows.Table);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.SendAsync("whitepaper.downloaded"));

        Answer(world);
        world.Time.Advance(SendEmailPerformer.Patience.ToTimeSpan());
        await world.RecoverAsync();

        await AssertSentOnceAsync(world);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_result_that_cannot_be_told_is_told_when_the_store_answers(bool singleWriter)
    {
        var world = await StartAsync(singleWriter);
        world.Post.AfterTaking = () => Refuse(world, InstanceRows.Table);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.SendAsync("whitepaper.downloaded"));

        Answer(world);
        world.Time.Advance(SendEmailPerformer.Patience.ToTimeSpan());
        await world.RecoverAsync();

        await AssertSentOnceAsync(world);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fault_of_ours_in_writing_the_touchpoint_does_not_make_the_mail_unsent(bool singleWriter)
    {
        var world = await StartAsync(singleWriter);
        world.Post.AfterTaking = () => Break(world, new StorageAnswerException("418"), ContactRows.Table);
        await Record.ExceptionAsync(() => world.SendAsync("whitepaper.downloaded"));
        Assert.Equal(["sendEmail sending"], await LedgerAsync(world));

        Answer(world);
        world.Restart();
        await world.RecoverAsync();

        await AssertSentOnceAsync(world);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_is_stopped_while_a_mail_is_taken_still_says_that_it_was_sent(bool singleWriter)
    {
        var world = await StartAsync(singleWriter);
        var mail = (await EnterAsync(world)).Commissions[0];
        using var stopping = new CancellationTokenSource();
        world.Post.AfterTaking = stopping.Cancel;

        var told = await world.Get<EffectPerformer>().PerformAsync(mail, stopping.Token);

        Assert.Equal(EffectStatus.Done, told!.Entry!.Status);
        world.Post.AfterTaking = () => { };
        await world.Instances.TellAsync(new(mail.Instance, Contact, [told]), default);
        await AssertSentOnceAsync(world);
    }

    [Fact]
    public async Task A_turn_that_is_cut_off_while_a_mail_is_taken_still_tells_the_ledger()
    {
        var world = await World.SleepingAsync();
        world.Post.Remembers = false;
        await world.SendAsync("whitepaper.downloaded");
        using var stopping = new CancellationTokenSource();
        world.Post.AfterTaking = stopping.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.TurnAsync(cancellation: stopping.Token));
        Assert.Equal(["openTask claimed", "sendEmail done"], (await LedgerAsync(world)).Order());

        world.Restart();
        await world.TurnAsync();

        await AssertSentOnceAsync(world);
    }

    [Fact]
    public async Task A_host_that_is_stopped_before_a_mail_is_marked_leaves_it_to_the_next()
    {
        var world = await StartAsync(singleWriter: true);
        var mail = (await EnterAsync(world)).Commissions[0];
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            world.Get<EffectPerformer>().PerformAsync(mail, stopping.Token)
        );

        Assert.Equal(["sendEmail claimed"], await LedgerAsync(world));
        await world.RecoverAsync();
        await AssertSentOnceAsync(world);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_that_cannot_be_counted_was_sent_all_the_same(bool singleWriter)
    {
        var world = await PacedWorld.StartAsync(
            """{ "class": "requested", "pauseAfter": { "failed": 5, "of": 10 } }""",
            singleWriter: singleWriter
        );
        await world.EnterAsync(Tallies.SentAtOnce - 1);
        world.Post.AfterTaking = () => Break(world, new TableMissingException(PacingRows.Table), PacingRows.Table);
        await world.EnterAsync(1, first: Tallies.SentAtOnce - 1);

        var last = World.InstanceOf(PacedWorld.Contact(Tallies.SentAtOnce - 1));
        Assert.Equal(EffectStatus.Done, Assert.Single(await world.Get<Ledger>().OfInstanceAsync(last, default)).Status);
        Assert.Equal(Tallies.SentAtOnce, world.Post.Mails.Count);
    }

    private static async Task<World> StartAsync(bool singleWriter)
    {
        var world = await World.StartAsync(singleWriter: singleWriter);
        world.Post.Remembers = false;
        return world;
    }

    private static void Refuse(World world, params string[] tables) =>
        Break(world, new StorageUnavailableException("too many requests"), tables);

    private static void Break(World world, Exception fault, params string[] tables) =>
        world.Tables.Breaks = table => tables.Contains(table) ? fault : null;

    private static void Answer(World world)
    {
        world.Tables.Breaks = _ => null;
        world.Post.AfterTaking = () => { };
    }

    private static async Task AssertSentOnceAsync(World world)
    {
        var mail = Assert.Single(world.Post.Mails);
        Assert.Equal(["sendEmail done", "openTask done"], await LedgerAsync(world));
        Assert.Equal(
            $"message <{mail.Effect}>",
            (await world.Get<Ledger>().OfInstanceAsync(World.InstanceOf(), default))[0].Detail
        );
        Assert.Equal("qualify", (await world.StandingAsync()).Step);
        var (touchpoints, _) = await world.Get<ContactStore>().TouchpointsAsync(Contact, 10, null, default);
        Assert.Single(touchpoints, touch => touch.Type == "email.sent");
    }

    // The decision is stored; nothing was performed yet.
    private static async Task<Advanced> EnterAsync(World world)
    {
        await world.SendAsync("page.viewed", id: "known");
        var entry = new EventFact("e1", "whitepaper.downloaded", world.Now, null, Fields.Empty);
        var telling = new Telling(World.InstanceOf(), Contact, new JourneyInput.EventArrived(entry));
        return await world.Get<Advance>().RunAsync(telling, default);
    }

    private static async Task<List<string>> LedgerAsync(World world) =>
        [
            .. (await world.Get<Ledger>().OfInstanceAsync(World.InstanceOf(), default)).Select(entry =>
                $"{entry.Kind} {EffectStatusWords.Of(entry.Status)}"
            ),
        ];
}
