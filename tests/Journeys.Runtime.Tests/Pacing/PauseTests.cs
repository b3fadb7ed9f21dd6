using Journeys.Runtime.Mail;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Runtime.Tests.Pacing;

/// <summary>Sending pauses when too many mails fail or when somebody says so, and goes on where it stood.</summary>
public sealed class PauseTests
{
    private const string FiveOfTen = """{ "class": "requested", "pauseAfter": { "failed": 5, "of": 10 } }""";

    [Fact]
    public async Task A_released_backlog_is_spread_and_never_bursts()
    {
        var world = await PacedWorld.StartAsync();
        await world.PauseAsync();
        await world.EnterAsync(500);
        await world.PassAsync(TimeSpan.FromHours(2));
        Assert.Empty(world.Post.Mails);

        await world.ResumeAsync();
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(500, world.To().Count);
        Assert.Equal(500, world.To().Distinct().Count());
        Assert.InRange(world.PerSecond().Max(), 1, MailGate.UsualPace);
    }

    [Fact]
    public async Task A_backlog_whose_time_has_come_all_at_once_is_spread_too()
    {
        var world = await PacedWorld.StartAsync();
        await world.PauseAsync();
        await world.EnterAsync(200);
        await world.ResumeAsync();

        // The host is down until every mail of the backlog is due.
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(Enumerable.Repeat(10, 20), world.PerSecond());
    }

    [Fact]
    public async Task Sending_pauses_at_the_fifth_failure_and_not_before()
    {
        var world = await PacedWorld.StartAsync(FiveOfTen);
        world.Post.Refuses = mail => "no such mailbox";

        await world.EnterAsync(4);
        Assert.Null(await world.Get<Pauses>().FindAsync(Samples.Journey, default));
        await world.EnterAsync(1, first: 4);

        var pause = await world.Get<Pauses>().FindAsync(Samples.Journey, default);
        Assert.Equal(
            (true, "journeys", "5 of the last 5 mails failed, the newest: no such mailbox"),
            (pause!.Paused, pause.By, pause.Why)
        );
        Assert.Equal(world.Now, pause.Since);
        await world.EnterAsync(1, first: 5);
        Assert.Equal("waiting", (await world.StandingAsync(PacedWorld.Contact(5))).Status);
    }

    [Fact]
    public async Task Failures_that_are_far_apart_pause_nothing()
    {
        var world = await PacedWorld.StartAsync(FiveOfTen);
        world.Post.Refuses = mail => mail.Contact.EndsWith("0@example.com", StringComparison.Ordinal) ? "no" : null;

        await world.EnterAsync(100);

        Assert.Equal(90, world.Post.Mails.Count);
        Assert.Null(await world.Get<Pauses>().FindAsync(Samples.Journey, default));
    }

    [Fact]
    public async Task Failures_of_the_day_before_yesterday_count_no_more()
    {
        var world = await PacedWorld.StartAsync(FiveOfTen);
        world.Post.Refuses = mail => "no such mailbox";
        await world.EnterAsync(4);

        await world.PassAsync(TimeSpan.FromDays(1));
        await world.EnterAsync(4, first: 4);

        Assert.Null(await world.Get<Pauses>().FindAsync(Samples.Journey, default));
    }

    [Fact]
    public async Task Mails_that_come_back_count_as_failures()
    {
        var world = await PacedWorld.StartAsync(FiveOfTen);
        await world.EnterAsync(8);

        await ComesBackAsync(world, "email.bounced", """{ "bounce": "soft", "reason": "mailbox full" }""", 0, 8);
        Assert.Null(await world.Get<Pauses>().FindAsync(Samples.Journey, default));
        await ComesBackAsync(world, "email.bounced", """{ "bounce": "hard", "reason": "550 no such user" }""", 0, 2);
        await ComesBackAsync(world, "email.dropped", """{ "reason": "bounced address" }""", 2, 2);
        // Told twice, counted once.
        await ComesBackAsync(world, "email.dropped", """{ "reason": "bounced address" }""", 2, 2);
        Assert.Null(await world.Get<Pauses>().FindAsync(Samples.Journey, default));
        await ComesBackAsync(world, "email.complained", "{}", 4, 1);

        var pause = await world.Get<Pauses>().FindAsync(Samples.Journey, default);
        Assert.Equal("5 of the last 8 mails failed, the newest: email.complained", pause?.Why);
    }

