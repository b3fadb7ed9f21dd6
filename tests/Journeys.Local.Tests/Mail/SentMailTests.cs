using Journeys.Bench.Survive.Provider;
using Journeys.Local.Clock;
using Journeys.Local.Mail;
using Journeys.Local.Tests.Queue;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Mail.SendGrid;
using Journeys.Runtime.Tables;
using Journeys.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Journeys.Local.Tests.Mail;

/// <summary>Mails that leave the local host, over HTTP, to a provider on this machine.</summary>
public sealed class SentMailTests : IAsyncLifetime
{
    private const string Effect = "whitepaper-nurture~k3v9~1.2.1.1";

    private static readonly OutgoingMail Mail = new(
        Effect,
        "whitepaper-nurture",
        "4f2a",
        "thank-you",
        "whitepaper-nurture~k3v9",
        "mia@example.com",
        "mia@example.com",
        "Mia",
        "requested",
        new("Thank you", "", "<p>Hello</p>", "Hello")
    );

    private readonly Queue<Mood> moods = new();
    private readonly InMemoryTables tables = new();
    private readonly HostClock clock = new(Instant.FromUtc(2026, 3, 2, 9, 0), 3_600, new ManualTime());
    private FakeSendGrid provider = null!;

    public async Task InitializeAsync()
    {
        await tables.EnsureTableAsync(CapturedMail.Table, default);
        provider = await FakeSendGrid.StartAsync((_, _) => moods.TryDequeue(out var mood) ? mood : Mood.Takes);
    }

    public async Task DisposeAsync() => await provider.DisposeAsync();

    [Fact]
    public async Task A_mail_that_is_taken_is_kept_as_a_copy_and_known_to_be_taken()
    {
        var sender = Sender();

        Assert.Equal(new MailResult.Taken("message-1"), await sender.SendAsync(Mail, default));

        var taken = Assert.Single(provider.Box.Taken);
        Assert.Equal((Effect, "mia@example.com", "thank-you"), (taken.Effect, taken.To, taken.Step));
        Assert.Equal("whitepaper-nurture~k3v9", taken.Arguments["journeys_instance"]);
        Assert.Equal("Thank you", (await new CapturedMail(tables, clock).GetAsync(Effect, default))!.Summary.Subject);
        Assert.True(await sender.WasTakenAsync(Effect, default));
    }

    [Fact]
    public async Task Of_a_mail_without_a_copy_nobody_knows()
    {
        moods.Enqueue(Mood.TakesAndHangsUp);
        var sender = Sender();

        await Assert.ThrowsAsync<HttpRequestException>(() => sender.SendAsync(Mail, default));

        Assert.Equal(1, provider.Box.CountOf(Effect));
        Assert.Null(await sender.WasTakenAsync(Effect, default));
    }

    [Fact]
    public async Task A_pause_that_the_provider_wants_is_one_of_the_wall_and_not_of_a_clock_that_runs_fast()
    {
        moods.Enqueue(Mood.WantsAPause);
        var sender = Sender();

        Assert.Equal(
            new MailResult.Refused(true, "SendGrid answered 429: too many requests", TimeSpan.FromHours(1)),
            await sender.SendAsync(Mail, default)
        );
        Assert.Equal(
            new MailResult.Refused(true, "SendGrid takes no more requests for now", TimeSpan.FromHours(1)),
            await sender.SendAsync(Mail, default)
        );
        Assert.Empty(provider.Box.Taken);
    }

    [Fact]
    public async Task A_fault_in_the_providers_own_words_may_pass()
    {
        moods.Enqueue(Mood.Fails);

        Assert.Equal(
            new MailResult.Refused(true, "SendGrid answered 500: internal error"),
            await Sender().SendAsync(Mail, default)
        );
    }

    [Fact]
    public async Task A_key_that_is_not_accepted_says_which_setting_to_check()
    {
        var refused = Assert.IsType<MailResult.Refused>(await Sender("SG.wrong").SendAsync(Mail, default));

        Assert.False(refused.Passing);
        Assert.Contains("Check Journeys__SendGrid__ApiKey", refused.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("SG.wrong", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent_and_it_may_be_tried_again()
    {
        var sender = Sender();
        await provider.DisposeAsync();

        var refused = Assert.IsType<MailResult.Refused>(await sender.SendAsync(Mail, default));

        Assert.True(refused.Passing);
        Assert.StartsWith("SendGrid cannot be reached", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_cannot_be_kept_does_not_make_a_sent_mail_unsent()
    {
        var away = new FaultyTables { Fault = _ => new StorageUnavailableException("away") };
        var sender = Sender(store: away);

        Assert.Equal(new MailResult.Taken("message-1"), await sender.SendAsync(Mail, default));
    }

    private SentMail Sender(string key = FakeSendGrid.Key, ITables? store = null)
    {
        var settings = new SendGridSettings(key, "hello@us.example", Address: provider.Address);
        return new(
            new SendGridSender(SendGridHttp.To(settings), settings, clock.Wall),
            new CapturedMail(store ?? tables, clock),
            clock,
            NullLogger<SentMail>.Instance
        );
    }
}
