using Grpc.Core;
using Journeys.Functions.Instances;
using Journeys.Functions.Tests.Durable;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Tests.Instances;

/// <summary>Wakings that meet an orchestration which is ending, has ended, or does not answer.</summary>
public sealed class EndingTests
{
    // A run that is over with its mail.
    private const string Short = """
        "thanks": { "email": "thanks", "then": "done" },
        "done":   { "end": "over" }
        """;

    private readonly DurableWorld world = DurableWorld.Start(Short);

    [Fact]
    public void A_run_that_is_over_ends_its_orchestration_and_the_next_run_starts_another()
    {
        world.Send("whitepaper.downloaded");
        world.Hub.Settle();
        Assert.Equal("finished over 2", world.Standing());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, world.Run().Status);
        var first = world.Run();

        world.Pass(TimeSpan.FromMinutes(1));
        world.Send("whitepaper.downloaded", id: "2");
        world.Hub.Settle();
        Assert.Equal("finished over 4", world.Standing());
        Assert.NotSame(first, world.Run());
        Assert.Equal(["ada@example.com thanks", "ada@example.com thanks"], world.Mails);
    }

    // The last turn has read the rows; the contact enters again; the orchestration looks alive, and ends before it is woken.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_contact_who_enters_again_while_the_orchestration_is_ending_is_not_left_standing(bool outspoken)
    {
        world.Client.Outspoken = outspoken;
        var ended = new TaskCompletionSource();
        Task? sending = null;
        world.Send("whitepaper.downloaded");
        world.Hub.AfterActivity = () =>
        {
            world.Client.BeforeRaise = () => ended.Task;
            sending = EnterAgainAsync();
            return Task.CompletedTask;
        };
        world.Hub.Settle();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, world.Run().Status);
        Assert.Equal("performing thanks 3", world.Standing());
        Assert.False(sending!.IsCompleted);

        world.Client.Calls.Clear();
        ended.SetResult();
        world.Do(() => sending);
        world.Hub.Settle();
        Assert.Equal("finished over 4", world.Standing());
        Assert.Equal(["ada@example.com thanks", "ada@example.com thanks"], world.Mails);
        // Told or not that nobody was there, it looks again and finds out.
        Assert.Equal(["look", "start Journey"], world.Client.Calls);
    }

    [Fact]
    public void A_waking_that_comes_before_the_end_is_heard()
    {
        Task? sending = null;
        world.Send("whitepaper.downloaded");
        world.Hub.AfterActivity = () =>
        {
            sending = EnterAgainAsync();
            return Task.CompletedTask;
        };
        world.Hub.Settle();
        world.Do(() => sending!);
        world.Hub.Settle();
        Assert.Equal("finished over 4", world.Standing());
        Assert.Equal(["ada@example.com thanks", "ada@example.com thanks"], world.Mails);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, world.Run().Status);
    }

    [Fact]
    public void One_that_was_terminated_by_hand_is_started_anew_by_the_next_move()
    {
        var stay = DurableWorld.Start();
        stay.Send("whitepaper.downloaded");
        stay.Hub.Settle();
        stay.Do(() => stay.Client.TerminateInstanceAsync(DurableWorld.InstanceOf()));
        stay.Pass(TimeSpan.FromHours(1));
        stay.Tell(new JourneyInput.OperatorDecided(OperatorAction.Pause, "ops"));
        stay.Hub.Settle();
        Assert.Equal(OrchestrationRuntimeStatus.Running, stay.Run().Status);
        Assert.Equal("""{"status":"paused","step":"qualify","sequence":3}""", stay.Run().CustomStatus);
    }

    // Where the back end says that nobody was there, it is started anew; where it says nothing, the watchdog finds it.
    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(true, OrchestrationRuntimeStatus.Running)]
    public void One_that_is_terminated_between_the_look_and_the_waking(bool outspoken, OrchestrationRuntimeStatus then)
    {
        var stay = DurableWorld.Start();
        stay.Client.Outspoken = outspoken;
        stay.Send("whitepaper.downloaded");
        stay.Hub.Settle();
        stay.Client.BeforeRaise = () => stay.Client.TerminateInstanceAsync(DurableWorld.InstanceOf());
        stay.Tell(new JourneyInput.OperatorDecided(OperatorAction.Pause, "ops"));
        stay.Hub.Settle();
        Assert.Equal(then, stay.Run().Status);
        Assert.Equal("paused qualify 3", stay.Standing());
    }

    [Fact]
    public void Durable_is_asked_again_with_growing_pauses()
    {
        var before = world.Clock;
        world.Client.Refuse(StatusCode.Unavailable, 3);
        world.Send("whitepaper.downloaded");
        Assert.Equal(["look", "look", "look", "look", "start Journey"], world.Client.Calls);
        Assert.Equal(TimeSpan.FromMilliseconds(100 + 200 + 400), world.Clock - before);
    }

    [Fact]
    public void When_it_does_not_answer_the_sender_is_told_to_come_again()
    {
        world.Client.Refuse(StatusCode.Unavailable, Waker.Tries);
        var fault = Assert.Throws<StorageUnavailableException>(() => world.Send("whitepaper.downloaded"));
        Assert.Equal(
            $"Instance {DurableWorld.InstanceOf()} is stored up to move 1, but Durable did not take its waking in 6 tries; "
                + "tell it again.",
            fault.Message
        );
        Assert.IsType<RpcException>(fault.InnerException);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_kept()
    {
        using var giving = new CancellationTokenSource();
        world.Client.Refuse(StatusCode.Unavailable, 1);
        var waking = new Waking(DurableWorld.InstanceOf(), 1);
        var call = world.Get<Waker>().WakeAsync(waking, giving.Token);
        Assert.False(call.IsCompleted);
        await giving.CancelAsync();
        // It goes on outside the world's own thread, whose clock has nothing to do with it.
        await Assert.ThrowsAsync<TaskCanceledException>(() => call);
        Assert.Empty(world.Hub.Runs);
    }

    [Fact]
    public void An_orchestration_that_was_suspended_takes_a_new_run_up_when_it_is_resumed()
    {
        Task? sending = null;
        world.Send("whitepaper.downloaded");
        world.Hub.AfterActivity = async () =>
        {
            await world.Client.SuspendInstanceAsync(DurableWorld.InstanceOf());
            sending = EnterAgainAsync();
        };
        world.Hub.Settle();
        world.Do(() => sending!);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, world.Run().Status);
        Assert.Equal("performing thanks 3", world.Standing());

        world.Do(() => world.Client.ResumeInstanceAsync(DurableWorld.InstanceOf()));
        world.Hub.Settle();
        Assert.Equal("finished over 4", world.Standing());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, world.Run().Status);
    }

    [Fact]
    public void One_whose_turns_fail_is_looked_at_for_a_while_and_then_left_to_its_retries()
    {
        world.Send("whitepaper.downloaded");
        world.FailTurns(5, () => new InvalidOperationException("A fault of ours."));
        world.Hub.Settle();
        var before = world.Clock;
        world.Do(() => world.Get<Waker>().WakeForNewRunAsync(new(DurableWorld.InstanceOf(), 1), default));
        // The looks took ten seconds, in which the turn was tried again.
        Assert.InRange(world.Clock - before, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(16));

        world.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("finished over 2", world.Standing());
        Assert.Equal(["ada@example.com thanks"], world.Mails);
    }

    // An event of the instant at which the run ended belongs to that run.
    private Task<EventsAnswer> EnterAgainAsync()
    {
        world.Time.Advance(TimeSpan.FromMinutes(1));
        return world.SendAsync("whitepaper.downloaded", id: "2", toOther: true);
    }
}
