using System.Net;
using Journeys.Runtime.Api;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Deliveries;

/// <summary>What each kind of SendGrid's events becomes: for the contact, and in the ledger.</summary>
public sealed class KindTests
{
    [Theory]
    [InlineData("processed", "", "", "done")]
    [InlineData("deferred", "\"response\": \"450 later\"", "email.delayed reason=450 later", "done")]
    [InlineData("delivered", "\"response\": \"250 OK\"", "email.delivered", "confirmed")]
    [InlineData("open", "\"sg_machine_open\": false", "email.opened", "confirmed")]
    [InlineData("click", "\"url\": \"https://us.example/a\"", "email.clicked url=https://us.example/a", "confirmed")]
    [InlineData(
        "bounce",
        "\"type\": \"bounce\", \"status\": \"5.1.1\", \"reason\": \"550 nobody\"",
        "email.bounced bounce=hard email=ada@example.com reason=550 nobody",
        "bounced"
    )]
    [InlineData(
        "bounce",
        "\"type\": \"blocked\", \"status\": \"5.7.1\", \"reason\": \"554 spam\"",
        "email.bounced bounce=blocked email=ada@example.com reason=554 spam",
        "bounced"
    )]
    [InlineData(
        "bounce",
        "\"type\": \"blocked\", \"status\": \"4.2.2\", \"reason\": \"452 full\"",
        "email.bounced bounce=soft email=ada@example.com reason=452 full",
        "bounced"
    )]
    [InlineData(
        "dropped",
        "\"reason\": \"Bounced Address\"",
        "email.dropped email=ada@example.com reason=Bounced Address",
        "dropped"
    )]
    [InlineData(
        "click",
        "\"url\": \"https://us.example/preferences?t=sealed\"",
        "email.clicked url=https://us.example/preferences",
        "confirmed"
    )]
    [InlineData(
        "click",
        "\"url\": \"https://us.example/hub/unsubscribe/?t=sealed#top\"",
        "email.clicked url=https://us.example/hub/unsubscribe/",
        "confirmed"
    )]
    [InlineData("spamreport", "", "email.complained", "confirmed")]
    [InlineData("unsubscribe", "", "contact.unsubscribed class=marketing", "confirmed")]
    [InlineData("group_unsubscribe", "\"asm_group_id\": 4", "contact.unsubscribed class=marketing", "confirmed")]
    [InlineData("group_resubscribe", "\"asm_group_id\": 4", "email.other kind=group_resubscribe", "confirmed")]
    [InlineData("teleported", "\"reason\": [null, {}]", "email.other kind=teleported", "done")]
    public async Task Every_kind_is_recorded_once(string kind, string more, string touch, string status)
    {
        await using var story = await MailStory.SentAsync();
        var told = story.Event(kind, 3_600, more);

        Assert.Equal("1 0 0 0", await story.TellAsync(told));
        Assert.Equal(kind == "processed" ? "1 0 0 0" : "0 1 0 0", await story.TellAsync(told));

        var touchpoints = await story.TouchpointsAsync();
        Assert.Equal(
            touch.Length == 0 ? [] : [touch],
            touchpoints.Select(one =>
                string.Join(
                    ' ',
                    one.Data.Where(field => field.Key != "step")
                        .OrderBy(field => field.Key, StringComparer.Ordinal)
                        .Select(field => $"{field.Key}={field.Value}")
                        .Prepend(one.Type)
                )
            )
        );
        Assert.All(
            touchpoints,
            one =>
            {
                Assert.Equal("/sendgrid/events", one.Source);
                Assert.Equal(story.Effect, one.About);
                Assert.Equal("thanks", one.Data.Text("step"));
                Assert.Equal(story.Now.AddHours(1), one.Time.ToDateTimeOffset());
            }
        );
        Assert.Equal(status, await story.StatusAsync());
        Assert.Empty(await story.RefusalsAsync());
    }

    [Fact]
    public async Task Unsubscribing_at_SendGrid_withdraws_the_consent()
    {
        await using var story = await MailStory.SentAsync();
        await story.TellAsync(story.Event("group_unsubscribe", 60));
        var contact = await story.World.Get<ContactStore>().ReadAsync(MailStory.Contact, default);
        Assert.Equal("false", contact.Profile["consent.marketing"]!.ToString(), ignoreCase: true);
    }

    [Fact]
    public async Task A_long_reason_is_cut_between_two_characters()
    {
        await using var story = await MailStory.SentAsync();
        var reason = $"a{string.Concat(Enumerable.Repeat("\U0001F600", 1_000))}";

        Assert.Equal("1 0 0 0", await story.TellAsync(story.Event("bounce", 60, $"\"reason\": \"{reason}\"")));
        Assert.Equal("email.bounced", await story.TypesAsync());
    }

