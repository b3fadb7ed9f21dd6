using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.Extensions.Logging;

namespace Journeys.Runtime.Tests.Effects;

public sealed class LedgerTests
{
    private const string Contact = "ada@example.com";

    [Fact]
    public async Task A_mail_goes_from_claimed_over_sending_to_done()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        Assert.Equal(
            ["sendEmail done", "openTask done"],
            (await LedgerAsync(world)).Select(entry => $"{entry.Kind} {EffectStatusWords.Of(entry.Status)}")
        );
        Assert.Equal("Thank you, ada@example.com", Assert.Single(world.Post.Mails).Content.Subject);
        var (touchpoints, _) = await world.Get<ContactStore>().TouchpointsAsync(Contact, 10, null, default);
        Assert.Equal(["email.sent", "whitepaper.downloaded"], touchpoints.Select(touch => touch.Type).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_that_was_not_begun_is_sent_after_the_crash(bool remembers)
    {
        var world = await World.StartAsync();
        world.Post.Remembers = remembers;
        await EnterAsync(world);
        world.Restart();
        await world.RecoverAsync();
        Assert.Single(world.Post.Mails);
        Assert.Equal("qualify", (await world.StandingAsync()).Step);
    }

    [Fact]
    public async Task An_effect_whose_row_cannot_be_read_is_named_in_the_log_and_the_others_are_performed()
    {
        var world = await World.StartAsync();
        string[] contacts = [.. Enumerable.Range(0, 8).Select(n => $"c{n}@example.com")];
        foreach (var contact in contacts)
        {
            await EnterAsync(world, contact);
        }

        world.Restart();
        var damaged = await world.DamageEffectAsync(contacts[0]);

        await world.RecoverAsync();

        Assert.Equal(contacts[1..], world.Post.Mails.Select(mail => mail.To).Order());
        Assert.Equal("thanks", (await world.StandingAsync(contacts[0])).Step);
        using var log = new FaultLog();
        using var logs = LoggerFactory.Create(build => build.AddProvider(log));
        var advance = world.Get<Advance>();
        var partition = await advance.PartitionAsync(World.InstanceOf(contacts[0]), default);
        Assert.DoesNotContain(
            damaged,
            (
                await new Ledger(world.Tables, advance, logs.CreateLogger<Ledger>()).UnfinishedAsync(partition, default)
            ).Select(entry => entry.Id)
        );
        Assert.StartsWith(
            $"Effect {damaged} cannot be read and is passed over",
            Assert.Single(log.Faults),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_mail_that_was_taken_before_the_crash_is_not_sent_again()
    {
        var world = await CrashedAsync(afterTaking: true, remembers: true);
        await world.RecoverAsync();
        Assert.Single(world.Post.Mails);
        Assert.Equal("qualify", (await world.StandingAsync()).Step);
    }

    [Fact]
    public async Task A_mail_that_was_not_taken_before_the_crash_is_sent()
    {
        var world = await CrashedAsync(afterTaking: false, remembers: true);
        await world.RecoverAsync();
        Assert.Single(world.Post.Mails);
        Assert.Equal("qualify", (await world.StandingAsync()).Step);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_whose_fate_nobody_knows_is_uncertain_and_not_sent_again(bool afterTaking)
    {
        var world = await CrashedAsync(afterTaking, remembers: false);
        var before = world.Post.Mails.Count;
        await world.RecoverAsync();
        Assert.Equal(before, world.Post.Mails.Count);
        Assert.Equal(EffectStatus.Uncertain, Assert.Single(await LedgerAsync(world)).Status);
        Assert.Equal("waiting", (await world.StandingAsync()).Status);
        Assert.Equal("thanks", (await world.StandingAsync()).Step);
    }

    [Fact]
    public async Task An_uncertain_mail_is_settled_by_the_providers_word()
    {
        var world = await CrashedAsync(afterTaking: true, remembers: false);
        await world.RecoverAsync();
        var effect = Assert.Single(await LedgerAsync(world)).Id;
        await world.SendAsync("email.delivered", id: "d", data: $$"""{ "effect": "{{effect}}" }""");
        Assert.Equal("qualify", (await world.StandingAsync()).Step);
    }

    [Fact]
    public async Task A_lost_answer_of_the_provider_is_asked_after()
    {
        var world = await World.StartAsync();
        world.Post.BreakAfter = new HttpRequestException("the line broke");
        await world.SendAsync("whitepaper.downloaded");
        Assert.Single(world.Post.Mails);
        Assert.Equal("qualify", (await world.StandingAsync()).Step);
    }

    [Fact]
    public async Task A_mail_the_provider_never_got_is_tried_again_later()
    {
        var world = await World.StartAsync();
        world.Post.BreakBefore = new HttpRequestException("no route");
        await world.SendAsync("whitepaper.downloaded");
        Assert.Empty(world.Post.Mails);
        await world.PassAsync(TimeSpan.FromMinutes(2));
        Assert.EndsWith("1.1.2.1", Assert.Single(world.Post.Mails).Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_is_refused_for_good_holds_the_instance_with_the_reason()
    {
        var world = await World.StartAsync();
        world.Post.Refusal = new(Passing: false, "no such mailbox");
        await world.SendAsync("whitepaper.downloaded");
        Assert.Equal("failed: no such mailbox", (await world.StandingAsync()).Because);
        Assert.Equal(EffectStatus.Failed, Assert.Single(await LedgerAsync(world)).Status);
    }

    [Fact]
    public async Task A_reason_of_any_length_is_told_by_its_beginning_and_kept_whole_in_the_state()
    {
        var world = await World.StartAsync(
            """
            "tell": { "task": "{{date contact.budget}}", "team": "inside-sales", "within": "1 day",
                      "outcomes": { "fine": "end" }, "late": "end" },
            "end":  { "end": "done" }
            """
        );
        var written = new string('x', 40_000);

        await world.SendAsync("whitepaper.downloaded", data: $$"""{ "contact": { "budget": "{{written}}" } }""");

        var standing = await world.StandingAsync();
        Assert.Equal("held", standing.Status);
        Assert.Equal(InstanceRows.BecauseLength + 1, standing.Because!.Length);
        Assert.StartsWith("failed: \"xxx", standing.Because, StringComparison.Ordinal);
        var state = (await world.Get<Advance>().LoadAsync(World.InstanceOf(), default)).State;
        Assert.Contains(written, Assert.IsType<JourneyState.Held>(state).Because.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contact_without_an_address_is_held_visibly()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded", contact: "crm-17");
        Assert.Equal("failed: contact.email is not known", (await world.StandingAsync("crm-17")).Because);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task A_crash_at_any_call_is_recovered_without_a_second_mail_or_task(int call)
    {
        foreach (var fault in new[] { Fault.CrashBefore, Fault.CrashAfter })
        {
            var world = await World.StartAsync();
            world.Tables.FailAt(call, fault);
            await Record.ExceptionAsync(() => world.SendAsync("whitepaper.downloaded"));
            world.Restart();
            await world.SendAsync("whitepaper.downloaded");
            await world.RecoverAsync();
            Assert.Single(world.Post.Mails);
            Assert.Equal("qualify", (await world.StandingAsync()).Step);
            Assert.Equal(
                ["done", "done"],
                (await LedgerAsync(world)).Select(entry => EffectStatusWords.Of(entry.Status))
            );
            Assert.Single(
                (await world.Store.QueryAsync("Tasks", new RowQuery { Partition = "open~inside-sales" }, default)).Rows
            );
        }
    }

    private static async Task<World> CrashedAsync(bool afterTaking, bool remembers)
    {
        var world = await World.StartAsync();
        world.Post.Remembers = remembers;
        (world.Post.BreakBefore, world.Post.BreakAfter) = afterTaking
            ? ((Exception?)null, new CrashException())
            : (new CrashException(), null);
        var advanced = await EnterAsync(world);
        using var dying = new CancellationTokenSource();
        world.Post.Dying = dying;
        var performing = world.Get<EffectPerformer>().PerformAsync(advanced.Commissions[0], dying.Token);
        await Assert.ThrowsAsync<CrashException>(() => performing);
        world.Post.Dying = null;
        world.Restart();
        return world;
    }

    // The decision is stored; nothing was performed yet.
    private static async Task<Advanced> EnterAsync(World world, string contact = Contact)
    {
        await world.SendAsync("page.viewed", contact, id: "known");
        var entry = new EventFact("e1", "whitepaper.downloaded", world.Now, null, Fields.Empty);
        var telling = new Telling(World.InstanceOf(contact), contact, new JourneyInput.EventArrived(entry));
        return await world.Get<Advance>().RunAsync(telling, default);
    }

    private static Task<IReadOnlyList<LedgerEntry>> LedgerAsync(World world) =>
        world.Get<Ledger>().OfInstanceAsync(World.InstanceOf(), default);
}
