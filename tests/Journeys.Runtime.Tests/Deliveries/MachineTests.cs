using Journeys.Orchestrations.Hub;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using NodaTime;

namespace Journeys.Runtime.Tests.Deliveries;

/// <summary>What machines do with a mail is seen, and is nobody's interest.</summary>
public sealed class MachineTests
{
    private const string One = "\"url\": \"https://us.example/one\"";
    private const string Two = "\"url\": \"https://us.example/two\"";

    [Theory]
    [InlineData("\"sg_machine_open\": true", "email.opened.machine")]
    [InlineData("\"sg_machine_open\": false", "email.opened")]
    [InlineData("\"sg_machine_open\": \"true\"", "email.opened")]
    [InlineData("\"useragent\": \"Barracuda Sentinel (EE)\"", "email.opened.machine")]
    [InlineData("\"useragent\": \"Mozilla/5.0 (Windows NT 10.0)\"", "email.opened")]
    public async Task An_open_is_the_contacts_unless_it_shows_that_it_is_not(string more, string type)
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("open", 3_600, more));
        Assert.Equal(type, await story.TypesAsync());
    }

    [Theory]
    [InlineData(-1, "clicked before the delivery")]
    [InlineData(0, "clicked 0 seconds after the delivery")]
    [InlineData(5, "clicked 5 seconds after the delivery")]
    [InlineData(6, null)]
    public async Task A_click_within_seconds_of_the_delivery_is_a_scanners(int after, string? why)
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("delivered", 60));
        await story.TellAsync(story.Event("click", 60 + after, One));
        var clicked = (await story.TouchpointsAsync()).Single(touch => touch.Type != "email.delivered");
        Assert.Equal(why is null ? "email.clicked" : "email.clicked.machine", clicked.Type);
        Assert.Equal(why, clicked.Data.Text("why"));
        Assert.Equal(why is null ? "lead" : "waiting engaged", await story.PlaceAsync());
    }

    [Fact]
    public async Task A_delivery_that_is_told_after_the_click_counts_when_both_come_together()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("click", 61, One), story.Event("delivered", 60));
        Assert.Equal("email.delivered email.clicked.machine", await story.TypesAsync());
    }

    [Fact]
    public async Task Where_no_delivery_is_known_the_sending_does()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("click", 3, One));
        Assert.Equal(
            "clicked 3 seconds after the sending",
            Assert.Single(await story.TouchpointsAsync()).Data.Text("why")
        );
    }

    [Theory]
    [InlineData(3, "email.clicked.machine email.clicked.machine")]
    [InlineData(4, "email.clicked email.clicked")]
    public async Task Different_links_at_once_are_a_scanners(int apart, string types)
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("click", 600, One), story.Event("click", 600 + apart, Two));
        Assert.Equal(types, await story.TypesAsync());
    }

    [Fact]
    public async Task One_link_clicked_twice_is_a_persons()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("click", 600, One), story.Event("click", 601, One));
        Assert.Equal("email.clicked email.clicked", await story.TypesAsync());
    }

    [Fact]
    public async Task One_address_at_two_places_of_the_mail_is_two_links()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(
            story.Event("click", 600, $$"""{{One}}, "url_offset": { "index": 0, "type": "html" }""", "a"),
            story.Event("click", 600, $$"""{{One}}, "url_offset": { "index": 1, "type": "html" }""", "b")
        );
        Assert.Equal("email.clicked.machine email.clicked.machine", await story.TypesAsync());
    }

    [Fact]
    public async Task Links_at_once_that_are_told_in_two_batches_count_up_to_the_first()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("click", 600, One, "a"));
        await story.TellAsync(story.Event("click", 602, Two, "b"));
        Assert.Equal("email.clicked email.clicked.machine", await story.TypesAsync());
    }

    [Fact]
    public async Task What_a_click_was_taken_for_holds_when_it_is_told_again()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("delivered", 60), story.Event("click", 61, One, "a"));

        // The process died before the ledger heard of the delivery; told again alone, the click looks like a person's.
        var entry = await story.EntryAsync();
        var before = entry with { DeliveredAt = null, ClaimedAt = entry.ClaimedAt - Duration.FromHours(1) };
        var partition = await story.World.Get<Advance>().PartitionAsync(entry.Instance, default);
        await story.World.Store.CommitAsync(
            InstanceRows.Table,
            partition,
            [new RowChange.Put(LedgerRows.OverKey(entry.Id), LedgerRows.Write(before))],
            default
        );
        await story.TellAsync(story.Event("click", 61, One, "a"));
        Assert.Equal("email.delivered email.clicked.machine", await story.TypesAsync());
        Assert.Equal("waiting engaged", await story.PlaceAsync());
    }

    [Fact]
    public async Task A_persons_click_stays_one_when_a_second_link_makes_it_look_like_a_scanners_later()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("click", 600, One, "a"));
        Assert.Equal("lead", await story.PlaceAsync());
        await story.TellAsync(story.Event("click", 600, One, "a"), story.Event("click", 601, Two, "b"));
        Assert.Equal("email.clicked email.clicked.machine", await story.TypesAsync());
    }

    [Fact]
    public async Task What_a_machine_does_is_no_sign_of_life_and_counts_in_no_condition()
    {
        await using var story = await MailStory.SentAsync();
        var before = await ContactAsync(story);
        await story.TellAsync(
            story.Event("delivered", 60),
            story.Event("click", 61, One),
            story.Event("open", 3_600, "\"sg_machine_open\": true")
        );
        var after = await ContactAsync(story);
        Assert.Equal(before.Profile, after.Profile);
        Assert.Equal(["email.delivered"], after.Touchpoints.Newest.Keys.Except(before.Touchpoints.Newest.Keys));
    }

    [Fact]
    public async Task A_journey_that_names_a_machines_events_is_not_begun_by_them()
    {
        await using var story = await MailStory.SentAsync();
        await story.World.PublishAsync(
            Samples.Request("\"done\": { \"end\": \"done\" }", "tricked", "email.clicked.machine"),
            "tricked"
        );
        story.World.Time.Advance(TimeSpan.FromSeconds(30));
        await story.TellAsync(story.Event("delivered"), story.Event("click", 1, One));
        await story.World.SendAsync("email.clicked.machine", id: "other");
        var id = InstanceId.For("tricked", MailStory.Contact).ToString();
        Assert.Null(await story.World.Get<InstanceStore>().FindAsync(id, default));
    }

    [Fact]
    public async Task A_scanners_clicks_never_make_a_lead()
    {
        await using var story = await MailStory.SentAsync();
        var world = story.World;
        var folder = Path.Combine(Root(), "workspace");
        Assert.All(
            await new WorkspacePublishing(world.Get<Publisher>(), folder).PublishAsync(folder, default),
            journey => Assert.True(journey.IsLive, string.Join('\n', journey.Findings))
        );
        const string Eve = "eve@example.com";
        await world.SendAsync(
            "whitepaper.downloaded",
            Eve,
            "w",
            """{ "topic": "energy", "title": "Grids", "contact": { "firstName": "Eve", "consent": { "marketing": true } } }"""
        );
        Assert.Equal("engaged", (await world.StandingAsync(Eve, "whitepaper-nurture")).Step);
        var mail = Assert.Single(Mails()).Effect;

        // The scanner of her mail server follows every link as the mail comes in; she never opens it.
        var at = world.Time.GetUtcNow().AddSeconds(20);
        string[] links = ["whitepaper", "product", "unsubscribe-help"];
        Assert.Equal(
            "5 0 0 0",
            await story.TellAsync([
                .. links.Select(link =>
                    SendGridDouble.Event(
                        "click",
                        mail,
                        at.AddSeconds(2),
                        link,
                        $"\"url\": \"https://us.example/{link}\""
                    )
                ),
                SendGridDouble.Event("delivered", mail, at, "d"),
                SendGridDouble.Event("open", mail, at.AddSeconds(2), "o", "\"sg_machine_open\": true"),
            ])
        );
        Assert.Equal("engaged", (await world.StandingAsync(Eve, "whitepaper-nurture")).Step);
        await world.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal("engaged", (await world.StandingAsync(Eve, "whitepaper-nurture")).Step);

        // Three days without a sign of her: she gets the reminder, as everybody who did nothing.
        await world.PassAsync(TimeSpan.FromDays(2));
        var records = await world
            .Get<InstanceStore>()
            .HistoryAsync(InstanceId.For("whitepaper-nurture", Eve).ToString(), default);
        Assert.Contains(
            "email.clicked of \"thank-you\" did not come in 3 days",
            records.SelectMany(record => record.Path).Select(passage => passage.Because.ToString())
        );
        Assert.Equal(2, Mails().Count());

        IEnumerable<OutgoingMail> Mails() =>
            world.Post.Mails.Where(mail => (mail.To, mail.Journey) == (Eve, "whitepaper-nurture"));
    }

    private static Task<Contact> ContactAsync(MailStory story) =>
        story.World.Get<ContactStore>().ReadAsync(MailStory.Contact, default);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Journeys.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
