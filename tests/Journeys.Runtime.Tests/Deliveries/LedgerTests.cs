using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Deliveries;

/// <summary>What the ledger makes of the provider's word: late, twice, out of order, and for mails whose fate nobody knew.</summary>
public sealed class LedgerTests
{
    private const string Bounce = "\"type\": \"bounce\", \"status\": \"5.1.1\", \"reason\": \"550 nobody\"";

    public static TheoryData<string> Orders =>
        [
            .. from one in Kinds
            from two in Kinds
            from three in Kinds
            where one != two && two != three && one != three
            select $"{one} {two} {three}",
        ];

    private static readonly string[] Kinds = ["processed", "deferred", "delivered", "bounce", "open"];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task The_order_in_which_news_come_does_not_matter(string order)
    {
        await using var sorted = await MailStory.SentAsync();
        await using var mixed = await MailStory.SentAsync();
        var kinds = order.Split(' ');
        foreach (var kind in kinds)
        {
            await mixed.TellAsync(mixed.Event(kind, 60 * Array.IndexOf(Kinds, kind), "\"reason\": \"words\""));
        }

        await sorted.TellAsync([
            .. kinds
                .Order(StringComparer.Ordinal)
                .Select(kind => sorted.Event(kind, 60 * Array.IndexOf(Kinds, kind), "\"reason\": \"words\"")),
        ]);

        var expected =
            kinds.Contains("bounce") ? "bounced"
            : kinds.Contains("delivered") || kinds.Contains("open") ? "confirmed"
            : "done";
        Assert.Equal(expected, await mixed.StatusAsync());
        Assert.Equal(await sorted.StatusAsync(), await mixed.StatusAsync());
        var (one, other) = (await sorted.EntryAsync(), await mixed.EntryAsync());
        Assert.Equal((one.Word, one.DeliveredAt, one.Detail), (other.Word, other.DeliveredAt, other.Detail));
    }

