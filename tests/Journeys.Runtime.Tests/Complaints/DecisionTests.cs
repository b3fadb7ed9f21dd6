using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Complaints;

/// <summary>What users of other engines complain of: ways taken too early, on no ground, or by nobody.</summary>
public sealed class DecisionTests
{
    [Fact]
    public async Task The_next_step_is_chosen_after_the_wait_and_not_before_it()
    {
        var world = await World.StartAsync(
            """
            "rest": { "wait": "3 days", "then": "fork" },
            "fork": { "branch": [{ "if": { "contact.country": "DE" }, "then": "german" }], "otherwise": "other" },
            "german": { "end": "german" },
            "other": { "end": "other" }
            """
        );
        await world.SendAsync("whitepaper.downloaded", data: """{ "contact": { "country": "FR" } }""");

        await world.PassAsync(TimeSpan.FromDays(2));
        await world.SendAsync("contact.changed", id: "2", data: """{ "contact": { "country": "DE" } }""");
        await world.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal("german", (await world.StandingAsync()).Outcome);
    }

    [Theory]
    [InlineData("""{ "contact": { "renewal": "next spring" } }""", "next spring")]
    [InlineData("{}", "contact.renewal is not known")]
    public async Task A_date_that_cannot_be_resolved_holds_the_run_and_takes_no_way(string data, string because)
    {
        var request = Samples.Request(
            """
            "rest": { "wait": { "until": "contact.renewal" }, "then": "thanks", "past": "thanks" },
            "thanks": { "email": "thanks", "then": "done" },
            "done": { "end": "done" }
            """
        );
        var world = await World.StartAsync(steps: null);
        await world.PublishAsync(request with { Fields = """{ "contact": { "renewal": "date" } }""" });

        await world.SendAsync("whitepaper.downloaded", data: data);
        await world.PassAsync(TimeSpan.FromDays(400));

        var standing = await world.StandingAsync();
        Assert.Equal(("held", "rest"), (standing.Status, standing.Step));
        Assert.Contains(because, standing.Because, StringComparison.Ordinal);
        Assert.Empty(world.Post.Mails);
    }

    [Fact]
    public async Task A_condition_right_after_a_mail_sees_that_it_was_sent()
    {
        var world = await World.StartAsync(
            """
            "thanks": { "email": "thanks", "then": "fork" },
            "fork": { "branch": [{ "if": { "did": "email.sent" }, "then": "seen" }], "otherwise": "unseen" },
            "seen": { "end": "seen" },
            "unseen": { "end": "unseen" }
            """
        );

        await world.SendAsync("whitepaper.downloaded");

        Assert.Equal("seen", (await world.StandingAsync()).Outcome);
    }

    // The mail that arrived was the second try, so its click bears another id than the first try's.
    [Fact]
    public async Task A_wait_for_the_click_on_a_mail_is_met_by_a_click_on_any_try_of_it()
    {
        var world = await World.StartAsync(
            """
            "thanks": { "email": "thanks", "then": "engaged" },
            "engaged": { "waitFor": { "event": "email.clicked", "of": "thanks" }, "upTo": "3 days", "then": "yes", "otherwise": "no" },
            "yes": { "end": "yes" },
            "no": { "end": "no" }
            """
        );
        world.Post.Refusal = new MailResult.Refused(Passing: true, "too many mails");
        await world.SendAsync("whitepaper.downloaded");
        await world.PassAsync(TimeSpan.FromMinutes(2));
        var mail = Assert.Single(world.Post.Mails);
        Assert.EndsWith("~1.1.2.1", mail.Effect, StringComparison.Ordinal);

        await world.SendAsync("email.clicked", id: "2", data: $$"""{ "about": "{{mail.Effect}}" }""");

        Assert.Equal("yes", (await world.StandingAsync()).Outcome);
    }

    [Theory]
    [InlineData("""{ "teams": { "inside-sales": { "title": "Inside sales", "members": [] } } }""", "has no members")]
    [InlineData("""{ "teams": {} }""", "\"inside-sales\"")]
    public async Task A_journey_that_would_alert_nobody_is_not_published(string teams, string because)
    {
        var world = await World.StartAsync(steps: null);
        var request = Samples.Request(
            """
            "alert": { "notify": "inside-sales", "message": "{{contact.name}} waits", "then": "done" },
            "done": { "end": "done" }
            """
        );

        var answer = await world
            .Get<Publisher>()
            .PublishAsync(Samples.Journey, request with { Teams = teams }, "test", default);

        var refused = Assert.IsType<Publication.Refused>(answer);
        Assert.Contains(refused.Diagnostics, finding => finding.Message.Contains(because, StringComparison.Ordinal));
        Assert.Empty((await world.SendAsync("whitepaper.downloaded")).Events[0].Instances);
    }
}
