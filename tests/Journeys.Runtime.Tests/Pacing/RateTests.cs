using Journeys.Runtime.Instances;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Runtime.Tests.Pacing;

/// <summary>Mails wait their turn: evenly, in order, and only once.</summary>
public sealed class RateTests
{
    [Fact]
    public async Task Without_a_rate_every_mail_goes_at_once()
    {
        var world = await PacedWorld.StartAsync();

        await world.EnterAsync(50);

        Assert.Equal([50], world.PerSecond());
    }

    [Fact]
    public async Task A_crowd_goes_out_evenly_and_in_the_order_in_which_it_came()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "rate": { "perSecond": 5 } }""");

        await world.EnterAsync(52);
        await world.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([.. Enumerable.Repeat(5, 10), 2], world.PerSecond());
        Assert.Equal(
            Enumerable
                .Range(0, 52)
                .Select(PacedWorld.Contact)
                .Chunk(5)
                .Select(chunk => string.Join(' ', chunk.Order())),
            world.To().Chunk(5).Select(chunk => string.Join(' ', chunk.Order()))
        );
    }

    [Fact]
    public async Task Who_comes_meanwhile_comes_behind_and_takes_no_turn_that_is_drawn()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "rate": { "perSecond": 1 } }""");
        await world.EnterAsync(5);
        await world.PassAsync(TimeSpan.FromSeconds(2));

        await world.EnterAsync(1, first: 5);
        await world.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Enumerable.Range(0, 6).Select(PacedWorld.Contact), world.To());
        Assert.Equal(Enumerable.Repeat(1, 6), world.PerSecond());
    }

    [Fact]
    public async Task All_journeys_together_keep_to_the_hosts_rate()
    {
        var world = await PacedWorld.StartAsync(
            """{ "class": "requested", "rate": { "perSecond": 5 } }""",
            new(3, null)
        );
        await world.PublishAsync(PacedWorld.Request("""{ "class": "requested" }""", "other"), "other");

        await world.EnterAsync(30);
        await world.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(60, world.Post.Mails.Count);
        Assert.Equal(60, world.Post.Mails.Select(mail => (mail.Journey, mail.Contact)).Distinct().Count());
        Assert.Equal(3, world.PerSecond().Max());
        Assert.Equal(30, world.Post.Mails.Count(mail => mail.Journey == "other"));
    }

    [Fact]
    public async Task A_journey_keeps_to_its_own_rate_behind_the_backlog_of_another()
    {
        var world = await PacedWorld.StartAsync(rate: new(10, null));
        await world.EnterAsync(300);
        await world.PublishAsync(
            PacedWorld.Request("""{ "class": "requested", "rate": { "perSecond": 1 } }""", "slow"),
            "slow"
        );

        // Their own turns come while the 300 still wait: they all get the same few seconds in the line of all.
        await world.EnterAsync(20, first: 300);
        await world.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(Enumerable.Repeat(1, 20), world.PerSecond("slow"));
        Assert.Equal(10, world.PerSecond().Max());
        Assert.Equal(320, world.Post.Mails.Count(mail => mail.Journey == Samples.Journey));
        Assert.Equal(340, world.Post.Mails.Select(mail => (mail.Journey, mail.Contact)).Distinct().Count());
    }

    [Fact]
    public async Task A_journey_keeps_to_its_own_day_though_the_line_of_all_gave_its_mails_another_one()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "rate": { "perDay": 5 } }""", new(null, 8));
        await world.PublishAsync(PacedWorld.Request("""{ "class": "requested" }""", "other"), "other");

        await world.EnterAsync(8);
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.EnterAsync(8, first: 8);
        await world.PassAsync(TimeSpan.FromDays(10));

        Assert.Equal(32, world.Post.Mails.Select(mail => (mail.Journey, mail.Contact)).Distinct().Count());
        Assert.Equal(32, world.Post.Mails.Count);
        Assert.InRange(world.PerDay().Max(), 1, 8);
        Assert.InRange(world.PerDay(Samples.Journey).Max(), 1, 5);
    }

    [Fact]
    public async Task Turns_among_all_that_passed_while_the_host_was_down_are_drawn_anew_in_both_lines()
    {
        var world = await PacedWorld.StartAsync(rate: new(10, null));
        await world.EnterAsync(300);
        await world.PublishAsync(
            PacedWorld.Request("""{ "class": "requested", "rate": { "perSecond": 1 } }""", "slow"),
            "slow"
        );
        await world.EnterAsync(20, first: 300);
        await world.PassAsync(TimeSpan.FromSeconds(25));

        // Down for an hour: all timers are late.
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(Enumerable.Repeat(1, 20), world.PerSecond("slow"));
        Assert.Equal(10, world.PerSecond().Max());
        Assert.Equal(340, world.Post.Mails.Count);
    }

    [Fact]
    public async Task A_days_number_is_kept_and_the_rest_spread_over_the_next_days()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "rate": { "perDay": 10 } }""");

        await world.EnterAsync(25);
        await world.PassAsync(TimeSpan.FromDays(4));

        Assert.Equal(
            ["02: 10", "03: 10", "04: 5"],
            world.Post.Times.GroupBy(at => $"{at:dd}").Select(group => $"{group.Key}: {group.Count()}")
        );
        Assert.Equal(2.4, (world.Post.Times[12] - world.Post.Times[11]).TotalHours, 6);
    }

    [Fact]
    public async Task Who_comes_while_others_wait_for_their_day_gets_a_day_behind_them()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "rate": { "perDay": 10 } }""");
        await world.EnterAsync(25);
        // Until noon of the next day.
        await world.PassAsync(TimeSpan.FromHours(27));

        await world.EnterAsync(10, first: 25);
        await world.PassAsync(TimeSpan.FromDays(4));

        Assert.Equal(
            ["02: 10", "03: 10", "04: 10", "05: 5"],
            world.Post.Times.GroupBy(at => $"{at:dd}").Select(group => $"{group.Key}: {group.Count()}")
        );
        Assert.Equal(35, world.To().Distinct().Count());
    }

    [Fact]
    public async Task A_host_that_starts_again_in_the_middle_neither_bursts_nor_forgets()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "rate": { "perSecond": 5 } }""");
        await world.EnterAsync(30);
        await world.PassAsync(TimeSpan.FromSeconds(3));

        world.Restart();
        await world.RecoverAsync();
        await world.EnterAsync(20, first: 30);
        await world.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Enumerable.Repeat(5, 10), world.PerSecond());
        Assert.Equal(50, world.To().Distinct().Count());
    }

    [Fact]
    public async Task Turns_that_passed_while_the_host_was_down_are_drawn_anew_instead_of_going_at_once()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "rate": { "perSecond": 1 } }""");
        await world.EnterAsync(20);

        // Down for an hour: all timers are late.
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Enumerable.Repeat(1, 20), world.PerSecond());
    }

    [Fact]
    public async Task A_mail_that_another_process_is_sending_is_not_put_off()
    {
        var world = await World.SleepingAsync(steps: null);
        await world.PublishAsync(PacedWorld.Request("""{ "class": "requested", "rate": { "perSecond": 1 } }"""));
        await world.EnterAsync(1, first: 7);
        await world.TurnAsync(contact: PacedWorld.Contact(7));
        await world.EnterAsync(1);
        var contact = PacedWorld.Contact(0);
        using var other = world.OtherProcess();
        using var dying = new CancellationTokenSource();
        (world.Post.Dying, world.Post.BreakAfter) = (dying, new IOException("the process was killed"));
        // While this process draws a turn, another one makes the same instance's turn a second later, and dies sending.
        world.Tables.BeforeCommit = async _ =>
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            var turn = other.GetRequiredService<Turn>();
            await Assert.ThrowsAnyAsync<Exception>(() =>
                turn.RunAsync(World.InstanceOf(contact), TurnReport.Unsettled, dying.Token)
            );
        };

        var report = await world.TurnAsync(contact: contact);
        Assert.Equal([PacedWorld.Contact(7), contact], world.To());
        Assert.Equal(("performing", TurnReport.Unsettled), (report.Status, report.Settled));
        world.Time.Advance(TimeSpan.FromMinutes(10));
        await world.TurnAsync(contact: contact);

        Assert.Equal([PacedWorld.Contact(7), contact], world.To());
        Assert.Equal("sent", (await world.StandingAsync(contact)).Outcome);
    }

    [Fact]
    public async Task A_mail_that_waits_costs_no_request_while_it_waits()
    {
        var world = await World.SleepingAsync(steps: null);
        await world.PublishAsync(PacedWorld.Request("""{ "class": "requested", "rate": { "perSecond": 1 } }"""));
        await world.EnterAsync(1, first: 7);
        await world.TurnAsync(contact: PacedWorld.Contact(7));
        await world.EnterAsync(1);

        var report = await world.TurnAsync(contact: PacedWorld.Contact(0));

        Assert.Equal(world.Time.GetUtcNow() + TimeSpan.FromSeconds(1), report.Due);
        Assert.Equal("waiting", report.Status);
        Assert.NotEqual(TurnReport.Unsettled, report.Settled);
    }
}
