using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Events;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Effects;

/// <summary>Consent and suppression are judged at the very moment of sending, whatever was decided before.</summary>
public sealed class ConsentAtSendingTests
{
    private const string Agreed = """{ "contact": { "consent": { "marketing": true } } }""";

    [Fact]
    public async Task Unsubscribing_between_decision_and_send_is_honoured()
    {
        var world = await DecidedAsync();

        await world.SendAsync("contact.unsubscribed", id: "2");
        await world.TurnAsync();

        Assert.Empty(world.Post.Mails);
        Assert.Equal("unasked", (await world.StandingAsync()).Outcome);
        var entry = await EntryAsync(world);
        Assert.Equal(
            (EffectStatus.Failed, "not sent: the contact has not consented to marketing mail"),
            (entry.Status, entry.Detail)
        );
        var (touchpoints, _) = await world.Get<ContactStore>().TouchpointsAsync("ada@example.com", 10, null, default);
        Assert.DoesNotContain(touchpoints, touchpoint => touchpoint.Type == "email.sent");
    }

    [Fact]
    public async Task Even_while_the_mail_is_being_marked_as_sending()
    {
        var world = await DecidedAsync();

        world.Tables.BeforeCommit = _ => world.SendAsync("contact.unsubscribed", id: "2");
        await world.TurnAsync();

        Assert.Empty(world.Post.Mails);
        Assert.Equal("unasked", (await world.StandingAsync()).Outcome);
    }

    [Fact]
    public async Task A_host_that_is_the_only_writer_honours_it_too()
    {
        var world = await World.StartAsync(steps: null);
        await PublishAsync(world);
        world.Post.Refusal = new(Passing: true, "too busy");
        await world.SendAsync("whitepaper.downloaded", data: Agreed);

        await world.SendAsync("contact.unsubscribed", id: "2");
        await world.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(world.Post.Mails);
        Assert.Equal("unasked", (await world.StandingAsync()).Outcome);
    }

    [Fact]
    public async Task A_spam_report_between_decision_and_send_says_so()
    {
        var world = await DecidedAsync();

        await world.SendAsync("email.complained", id: "2");
        await world.TurnAsync();

        Assert.Equal("not sent: the contact reported a mail of ours as spam", (await EntryAsync(world)).Detail);
        Assert.Equal("unasked", (await world.StandingAsync()).Outcome);
    }

    [Fact]
    public async Task A_document_that_was_asked_for_fails_when_its_address_bounced_meanwhile()
    {
        var world = await DecidedAsync(sendingClass: "requested");

        await world.SendAsync("email.bounced", id: "2", data: """{ "bounce": "hard" }""");
        await world.TurnAsync();

        Assert.Empty(world.Post.Mails);
        Assert.Equal("lost", (await world.StandingAsync()).Outcome);
    }

    [Fact]
    public async Task Consent_that_stays_lets_the_mail_go()
    {
        var world = await DecidedAsync();
        await world.TurnAsync();
        Assert.Equal("thanks", Assert.Single(world.Post.Mails).Step);
    }

    // An instance that has decided to send a mail, and sleeps before it does.
    private static async Task<World> DecidedAsync(string sendingClass = "marketing")
    {
        var world = await World.SleepingAsync(steps: null);
        await PublishAsync(world, sendingClass);
        await world.SendAsync("whitepaper.downloaded", data: Agreed);
        Assert.Equal(EffectStatus.Claimed, (await EntryAsync(world)).Status);
        return world;
    }

    private static async Task PublishAsync(World world, string sendingClass = "marketing")
    {
        var request = Samples.Request(
            $$"""
            "thanks": { "email": "thanks", "class": "{{sendingClass}}", "then": "sent", "noConsent": "unasked", "failed": "lost" },
            "sent": { "end": "sent" }, "unasked": { "end": "unasked" }, "lost": { "end": "lost" }
            """
        );
        var emails = request.Emails.ToDictionary(file => file.Key, file => $"{file.Value} {{{{unsubscribeUrl}}}}");
        await world.PublishAsync(request with { Emails = emails });
    }

    private static async Task<LedgerEntry> EntryAsync(World world) =>
        Assert.Single(await world.Get<Ledger>().OfInstanceAsync(World.InstanceOf(), default));
}
