using Journeys.Functions.Instances;
using Journeys.Functions.Tests.Durable;
using Journeys.Runtime.Instances;
using Microsoft.DurableTask.Client;
using static Journeys.Functions.Tests.Instances.ScriptedWorld;

namespace Journeys.Functions.Tests.Instances;

/// <summary>
/// When the orchestration of an instance makes turns. The hub runs every step of it twice from the start, as two workers
/// would, and refuses it when the calls differ: so each story here also says that a replay at every await is the same.
/// </summary>
public sealed class JourneyOrchestrationTests
{
    private readonly ScriptedWorld world = new();

    [Fact]
    public void It_makes_a_turn_waits_until_the_instance_is_due_and_ends_when_nothing_is_left()
    {
        var due = world.Now + TimeSpan.FromHours(4);
        world.Answer = turn => turn == 1 ? Waiting(1, due) : Finished(2);
        world.Begin();
        Assert.Equal(due, world.Hub.NextTimer());
        Assert.Equal(
            """{"status":"waiting","step":"engaged","sequence":1,"due":"2026-03-02T13:00:00+00:00"}""",
            world.Run.CustomStatus
        );

        world.Hub.Pass(TimeSpan.FromDays(1));
        Assert.Equal(["00:00:00 1", "04:00:00 1"], world.Turns);
        Assert.Equal("""{"status":"finished","sequence":2}""", world.Run.CustomStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, world.Run.Status);
    }