    [Fact]
    public async Task Mails_that_were_never_sent_or_were_somebody_elses_do_not_count()
    {
        var world = await PacedWorld.StartAsync(FiveOfTen);
        await world.EnterAsync(8);
        for (var forged = 0; forged < 8; forged++)
        {
            var contact = PacedWorld.Contact(forged);
            foreach (
                var instance in new[] { "nurture~aaaaaaaaaaaaaaaa", World.InstanceOf(PacedWorld.Contact(7 - forged)) }
            )
            {
                var data = $$"""{ "bounce": "hard", "effect": "{{instance}}~1.1.1.1" }""";
                await world.SendAsync("email.bounced", contact, $"{instance}-{forged}", data);
            }
        }

        Assert.Null(await world.Get<Pauses>().FindAsync(Samples.Journey, default));
    }

    [Fact]
    public async Task Why_it_is_paused_names_nobody()
    {
        var world = await PacedWorld.StartAsync(FiveOfTen);
        await world.EnterAsync(8);

        await ComesBackAsync(
            world,
            "email.bounced",
            """{ "bounce": "hard", "reason": "550 5.1.1 <mia@example.com>: user unknown" }""",
            0,
            5
        );

        var pause = await world.Get<Pauses>().FindAsync(Samples.Journey, default);
        Assert.Equal("5 of the last 8 mails failed, the newest: email.bounced: 550 5.1.1 … user unknown", pause?.Why);
    }