    [Theory]
    [InlineData("null", "an event is an object, found null")]
    [InlineData("7", "an event is an object, found a number")]
    [InlineData("[]", "an event is an object, found a list")]
    [InlineData("""{ "journeys_effect": "nonsense" }""", "\"journeys_effect\" is not the id of an effect")]
    [InlineData("""{ "journeys_effect": null }""", "\"journeys_effect\" is not the id of an effect")]
    [InlineData("""{ "journeys_effect": "EFFECT" }""", "\"sg_event_id\" must be a text")]
    [InlineData("""{ "journeys_effect": "EFFECT", "sg_event_id": "1" }""", "\"event\" must be a text")]
    [InlineData(
        """{ "journeys_effect": "EFFECT", "sg_event_id": "1", "event": "open" }""",
        "\"timestamp\" must be a whole number"
    )]
    [InlineData(
        """{ "journeys_effect": "EFFECT", "sg_event_id": "1", "event": "open", "timestamp": 1e99 }""",
        "\"timestamp\" must be a whole number"
    )]
    [InlineData(
        """{ "journeys_effect": "EFFECT", "sg_event_id": "1", "event": "open", "timestamp": 17 }""",
        "\"timestamp\" is 17, accepted is"
    )]
    [InlineData("""{ "event": "open", "event": "click" }""", "\"event\" stands there twice")]
    [InlineData("""{ "event": "\ud800" }""", "\"event\" is not valid Unicode")]
    public async Task A_bad_element_is_kept_with_its_reason_and_keeps_no_other_out(string bad, string why)
    {
        await using var story = await MailStory.SentAsync();
        var batch = new[] { bad.Replace("EFFECT", story.Effect, StringComparison.Ordinal), story.Event("delivered") };
        Assert.Equal("1 0 1 0", await story.TellAsync(batch));
        Assert.Equal("email.delivered", await story.TypesAsync());
        Assert.StartsWith(why, Assert.Single(await story.RefusalsAsync()));
    }

    [Fact]
    public async Task An_element_that_is_too_large_or_too_deep_is_kept_with_its_reason()
    {
        await using var story = await MailStory.SentAsync();
        var large = story.Event("open", more: $"\"x\": \"{new string('x', 70_000)}\"");
        var deep = story.Event("open", more: $"\"x\": {new string('[', 500)}{new string(']', 500)}");
        Assert.Equal("1 0 2 0", await story.TellAsync(large, deep, story.Event("delivered")));
    }

    [Fact]
    public async Task What_is_not_about_a_mail_of_ours_is_answered_and_left_alone()
    {
        await using var story = await MailStory.SentAsync();
        var foreign = """{ "email": "x@example.com", "event": "delivered", "timestamp": 1, "sg_event_id": "1" }""";
        Assert.Equal("0 0 0 2", await story.TellAsync(foreign, """{ "event": "account_status_change" }"""));
        Assert.Empty(await story.RefusalsAsync());
        Assert.Equal("0 0 0 0", await story.TellAsync());
    }

    [Fact]
    public async Task What_becomes_of_a_notice_to_a_colleague_is_left_alone()
    {
        await using var story = await MailStory.SentAsync();
        var notice = SendGridDouble.Event("delivered", "nurture~aaaaaaaaaaaaaaaa~1.2.1.1~mia@example.com", story.Now);
        Assert.Equal("0 0 0 1", await story.TellAsync(notice));
        Assert.Empty(await story.RefusalsAsync());
    }

    [Fact]
    public async Task A_mail_that_is_not_in_the_ledger_is_still_the_contacts()
    {
        await using var story = await MailStory.SentAsync();
        var old = SendGridDouble.Event("open", "gone~aaaaaaaaaaaaaaaa~1.1.1.1", story.Now.AddHours(1));
        Assert.Equal("1 0 0 0", await story.TellAsync(old));
        Assert.Equal("email.opened", await story.TypesAsync());
    }

    [Fact]
    public async Task Who_is_not_known_is_not_made_known()
    {
        await using var story = await MailStory.SentAsync();
        var old = SendGridDouble
            .Event("open", "gone~aaaaaaaaaaaaaaaa~1.1.1.1", story.Now)
            .Replace(MailStory.Contact, "stranger@example.com", StringComparison.Ordinal);
        Assert.Equal("0 0 1 0", await story.TellAsync(old));
        Assert.False(await story.World.Get<ContactStore>().ExistsAsync("stranger@example.com", default));
        Assert.StartsWith("there is no mail gone~", Assert.Single(await story.RefusalsAsync()));
    }

    [Fact]
    public async Task An_effect_that_is_no_mail_is_refused_with_a_reason()
    {
        await using var story = await MailStory.SentAsync();
        await story.World.PublishAsync(Samples.Request(journey: "tasks"), "tasks");
        await story.World.SendAsync("whitepaper.downloaded", id: "2");
        var task = $"{InstanceId.For("tasks", MailStory.Contact)}~1.2.1.1";
        Assert.Equal("0 0 1 0", await story.TellAsync(SendGridDouble.Event("delivered", task, story.Now)));
        Assert.Equal($"effect {task} is not a mail", Assert.Single(await story.RefusalsAsync()));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_lets_SendGrid_send_it_again()
    {
        await using var story = await MailStory.SentAsync();
        story.World.Tables.FailByChance(1, 100, Fault.Refuse);
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable,
            (await story.PostAsync($"[{story.Event("delivered")}]")).StatusCode
        );
        story.World.Tables.FailByChance(1, 0, Fault.Refuse);
        Assert.Equal("1 0 0 0", await story.TellAsync(story.Event("delivered")));
        Assert.Equal("confirmed", await story.StatusAsync());
    }
}