    [Fact]
    public async Task A_bounce_is_not_undone_and_keeps_the_providers_words()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("bounce", 60, Bounce));
        await story.TellAsync(story.Event("delivered", 10), story.Event("dropped", 70));
        var entry = await story.EntryAsync();
        Assert.Equal("bounced", await story.StatusAsync());
        Assert.Equal($"message <{story.Effect}>; bounced (hard): 550 nobody", entry.Told);
    }

    [Fact]
    public async Task A_bounce_after_the_step_has_gone_on_is_only_remembered()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("bounce", 60, Bounce));
        Assert.Equal("waiting engaged", await story.PlaceAsync());
    }

    [Fact]
    public async Task The_same_news_twice_cost_no_second_write()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("delivered", 1), story.Event("click", 60));
        var before = await story.EntryAsync();
        await story.TellAsync(story.Event("delivered", 1), story.Event("click", 60));
        Assert.Equal(before.ETag, (await story.EntryAsync()).ETag);
    }

    [Theory]
    [InlineData("processed", "done")]
    [InlineData("deferred", "done")]
    [InlineData("delivered", "confirmed")]
    [InlineData("open", "confirmed")]
    [InlineData("click", "confirmed")]
    [InlineData("spamreport", "confirmed")]
    public async Task Word_that_an_uncertain_mail_was_sent_lets_its_contact_go_on(string kind, string status)
    {
        await using var story = await MailStory.UncertainAsync();
        await story.TellAsync(story.Event(kind, 60));
        Assert.Equal(status, await story.StatusAsync());
        Assert.Equal(kind == "click" ? "lead" : "waiting engaged", await story.PlaceAsync());
        await story.World.PassAsync(TimeSpan.FromHours(1));
        Assert.Single(story.World.Post.Mails);
    }

    [Fact]
    public async Task A_machine_that_opens_an_uncertain_mail_shows_that_it_was_sent()
    {
        await using var story = await MailStory.UncertainAsync();
        await story.TellAsync(story.Event("open", 60, "\"sg_machine_open\": true"));
        Assert.Equal("confirmed", await story.StatusAsync());
        Assert.Equal("waiting engaged", await story.PlaceAsync());
    }

    [Theory]
    [InlineData("bounce", "bounced", "failed: the mail came back: 550 nobody")]
    [InlineData("dropped", "dropped", "failed: the mail was not sent on: 550 nobody")]
    public async Task Word_that_an_uncertain_mail_never_arrived_takes_the_failed_way(
        string kind,
        string status,
        string why
    )
    {
        await using var story = await MailStory.UncertainAsync();
        await story.TellAsync(story.Event(kind, 60, Bounce));
        Assert.Equal(status, await story.StatusAsync());
        Assert.Equal("lost", await story.PlaceAsync());
        var records = await story.World.Get<InstanceStore>().HistoryAsync(World.InstanceOf(), default);
        Assert.Contains(why, records.SelectMany(record => record.Path).Select(passage => passage.Because.ToString()));
    }

    [Fact]
    public async Task Word_that_comes_while_the_mail_is_still_being_handed_over_settles_it()
    {
        await using var story = await MailStory.UncertainAsync();
        var world = story.World;
        var entry = await story.EntryAsync();

        // As it was before anybody noticed that the answer was lost.
        var sending = (entry with { ETag = null }).As(EffectStatus.Sending);
        var partition = await world.Get<Advance>().PartitionAsync(entry.Instance, default);
        RowChange[] back = [new RowChange.Delete(LedgerRows.OverKey(entry.Id)), .. LedgerRows.Changes(sending, false)];
        await world.Store.CommitAsync(InstanceRows.Table, partition, back, default);

        await story.TellAsync(story.Event("delivered", 60));
        Assert.Equal("confirmed", await story.StatusAsync());
        Assert.Empty(await world.Get<Ledger>().UnfinishedOfAsync(entry.Instance, default));

        // The answer of the provider comes at last.
        var late = new Told(
            new JourneyInput.EffectUncertain(entry.Id, "no answer"),
            sending.As(EffectStatus.Uncertain)
        );
        await world.Instances.TellAsync(new(entry.Instance, MailStory.Contact, [late]), default);
        Assert.Equal("confirmed", await story.StatusAsync());
        Assert.Equal("waiting engaged", await story.PlaceAsync());
    }

    [Fact]
    public async Task A_crash_between_the_touchpoint_and_the_ledger_is_mended_when_SendGrid_repeats()
    {
        for (var call = 1; call <= 12; call++)
        {
            foreach (var fault in new[] { Fault.Refuse, Fault.LoseAnswer })
            {
                await using var story = await MailStory.UncertainAsync();
                var batch = new[] { story.Event("delivered", 1), story.Event("click", 60) };
                story.World.Tables.FailAt(call, fault);
                await story.PostAsync($"[{string.Join(',', batch)}]");
                story.World.Tables.Restart();
                await story.TellAsync(batch);
                Assert.Equal("email.delivered email.clicked", await story.TypesAsync());
                Assert.Equal("confirmed", await story.StatusAsync());
                Assert.Equal("lead", await story.PlaceAsync());
                Assert.Single((await story.EntryAsync()).Clicks);
            }
        }
    }

    [Fact]
    public async Task Two_processes_that_hear_of_one_mail_at_once_lose_nothing()
    {
        await using var story = await MailStory.SentAsync();
        var stale = await story.EntryAsync();
        var ledger = story.World.Get<MailLedger>();
        Assert.True(EffectId.TryParse(story.Effect, out var effect));
        await story.TellAsync(story.Event("delivered", 1), story.Event("click", 60));

        // The other one has read the entry before.
        await ledger.HearAsync(effect, [new MailNews.Bounced(stale.ClaimedAt, "bounced (hard): 550")], stale, default);

        var entry = await story.EntryAsync();
        Assert.Equal((EffectStatus.Bounced, "bounced (hard): 550"), (entry.Status, entry.Word));
        Assert.NotNull(entry.DeliveredAt);
        Assert.Single(entry.Clicks);
    }

    [Fact]
    public async Task Two_processes_that_settle_one_uncertain_mail_at_once_move_its_contact_once()
    {
        await using var story = await MailStory.UncertainAsync();
        var stale = await story.EntryAsync();
        Assert.True(EffectId.TryParse(story.Effect, out var effect));
        await story.TellAsync(story.Event("delivered", 1));
        await story
            .World.Get<MailLedger>()
            .HearAsync(effect, [new MailNews.Dropped(stale.ClaimedAt, "dropped: late")], stale, default);
        Assert.Equal("dropped", await story.StatusAsync());
        Assert.Equal("waiting engaged", await story.PlaceAsync());
    }

    [Fact]
    public void An_entry_with_everything_the_provider_told_is_read_as_it_was_written()
    {
        var at = NodaTime.Instant.FromUtc(2026, 3, 2, 9, 0);
        var entry = new LedgerEntry(
            "n~i~1.1.1.1",
            "ada",
            "v",
            at,
            null,
            "sendEmail",
            "sends",
            EffectStatus.Bounced,
            "m"
        )
        {
            DeliveredAt = at,
            Word = "bounced (hard): 550",
            Clicks = [MailClick.On("https://us.example/a", at), MailClick.On("https://us.example/b", at)],
        };
        var row = new TableRow("p", LedgerRows.OverKey(entry.Id), LedgerRows.Write(entry), "1");
        var read = LedgerRows.Read(row);
        Assert.Equal(entry.Clicks.AsEnumerable(), read.Clicks.AsEnumerable());
        Assert.Equal(entry with { Clicks = [], ETag = "1" }, read with { Clicks = [] });
        Assert.Equal("1772442000:", row.Text("clicks")![..11]);
    }
}
