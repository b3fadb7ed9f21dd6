using Journeys.Functions.Instances;
using Microsoft.DurableTask.Client;
using static Journeys.Functions.Tests.Instances.ScriptedWorld;

namespace Journeys.Functions.Tests.Instances;

/// <summary>What becomes of an instance whose turns fail: it stays alive, shows it, and goes on when they do not any more.</summary>
public sealed class FailingTurnTests
{
    private readonly ScriptedWorld world = new();

    [Fact]
    public void A_turn_that_fails_is_tried_again_ever_more_slowly()
    {
        world.Answer = turn => turn < 8 ? throw new IOException("The store is away.") : Waiting(1, null);
        world.Begin();
        world.Hub.Pass(TimeSpan.FromHours(1));
        Assert.Equal(
            [
                "00:00:00 1",
                "00:00:05 1",
                "00:00:15 1",
                "00:00:35 1",
                "00:01:15 1",
                "00:02:35 1",
                "00:05:15 1",
                "00:10:15 1",
            ],
            world.Turns
        );
        Assert.Equal("""{"status":"waiting","step":"engaged","sequence":1}""", world.Run.CustomStatus);
    }

    [Fact]
    public void One_that_goes_on_failing_is_shown_and_tried_again_after_a_pause_with_a_new_history()
    {
        var due = world.Now + TimeSpan.FromHours(1);
        world.Answer = turn => turn == 1 ? Waiting(3, due) : throw new InvalidDataException("Row s~x has format 2.");
        world.Begin();
        world.Hub.Pass(TimeSpan.FromHours(1.2));
        Assert.Equal(9, world.Turns.Count);
        Assert.Equal(
            """{"status":"failing","step":"engaged","sequence":3,"due":"2026-03-02T10:25:15+00:00","because":"System.IO.InvalidDataException: Row s~x has format 2."}""",
            world.Run.CustomStatus
        );
        Assert.Equal(OrchestrationRuntimeStatus.Running, world.Run.Status);

        // It is still shown while the turn is tried again, from a history that is short.
        world.Hub.Pass(TimeSpan.FromMinutes(14));
        Assert.Equal(2, world.Run.Execution);
        Assert.Equal("01:25:15 1", world.Turns[9]);
        Assert.Contains("\"failing\"", world.Run.CustomStatus, StringComparison.Ordinal);
    }

    [Fact]
    public void A_week_of_failures_does_not_end_it_and_then_it_goes_on()
    {
        world.Answer = _ => throw new InvalidOperationException("A fault of ours.");
        world.Begin();
        world.Hub.Pass(TimeSpan.FromDays(7));
        Assert.Equal(OrchestrationRuntimeStatus.Running, world.Run.Status);
        // Eight tries in each of about 400 rounds of 25 minutes.
        Assert.InRange(world.Turns.Count, 3_000, 3_300);
        Assert.InRange(world.Run.Length, 1, 100);

        world.Answer = _ => Finished(2);
        world.Hub.Pass(TimeSpan.FromMinutes(16));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, world.Run.Status);
        Assert.Equal("""{"status":"finished","sequence":2}""", world.Run.CustomStatus);
    }

    [Fact]
    public void A_waking_ends_the_pause()
    {
        world.Answer = _ => throw new InvalidOperationException("A fault of ours.");
        world.Begin();
        world.Hub.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(8, world.Turns.Count);

        world.Answer = _ => Waiting(2, null);
        world.Wake(2);
        world.Hub.Settle();
        Assert.Equal("00:11:00 2", world.Turns[^1]);
        Assert.Equal("""{"status":"waiting","step":"engaged","sequence":2}""", world.Run.CustomStatus);
    }

    [Fact]
    public void What_was_settled_before_a_failure_is_looked_at_again()
    {
        var inputs = new List<int?>();
        var waking = new Waking(Instance, 1);
        world.Hub.Register<Waking, Journeys.Runtime.Instances.TurnReport>(
            AdvanceActivity.Name,
            given =>
            {
                inputs.Add(given.Settled);
                return inputs.Count is > 1 and < 10
                    ? throw new InvalidOperationException("A fault of ours.")
                    : Task.FromResult(Waiting(1, world.Now + TimeSpan.FromHours(1)));
            }
        );
        world.Begin(waking.Sequence);
        world.Hub.Pass(TimeSpan.FromHours(2));
        Assert.Equal([null, 1, 1, 1, 1, 1, 1, 1, 1, null], inputs);
    }
}
