using Journeys.Faults.Tests.Worlds;
using Journeys.Functions.Instances;
using Journeys.Functions.Tests.Durable;
using Journeys.Runtime.Instances;

namespace Journeys.Faults.Tests.Azure;

/// <summary>
/// A task hub that outlives its workers, with the promises of Durable's and no better ones: messages come at least once, late and in
/// any order; an activity is run at least once, also while it is still being run; an event for an orchestration that has ended, or is
/// just ending, is dropped; each step of an orchestrator is a replay from the start.
/// </summary>
internal sealed class TaskHub(World world, Func<AzureWorker?> pick) : ITaskHub
{
    // How long until the message of a worker that died is visible to another one.
    private static readonly TimeSpan Visible = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, DurableRun> runs = new(StringComparer.Ordinal);
    private readonly HashSet<DurableRun> scheduled = [];

    public IReadOnlyDictionary<string, DurableRun> Runs => runs;

    private Chance Chance => world.Faults.Chance;

    private Weather Weather => world.Faults.Weather;

    private bool InTrouble => world.Faults.On;

    public void Start(string name, string instance, string input)
    {
        // It takes as long as everything else in a world, and one world in four is enough of it.
        var run = new DurableRun(name, instance, world.Wall.GetUtcNow(), twice: world.Seed % 4 == 0);
        run.Begin(input);
        runs[instance] = run;
        Schedule(run);
    }

    public void Raise(DurableRun run, History.EventRaised raised) => Send(run, null, raised);

    public void Remove(string instance) => runs.Remove(instance);

    // A message on its way: late or twice, and dropped where nobody waits for it any more.
    private void Send(DurableRun run, int? execution, History message)
    {
        _ = world.Guard(() => SendAsync(run, execution, message));
        if (InTrouble && Chance.Happens(Weather.HubTwice))
        {
            world.Tally.Count("HubTwice");
            _ = world.Guard(() => SendAsync(run, execution, message));
        }
    }

    private async Task SendAsync(DurableRun run, int? execution, History message)
    {
        if (InTrouble && Chance.Happens(Weather.HubLate))
        {
            world.Tally.Count("HubLate");
            await Task.Delay(world.Faults.Span(), world.Wall);
        }

        await Task.Yield();
        // What was called by an earlier run of the orchestration is no longer awaited; an event goes to whichever runs.
        if (execution is null || run.Execution == execution)
        {
            run.Give(message);
            Schedule(run);
        }
    }

    private void Schedule(DurableRun run)
    {
        if (run.HasNews && scheduled.Add(run))
        {
            _ = world.Guard(() => GoOnAsync(run));
        }
    }

    private async Task GoOnAsync(DurableRun run)
    {
        await Task.Yield();
        if (InTrouble && Chance.Happens(Weather.HubLate))
        {
            await Task.Delay(world.Faults.Span(), world.Wall);
        }

        scheduled.Remove(run);
        if (!run.HasNews)
        {
            return;
        }

        var execution = run.Execution;
        var calls = run.GoOn(JourneyOrchestration.RunAsync, world.Wall.GetUtcNow().UtcDateTime);
        if (run.Fault is { } fault)
        {
            world.Tally.Break($"the orchestration of {run.Instance} failed", fault);
        }

        foreach (var call in calls)
        {
            switch (call)
            {
                case History.ActivityCalled activity:
                    _ = world.Guard(() => WorkAsync(run, execution, activity));
                    break;
                case History.TimerCreated timer:
                    _ = world.Guard(() => FireAsync(run, execution, timer));
                    break;
            }
        }

        // It continued as new, with what nobody had taken.
        Schedule(run);
    }

    private async Task FireAsync(DurableRun run, int execution, History.TimerCreated timer)
    {
        var left = timer.FireAt - world.Wall.GetUtcNow().UtcDateTime;
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, world.Wall);
        }

        Send(run, execution, new History.TimerFired(timer.Id));
    }

    private async Task WorkAsync(DurableRun run, int execution, History.ActivityCalled call)
    {
        while (true)
        {
            await Task.Yield();
            if (pick() is not { } worker)
            {
                await world.PassAsync(TimeSpan.FromMinutes(2));
                continue;
            }

            var again = InTrouble && Chance.Happens(Weather.ActivityAgain) ? 1 + Chance.Below(3) : 0;
            if (again > 0)
            {
                world.Tally.Count("ActivityAgain");
            }

            if (again == 1 && pick() is { } other)
            {
                // Two workers at once, both of which answer.
                _ = world.Guard(() => TryAsync(other, run, execution, call));
            }

            var isAnswered = await TryAsync(worker, run, execution, call, forgotten: again == 2);
            if (isAnswered)
            {
                return;
            }

            await Task.Delay(Visible, world.Wall);
        }
    }

    // Whether it answered: a dead worker does not, nor does one whose answer is lost or that is just being stopped.
    private async Task<bool> TryAsync(
        AzureWorker worker,
        DurableRun run,
        int execution,
        History.ActivityCalled call,
        bool forgotten = false
    )
    {
        var work = worker.TurnAsync(Payload.Read<Waking>(call.Input)!);
        await Task.WhenAny(work, worker.Trouble.Death.Task);
        if (!work.IsCompleted || work.IsCanceled || forgotten)
        {
            return false;
        }

        Send(run, execution, await AnswerAsync(call, work));
        return true;
    }

    private async Task<History> AnswerAsync(History.ActivityCalled call, Task<TurnReport> work)
    {
        try
        {
            return new History.ActivityCompleted(call.Id, Payload.Write(await work));
        }
        catch (Exception fault)
        {
            world.CheckExpected("a turn", fault);
            return new History.ActivityFailed(call.Id, new(fault.GetType().FullName!, fault.Message, null, null, null));
        }
    }
}