    [Fact]
    public async Task A_pause_can_be_switched_off()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "pauseAfter": "never" }""");
        world.Post.Refuses = mail => "no such mailbox";

        await world.EnterAsync(300);

        Assert.Null(await world.Get<Pauses>().FindAsync(Samples.Journey, default));
    }

    [Fact]
    public async Task Without_a_word_20_of_the_last_100_pause_it()
    {
        var world = await PacedWorld.StartAsync();
        world.Post.Refuses = mail => "no such mailbox";

        await world.EnterAsync(30);

        Assert.Equal(20, (await EndedAsync(world, 30)).Count(outcome => outcome == "lost"));
    }

    [Fact]
    public async Task Resumed_it_goes_on_where_it_stood_and_old_failures_count_no_more()
    {
        var world = await PacedWorld.StartAsync(FiveOfTen);
        world.Post.Refuses = mail => "the sender is not verified";
        await world.EnterAsync(9);
        world.Post.Refuses = _ => null;
        await world.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Empty(world.Post.Mails);

        await world.ResumeAsync();
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(Enumerable.Range(5, 4).Select(PacedWorld.Contact), world.To().Order());
        world.Post.Refuses = _ => "no such mailbox";
        await world.EnterAsync(4, first: 20);
        Assert.False((await world.Get<Pauses>().FindAsync(Samples.Journey, default))!.Paused);
        await world.EnterAsync(1, first: 24);
        Assert.True((await world.Get<Pauses>().FindAsync(Samples.Journey, default))!.Paused);
    }

    [Fact]
    public async Task Unsubscribing_while_sending_is_paused_is_honoured()
    {
        var world = await World.StartAsync(steps: null);
        var request = PacedWorld.Request("""{ "class": "marketing" }""");
        await world.PublishAsync(
            request with
            {
                Emails = request.Emails.ToDictionary(mail => mail.Key, mail => mail.Value + "{{unsubscribeUrl}}"),
            }
        );
        await world.SendAsync("whitepaper.downloaded", data: """{ "contact": { "consent": { "marketing": true } } }""");
        Assert.Single(world.Post.Mails);
        await world.PauseAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1));
        await world.SendAsync("whitepaper.downloaded", id: "2");
        await world.SendAsync(
            "whitepaper.downloaded",
            "bea@example.com",
            "3",
            """{ "contact": { "consent": { "marketing": true } } }"""
        );
        await world.SendAsync(
            "profile.changed",
            id: "4",
            data: """{ "contact": { "consent": { "marketing": false } } }"""
        );

        await world.ResumeAsync();
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(["ada@example.com", "bea@example.com"], world.To());
        Assert.Equal("unasked", (await world.StandingAsync()).Outcome);
    }

    [Fact]
    public async Task Only_one_journeys_mails_wait_while_it_is_paused()
    {
        var world = await PacedWorld.StartAsync();
        await world.PublishAsync(PacedWorld.Request("""{ "class": "requested" }""", "other"), "other");
        await world.PauseAsync();

        await world.EnterAsync(3);

        Assert.Equal(["other", "other", "other"], world.Post.Mails.Select(mail => mail.Journey));
    }

    [Fact]
    public async Task A_pause_outlives_a_restart_and_other_processes_hear_of_it_within_ten_seconds()
    {
        var world = await PacedWorld.StartAsync(singleWriter: false);
        await world.EnterAsync(1);
        await new Pauses(
            world.Tables,
            new() { SingleWriter = false },
            world.Time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Pauses>.Instance
        ).PauseAsync(Samples.Journey, "olga", "the offer is wrong", default);

        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.EnterAsync(1, first: 1);
        world.Restart();
        await world.EnterAsync(1, first: 2);

        Assert.Equal([PacedWorld.Contact(0)], world.To());
    }

    [Fact]
    public async Task What_is_resumed_stays_so_though_another_process_has_not_heard_of_it_yet()
    {
        var world = await PacedWorld.StartAsync(FiveOfTen, singleWriter: false);
        using var other = world.OtherProcess();
        world.Post.Refuses = _ => "the sender is not verified";
        await world.EnterAsync(5);
        Assert.True((await other.GetRequiredService<Pauses>().FindAsync(Samples.Journey, default))!.Paused);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.ResumeAsync();
        world.Time.Advance(TimeSpan.FromSeconds(1));

        // A mail of before comes back, and the other process hears of it.
        var bounce = new MailFailure(world.Now, WasSent: true, "email.bounced: 550 no such user");
        await other.GetRequiredService<Tallies>().FailedAsync(Samples.Journey, bounce, default);

        var pause = await world.Get<Pauses>().FindAsync(Samples.Journey, default);
        world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(pause, await world.Get<Pauses>().FindAsync(Samples.Journey, default));
        Assert.Equal((false, "olga"), (pause!.Paused, pause.By));
    }

    [Fact]
    public async Task While_the_provider_wants_to_be_left_alone_mails_wait_and_lose_none_of_their_tries()
    {
        var world = await PacedWorld.StartAsync();
        world.Post.Wait = TimeSpan.FromMinutes(10);
        world.Post.Refuses = mail => "it was asked all the same";
        await world.EnterAsync(20);
        await world.PassAsync(TimeSpan.FromHours(12));
        Assert.Equal("waiting", (await world.StandingAsync(PacedWorld.Contact(0))).Status);

        (world.Post.Wait, world.Post.Refuses) = (null, _ => null);
        await world.PassAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(20, world.To().Distinct().Count());
        Assert.Equal(20, world.Post.Mails.Count);
    }

    [Fact]
    public async Task Who_pauses_second_learns_that_it_is_paused_already()
    {
        var world = await PacedWorld.StartAsync();
        await world.PauseAsync();

        var (pause, already) = await world.Get<Pauses>().PauseAsync(Samples.Journey, "tom", "me too", default);

        Assert.Equal((true, "olga"), (already, pause.By));
        var (never, _) = await world.Get<Pauses>().ResumeAsync("other", "tom", default);
        Assert.Null(never);
    }

    [Fact]
    public async Task Passing_failures_are_tried_again_and_pause_nothing()
    {
        var world = await PacedWorld.StartAsync(FiveOfTen);
        for (var i = 0; i < 20; i++)
        {
            world.Post.Refusal = new MailResult.Refused(Passing: true, "503");
            await world.EnterAsync(1, first: i);
        }

        await world.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(20, world.To().Distinct().Count());
        Assert.Null(await world.Get<Pauses>().FindAsync(Samples.Journey, default));
    }

    [Fact]
    public async Task One_bad_recipient_never_makes_the_others_resend()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "rate": { "perSecond": 5 } }""");
        world.Post.Refuses = mail => mail.Contact == PacedWorld.Contact(7) ? "550 no such user" : null;

        await world.EnterAsync(20);
        await world.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(Enumerable.Range(0, 20).Where(i => i != 7).Select(PacedWorld.Contact), world.To().Order());
        Assert.Equal("lost", (await world.StandingAsync(PacedWorld.Contact(7))).Outcome);
    }

    private static async Task ComesBackAsync(World world, string type, string data, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var mail = $"{World.InstanceOf(PacedWorld.Contact(i))}~1.1.1.1";
            var about = $$"""{ "effect": "{{mail}}"{{(data.Length > 2 ? "," : "")}} {{data.TrimStart('{')}}""";
            await world.SendAsync(type, PacedWorld.Contact(i), $"{type} {data.Length} {i}", about);
        }
    }

    private static async Task<List<string?>> EndedAsync(World world, int contacts)
    {
        var outcomes = new List<string?>();
        for (var i = 0; i < contacts; i++)
        {
            outcomes.Add((await world.StandingAsync(PacedWorld.Contact(i))).Outcome);
        }

        return outcomes;
    }
}