    [Fact]
    public void A_waking_ends_the_wait_and_the_old_timer_is_forgotten()
    {
        world.Answer = turn => Waiting(turn, world.Now + TimeSpan.FromHours(4));
        world.Begin();
        world.Hub.Pass(TimeSpan.FromHours(1));
        world.Wake(2);
        world.Hub.Settle();
        world.Answer = turn => Finished(turn);
        world.Hub.Pass(TimeSpan.FromHours(3.5));
        // Nothing happened at four hours, when the first timer would have fired.
        Assert.Equal(["00:00:00 1", "01:00:00 2"], world.Turns);

        world.Hub.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["00:00:00 1", "01:00:00 2", "05:00:00 2"], world.Turns);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, world.Run.Status);
    }

    [Fact]
    public void An_instance_that_is_due_in_400_days_is_left_alone_until_then()
    {
        world.Answer = turn => turn == 1 ? Waiting(1, world.Now + TimeSpan.FromDays(400)) : Finished(2);
        world.Begin();
        world.Hub.Pass(TimeSpan.FromDays(399));
        Assert.Equal(["00:00:00 1"], world.Turns);
        // A leg of three days is a timer set and a timer fired: reading the history takes one request all the same.
        Assert.InRange(world.Run.Length, 134 * 2, 1_000);

        world.Hub.Pass(TimeSpan.FromDays(2));
        Assert.Equal(["00:00:00 1", "400.00:00:00 1"], world.Turns);
    }

    [Fact]
    public void A_waking_in_the_middle_of_a_long_wait_ends_it()
    {
        world.Answer = turn => turn == 1 ? Waiting(1, world.Now + TimeSpan.FromDays(400)) : Finished(turn);
        world.Begin();
        world.Hub.Pass(TimeSpan.FromDays(100));
        world.Wake(2);
        world.Hub.Settle();
        Assert.Equal(["00:00:00 1", "100.00:00:00 2"], world.Turns);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, world.Run.Status);
    }

    [Fact]
    public void One_that_is_held_or_paused_is_not_due_and_waits_to_be_woken()
    {
        world.Answer = turn => turn == 1 ? Waiting(1, null) with { Status = "held" } : Finished(2);
        world.Begin();
        world.Hub.Pass(TimeSpan.FromDays(1_000));
        Assert.Equal(["00:00:00 1"], world.Turns);
        Assert.Equal("""{"status":"held","step":"engaged","sequence":1}""", world.Run.CustomStatus);

        world.Wake(2);
        world.Hub.Settle();
        Assert.Equal(["00:00:00 1", "1000.00:00:00 2"], world.Turns);
    }

    [Fact]
    public void Wakings_that_come_during_a_turn_that_saw_their_moves_cost_no_other_turn()
    {
        world.Answer = _ => Waiting(5, null);
        world.Hub.BeforeActivity = () => WakeAllAsync(3, 5, 4, 5);
        world.Begin();
        Assert.Equal(["00:00:00 1"], world.Turns);
    }

    [Fact]
    public void Wakings_that_come_after_the_turn_read_the_rows_are_answered_by_one_more()
    {
        world.Answer = turn => Waiting(turn == 1 ? 1 : 5, null);
        world.Hub.AfterActivity = () => WakeAllAsync(3, 5, 4, 5);
        world.Begin();
        Assert.Equal(["00:00:00 1", "00:00:00 5"], world.Turns);
    }

    [Fact]
    public void A_waking_that_comes_during_the_last_turn_keeps_the_orchestration_from_ending()
    {
        world.Answer = turn => turn == 1 ? Finished(3) : Waiting(4, null);
        world.Hub.AfterActivity = () => world.WakeAsync(4);
        world.Begin();
        Assert.Equal(["00:00:00 1", "00:00:00 4"], world.Turns);
        Assert.Equal(OrchestrationRuntimeStatus.Running, world.Run.Status);
    }

    [Fact]
    public void A_waking_for_a_move_that_is_nowhere_to_be_found_is_answered_once()
    {
        // Raised by hand with a number out of the air, or the rows were erased meanwhile.
        world.Answer = _ => Finished(3);
        world.Hub.AfterActivity = () => world.WakeAsync(1_000_000);
        world.Begin();
        Assert.Equal(["00:00:00 1", "00:00:00 1000000"], world.Turns);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, world.Run.Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    [InlineData("hello")]
    [InlineData("{}")]
    public void Whatever_is_raised_by_hand_wakes(object? payload)
    {
        world.Answer = turn => Waiting(turn, null);
        world.Begin();
        world.Hub.Do(() => world.RaiseAsync(payload));
        world.Hub.Settle();
        Assert.Equal(["00:00:00 1", "00:00:00 1"], world.Turns);
        Assert.Equal(OrchestrationRuntimeStatus.Running, world.Run.Status);
    }

    [Fact]
    public void A_worker_whose_clock_is_late_does_not_make_it_go_round_in_circles()
    {
        var due = world.Now + TimeSpan.FromHours(1);
        // The fifth turn is the first one whose worker finds that the hour is over.
        world.Answer = turn => turn <= 4 ? Waiting(1, due) : Finished(2);
        world.Begin();
        world.Hub.Pass(TimeSpan.FromHours(2));
        Assert.Equal(["00:00:00 1", "01:00:00 1", "01:00:01 1", "01:00:03 1", "01:00:07 1"], world.Turns);
    }

    [Fact]
    public void A_turn_that_leaves_something_to_do_at_once_is_followed_by_the_next_at_once()
    {
        world.Answer = turn => turn == 3 ? Finished(3) : Waiting(turn, world.Now);
        world.Begin();
        Assert.Equal(["00:00:00 1", "00:00:00 1", "00:00:00 1"], world.Turns);
    }

    [Fact]
    public void Suspended_it_makes_no_turns_and_resumed_it_makes_up_for_everything()
    {
        var due = world.Now + TimeSpan.FromHours(1);
        world.Answer = turn => turn == 1 ? Waiting(1, due) : Waiting(3, null);
        world.Begin();
        world.Hub.Do(() => world.Client.SuspendInstanceAsync(Instance));
        world.Hub.Settle();
        world.Wake(2);
        world.Hub.Pass(TimeSpan.FromDays(2));
        world.Wake(3);
        world.Hub.Settle();
        Assert.Equal(["00:00:00 1"], world.Turns);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, world.Run.Status);

        world.Hub.Do(() => world.Client.ResumeInstanceAsync(Instance));
        world.Hub.Settle();
        Assert.Equal(["00:00:00 1", "2.00:00:00 2"], world.Turns);
        Assert.Equal(OrchestrationRuntimeStatus.Running, world.Run.Status);
        Assert.Equal("""{"status":"waiting","step":"engaged","sequence":3}""", world.Run.CustomStatus);
    }

    [Fact]
    public void An_activity_that_two_workers_ran_is_one_turn()
    {
        world.Answer = turn => turn <= 2 ? Waiting(1, world.Now + TimeSpan.FromHours(1)) : Finished(2);
        world.Hub.Expect(Fate.Twice);
        world.Begin();
        world.Hub.Pass(TimeSpan.FromHours(2));
        Assert.Equal(["00:00:00 1", "00:00:00 1", "01:00:00 1"], world.Turns);
        Assert.Equal(2, world.Hub.ActivityCalls);
    }

    private async Task WakeAllAsync(params int[] sequences)
    {
        foreach (var sequence in sequences)
        {
            await world.WakeAsync(sequence);
        }
    }
}
