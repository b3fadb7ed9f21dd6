using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Instances;

public sealed class TurnTests
{
    private static readonly string Instance = World.InstanceOf();

    [Fact]
    public async Task A_turn_performs_what_was_decided_and_says_when_the_next_one_is_due()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded");
        Assert.Empty(world.Post.Mails);

        var report = await world.TurnAsync();

        Assert.Equal("Thank you, ada@example.com", Assert.Single(world.Post.Mails).Content.Subject);
        Assert.Equal(["sendEmail done", "openTask done"], await LedgerAsync(world));
        var deadline = world.Time.GetUtcNow() + TimeSpan.FromHours(4);
        Assert.Equal(new(2, "waiting", "qualify", deadline, Finished: false, Settled: 2), report);
    }

    [Fact]
    public async Task A_turn_that_comes_too_early_or_twice_changes_nothing()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded");
        var first = await world.TurnAsync();
        var before = world.Tables.Commits;

        Assert.Equal(first, await world.TurnAsync(first.Settled));
        Assert.Equal(first, await world.TurnAsync());

        Assert.Equal(before, world.Tables.Commits);
        Assert.Single(world.Post.Mails);
    }

    [Fact]
    public async Task A_result_is_not_ignored_because_the_turn_began_before_somebody_else_decided_its_effect()
    {
        var world = await World.SleepingAsync();
        using var scope = WorkScope.Begin(world.Time);
        await world.Get<Advance>().LoadAsync(Instance, default);
        await ElsewhereAsync(() => world.SendAsync("whitepaper.downloaded"));

        var mail = Assert.Single(await world.Get<Ledger>().UnfinishedOfAsync(Instance, default));
        var sent = new Told(new JourneyInput.EffectSucceeded(mail.Id, Fields.Empty), mail.As(EffectStatus.Done));
        var advanced = await world.Get<Advance>().RunAsync(new(Instance, mail.Contact, [sent]), default);

        Assert.IsType<AdvanceAnswer.Moved>(Assert.Single(advanced.Answers));
    }

    [Fact]
    public async Task What_has_come_due_elapses_in_a_turn()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded");
        var first = await world.TurnAsync();
        world.Time.Advance(TimeSpan.FromHours(4));

        var report = await world.TurnAsync(first.Settled);

        Assert.Equal(
            ["ingrid@us.example: ada@example.com still waits", "mia@us.example: ada@example.com still waits"],
            world.Post.Internal.Skip(1).Select(mail => $"{mail.To}: {mail.Content.Subject}").Order()
        );
        Assert.Equal(("waiting", "qualify", 3), (report.Status, report.Step, report.Sequence));
    }

    [Fact]
    public async Task A_turn_sees_what_somebody_else_told_the_instance_though_its_timer_elapses_too()
    {
        var world = await World.SleepingAsync(
            """
            "ask":  { "task": "Ask", "team": "inside-sales", "within": "1 hour", "outcomes": { "yes": "tell" }, "late": "wait" },
            "tell": { "notify": "sales-lead", "message": "yes", "then": "wait" },
            "wait": { "wait": "2 hours", "then": "end" },
            "end":  { "end": "done" }
            """
        );
        await world.SendAsync("whitepaper.downloaded");
        var first = await world.TurnAsync();
        var answer = new JourneyInput.TaskAnswered(
            $"{Instance}~1.1.1.1",
            "yes",
            "mia@us.example",
            Orchestrations.Values.Fields.Empty
        );
        await world.Instances.TellAsync(new(Instance, "ada@example.com", answer), default);
        world.Time.Advance(TimeSpan.FromHours(3));

        var report = await world.TurnAsync(first.Settled);

        Assert.Equal(["openTask done", "closeTask done", "notify done"], await LedgerAsync(world));
        Assert.Equal(new(3, "finished", null, null, Finished: true, Settled: 3), report);
    }

    [Fact]
    public async Task Of_two_processes_that_take_the_same_turn_one_sends_the_mail()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded");
        TurnReport? other = null;
        // The other one is faster by a hair: just before this one says that it is sending.
        world.Tables.BeforeCommit = async _ => other = await world.TurnAsync();

        var report = await world.TurnAsync();

        Assert.Single(world.Post.Mails);
        Assert.Equal(["sendEmail done", "openTask done"], await LedgerAsync(world));
        Assert.Equal(("waiting", "qualify"), (other!.Status, other.Step));
        // This one does not know how the other fares, and looks again later.
        Assert.Equal(TurnReport.Unsettled, report.Settled);
        Assert.Equal(world.Time.GetUtcNow() + TimeSpan.FromMinutes(5), report.Due);
    }

    [Fact]
    public async Task What_somebody_else_decides_during_a_turn_is_performed_in_it()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded");
        // An operator skips the mail's step, which opens a task, while the mail's result is being stored.
        var commits = 0;
        world.Tables.BeforeCommit = Meddle;

        var report = await world.TurnAsync();

        Assert.Equal(["sendEmail done", "openTask done"], await LedgerAsync(world));
        Assert.Equal(("waiting", "qualify", 2, 2), (report.Status, report.Step, report.Sequence, report.Settled));

        async Task Meddle(IReadOnlyList<RowChange> changes)
        {
            // Sending is marked, the touchpoint recorded, and then comes the result.
            if (++commits < 3)
            {
                world.Tables.BeforeCommit = Meddle;
                return;
            }

            var skip = new JourneyInput.OperatorDecided(OperatorAction.Skip, "ops");
            await world.Instances.TellAsync(new(Instance, "ada@example.com", skip), default);
        }
    }

    [Fact]
    public async Task A_mail_that_another_process_is_sending_is_left_to_it_while_it_may_live()
    {
        var world = await World.SleepingAsync();
        world.Post.Remembers = false;
        await DieWhileSendingAsync(world);

        var early = await world.TurnAsync();
        Assert.Equal(["sendEmail sending"], await LedgerAsync(world));
        Assert.Equal(world.Time.GetUtcNow() + TimeSpan.FromMinutes(5), early.Due);

        world.Time.Advance(TimeSpan.FromMinutes(5));
        var late = await world.TurnAsync(early.Settled);
        Assert.Equal(["sendEmail uncertain"], await LedgerAsync(world));
        Assert.Equal(("waiting", "thanks"), (late.Status, late.Step));
        Assert.Single(world.Post.Mails);
    }

    [Fact]
    public async Task Who_knows_how_a_mail_ended_corrects_who_did_not()
    {
        var world = await World.SleepingAsync();
        world.Post.Remembers = false;
        var sending = await DieWhileSendingAsync(world);
        world.Time.Advance(TimeSpan.FromMinutes(5));
        await world.TurnAsync();

        // The process was not dead, only slow.
        var done = new Told(
            new JourneyInput.EffectSucceeded(sending.Id, Orchestrations.Values.Fields.Empty),
            sending.As(EffectStatus.Done, "message 1")
        );
        await world.Instances.TellAsync(new(Instance, "ada@example.com", [done]), default);

        Assert.Equal(["sendEmail done", "openTask claimed"], await LedgerAsync(world));
        Assert.Equal("qualify", (await world.StandingAsync()).Step);
    }

    [Fact]
    public async Task An_effect_nobody_waits_for_is_tried_again_on_a_schedule_that_survives_the_process()
    {
        var world = await World.SleepingAsync(
            """
            "tell": { "notify": "sales-lead", "message": "look", "then": "wait" },
            "wait": { "wait": "30 days", "then": "end" },
            "end":  { "end": "done" }
            """
        );
        await world.SendAsync("whitepaper.downloaded");
        var waited = new List<TimeSpan>();
        TurnReport report;
        do
        {
            world.Restart();
            world.Post.Refusal = new MailResult.Refused(Passing: true, "busy");
            report = await world.TurnAsync();
            waited.Add(report.Due!.Value - world.Time.GetUtcNow());
            world.Time.Advance(waited[^1]);
        } while (waited.Count < 5);
        Assert.Equal(["notify claimed"], await LedgerAsync(world));
        world.Post.Refusal = new MailResult.Refused(Passing: true, "busy");
        report = await world.TurnAsync();

        Assert.Equal([1, 5, 30, 120, 360], waited.Select(span => span.TotalMinutes));
        Assert.Equal(["notify failed"], await LedgerAsync(world));
        Assert.Equal(("waiting", "wait"), (report.Status, report.Step));
        Assert.Empty(world.Post.Mails);
    }

    [Fact]
    public async Task A_notice_that_the_provider_does_not_answer_in_time_is_told_again()
    {
        var world = await World.SleepingAsync(
            """
            "tell": { "notify": "sales-lead", "message": "look", "then": "wait" },
            "wait": { "wait": "30 days", "then": "end" },
            "end":  { "end": "done" }
            """
        );
        await world.SendAsync("whitepaper.downloaded");
        world.Post.BreakBefore = new TaskCanceledException("no answer within 30 s");

        var report = await world.TurnAsync();

        Assert.Equal(["notify claimed"], await LedgerAsync(world));
        Assert.Empty(world.Post.Internal);

        world.Time.Advance(report.Due!.Value - world.Time.GetUtcNow());
        await world.TurnAsync();

        Assert.Equal(["notify done"], await LedgerAsync(world));
        Assert.NotEmpty(world.Post.Internal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(14)]
    [InlineData(17)]
    [InlineData(20)]
    public async Task A_turn_that_dies_midway_is_made_again_from_what_the_rows_say(int call)
    {
        foreach (var fault in new[] { Fault.CrashBefore, Fault.CrashAfter, Fault.Refuse, Fault.LoseAnswer })
        {
            var world = await World.SleepingAsync();
            await world.SendAsync("whitepaper.downloaded");
            world.Tables.FailAt(call, fault);
            await Record.ExceptionAsync(() => world.TurnAsync());
            world.Restart();
            var report = await world.TurnAsync();
            while (report is { Step: "thanks", Due: { } due })
            {
                world.Time.Advance(due - world.Time.GetUtcNow());
                report = await world.TurnAsync(report.Settled);
            }

            Assert.Single(world.Post.Mails);
            Assert.Equal(["sendEmail done", "openTask done"], await LedgerAsync(world));
            Assert.Equal(("waiting", "qualify", 2), (report.Status, report.Step, report.Settled));
        }
    }

    [Fact]
    public async Task A_version_that_this_program_cannot_read_is_left_to_one_that_can()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded");
        var version = (await world.StandingAsync()).Version;
        await world.Store.CommitAsync("Journeys", Samples.Journey, [new RowChange.Delete($"v~{version}")], default);
        world.Restart();

        await Assert.ThrowsAsync<InvalidDataException>(() => world.TurnAsync());

        Assert.Equal("performing", (await world.StandingAsync()).Status);
        Assert.Equal(["sendEmail claimed"], await LedgerAsync(world));
    }

    [Fact]
    public async Task An_instance_that_does_not_exist_has_nothing_to_do()
    {
        var world = await World.SleepingAsync();
        Assert.Equal(new(0, "unentered", null, null, Finished: true, Settled: 0), await world.TurnAsync());
    }

    // The mail is taken, and the process dies before it can say so.
    private static async Task<LedgerEntry> DieWhileSendingAsync(World world)
    {
        await world.SendAsync("whitepaper.downloaded");
        using var dying = new CancellationTokenSource();
        (world.Post.Dying, world.Post.BreakAfter) = (dying, new CrashException());
        await Assert.ThrowsAsync<CrashException>(() => world.TurnAsync(cancellation: dying.Token));
        world.Post.Dying = null;
        world.Restart();
        return Assert.Single(await world.Get<Ledger>().OfInstanceAsync(Instance, default));
    }

    private static async Task<IEnumerable<string>> LedgerAsync(World world) =>
        (await world.Get<Ledger>().OfInstanceAsync(Instance, default)).Select(entry =>
            $"{entry.Kind} {EffectStatusWords.Of(entry.Status)}"
        );

    // Another process, which shares no work with this one.
    private static async Task ElsewhereAsync(Func<Task> work)
    {
        Task elsewhere;
        using (ExecutionContext.SuppressFlow())
        {
            elsewhere = Task.Run(work);
        }

        await elsewhere;
    }
}
