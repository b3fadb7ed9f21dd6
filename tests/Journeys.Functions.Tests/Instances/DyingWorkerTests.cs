using Journeys.Functions.Tests.Durable;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Tests.Instances;

/// <summary>Turns that are made twice, at the same time, or by a worker that dies in the middle.</summary>
public sealed class DyingWorkerTests
{
    private const string Done = "ada@example.com thanks";

    // The mail, the answer of the person who qualifies, the hand-over, and its acceptance.
    // The other worker marks the mail, has it taken by the provider, and dies before it knows.
    private static async Task DieSendingAsync(DurableWorld world)
    {
        using var stopping = new CancellationTokenSource();
        (world.Post.Dying, world.Post.BreakAfter) = (stopping, new OperationCanceledException());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            world.GetOther<Turn>().RunAsync(DurableWorld.InstanceOf(), TurnReport.Unsettled, stopping.Token)
        );
    }

    private static readonly string[] Effects =
    [
        "Done: send the mail \"thanks\"",
        "Done: put a task before inside-sales",
        "Done: take the task off the list of inside-sales as qualified",
        "Done: put a hand-over before account-manager",
        "Done: take the task off the list of account-manager as accepted",
    ];

    [Theory]
    [InlineData(Fate.Once)]
    [InlineData(Fate.Twice)]
    [InlineData(Fate.Lost)]
    [InlineData(Fate.Forgotten)]
    internal void Whatever_happens_to_its_activities_a_run_has_the_same_effects(Fate fate)
    {
        var world = DurableWorld.Start();
        for (var i = 0; i < 20; i++)
        {
            world.Hub.Expect(fate);
        }

        LiveThrough(world);
        AssertDone(world);
    }

    // The first turn of the instance makes fewer calls of storage than this; each of them is once the last one.
    public static TheoryData<int, Fault> Deaths
    {
        get
        {
            var data = new TheoryData<int, Fault>();
            for (var call = 1; call <= 30; call++)
            {
                data.Add(call, Fault.CrashBefore);
                data.Add(call, Fault.CrashAfter);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    internal void A_worker_that_dies_at_any_call_of_storage_leaves_a_turn_that_another_one_ends(int call, Fault death)
    {
        var world = DurableWorld.Start();
        world.Hub.BeforeActivity = () =>
        {
            world.Tables.FailAt(call, death);
            return Task.CompletedTask;
        };
        // Only the first turn dies, and the worker that takes it finds storage well.
        world.Hub.AfterDeath = Well;
        world.Hub.AfterActivity = Well;
        LiveThrough(world);
        AssertDone(world);

        Task Well()
        {
            world.Tables.Restart();
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_host_that_shuts_down_in_a_turn_leaves_it_to_the_next(int turn)
    {
        var world = DurableWorld.Start();
        var made = 0;
        world.OnTurn = _ =>
        {
            if (++made == turn)
            {
                world.Stop();
            }
        };
        LiveThrough(world);
        Assert.True(made > turn);
        AssertDone(world);
    }

    [Fact]
    public void A_mail_whose_worker_died_with_the_answer_is_asked_after_and_not_sent_again()
    {
        var world = DurableWorld.Start();
        world.Send("whitepaper.downloaded");
        world.Post.Dying = world.Stopping;
        world.Post.BreakAfter = new OperationCanceledException();
        world.Hub.AfterDeath = () =>
        {
            world.Stop();
            return Task.CompletedTask;
        };
        world.Hub.Settle();
        Assert.Equal([Done], world.Mails);

        // Another worker may still be sending it: the mail is given a while, then the provider is asked.
        world.Pass(TimeSpan.FromHours(1));
        Assert.Equal([Done], world.Mails);
        Assert.Equal("waiting qualify 2", world.Standing());
    }

    [Fact]
    public void A_worker_does_not_take_what_another_one_wrote_at_the_same_instant_for_its_own_and_send_the_mail_too()
    {
        var world = DurableWorld.Start();
        world.Send("whitepaper.downloaded");
        world.Hub.BeforeActivity = () =>
        {
            world.Tables.BeforeCommit = _ => DieSendingAsync(world);
            return Task.CompletedTask;
        };
        world.Hub.Settle();
        Assert.Equal([Done], world.Mails);

        world.Pass(TimeSpan.FromHours(1));
        Assert.Equal([Done], world.Mails);
        Assert.Equal("waiting qualify 2", world.Standing());
    }

    [Fact]
    public void Somebody_who_is_faster_in_the_middle_of_a_turn_is_waited_for_and_nothing_is_lost()
    {
        var world = DurableWorld.Start();
        world.Send("whitepaper.downloaded");
        world.Hub.BeforeActivity = () =>
        {
            world.Tables.BeforeCommit = _ => PauseAsync(world);
            return Task.CompletedTask;
        };
        world.Hub.Settle();
        Assert.Equal([Done], world.Mails);
        Assert.Equal("paused", world.Standing().Split(' ')[0]);
        Assert.Equal(OrchestrationRuntimeStatus.Running, world.Run().Status);
    }

    [Fact]
    public void A_definition_that_this_worker_cannot_read_yet_is_left_to_one_that_can()
    {
        var world = DurableWorld.Start();
        world.FailTurns(3, () => new InvalidDataException("Row v~3f2a of nurture has format 2; this version reads 1."));
        world.Send("whitepaper.downloaded");
        world.Hub.Settle();
        Assert.Empty(world.Mails);
        Assert.Equal("performing thanks 1", world.Standing());

        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal([Done], world.Mails);
        Assert.Equal("waiting qualify 2", world.Standing());
    }

    [Fact]
    public void Storage_that_is_away_for_an_hour_delays_an_instance_and_does_not_fail_it()
    {
        var world = DurableWorld.Start();
        world.Send("whitepaper.downloaded");
        world.Hub.Settle();
        world.FailTurns(21, () => new StorageUnavailableException("The store does not answer."));
        // Due after four hours; two rounds of tries fail, and some tries of the third.
        world.Pass(TimeSpan.FromHours(4.75));
        Assert.Equal(OrchestrationRuntimeStatus.Running, world.Run().Status);
        Assert.StartsWith("{\"status\":\"failing\"", world.Run().CustomStatus, StringComparison.Ordinal);
        Assert.Equal("waiting qualify 2", world.Standing());

        world.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal("waiting qualify 3", world.Standing());
        Assert.StartsWith("{\"status\":\"waiting\"", world.Run().CustomStatus, StringComparison.Ordinal);
    }

    // Four days of one contact: a mail, a task that is answered, a hand-over that is accepted.
    private static void LiveThrough(DurableWorld world)
    {
        world.Send("whitepaper.downloaded");
        world.Pass(TimeSpan.FromHours(1));
        Answer(world, "qualified");
        world.Pass(TimeSpan.FromHours(1));
        Answer(world, "accepted");
        world.Pass(TimeSpan.FromHours(1));
    }

    private static void Answer(DurableWorld world, string outcome)
    {
        var ledger = world.Do(() => world.Get<Ledger>().OfInstanceAsync(DurableWorld.InstanceOf(), default));
        var opening = ledger.Last(entry => entry.Kind == "openTask");
        world.Tell(
            new JourneyInput.TaskAnswered(opening.Id, outcome, "mia@us.example", Orchestrations.Values.Fields.Empty)
        );
        world.Hub.Settle();
    }

    private static void AssertDone(DurableWorld world)
    {
        Assert.Equal("finished handed-over 4", world.Standing());
        Assert.Equal([Done], world.Mails);
        var ledger = world.Do(() => world.Get<Ledger>().OfInstanceAsync(DurableWorld.InstanceOf(), default));
        Assert.Equal(Effects, ledger.Select(entry => $"{entry.Status}: {entry.What}"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, world.Run().Status);
    }

    private static Task<IReadOnlyList<AdvanceAnswer>> PauseAsync(DurableWorld world) =>
        world
            .GetOther<IInstances>()
            .TellAsync(
                new(DurableWorld.InstanceOf(), null, new JourneyInput.OperatorDecided(OperatorAction.Pause, "ops")),
                default
            );
}
