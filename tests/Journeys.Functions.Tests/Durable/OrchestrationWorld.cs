using Journeys.Runtime.Tests.Worlds;
using Journeys.Tests;
using Microsoft.DurableTask;

namespace Journeys.Functions.Tests.Durable;

/// <summary>
/// A task hub in memory on a virtual clock, with the promises of the real one and no better ones: messages reach an
/// orchestration at least once, activities run at least once, an event for an orchestration that has ended is dropped, and
/// every step of an orchestrator is a replay from the start. All runs on the test's thread, so a story goes the same way
/// each time.
/// </summary>
internal sealed class OrchestrationWorld(ManualTime time) : ITaskHub
{
    private const int MostSteps = 10_000;

    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task>> orchestrators = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, Func<string, Task<string>>> activities = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DurableRun> runs = new(StringComparer.Ordinal);
    private readonly List<(DurableRun Run, int Execution, History.TimerCreated Timer)> timers = [];
    private readonly Queue<Job> jobs = new();
    private readonly Queue<Fate> fates = new();
    private readonly Pump pump = new();
    private readonly List<Task> working = [];

    /// <summary>The task hub's orchestrations by instance.</summary>
    public IReadOnlyDictionary<string, DurableRun> Runs => runs;

    /// <summary>How many times an activity was called, counted per call of an orchestrator and not per try.</summary>
    public int ActivityCalls { get; private set; }

    /// <summary>Runs once, when an activity has been given to a worker and before it begins.</summary>
    public Func<Task>? BeforeActivity { get; set; }

    /// <summary>Runs once, when an activity has done its work and before Durable knows.</summary>
    public Func<Task>? AfterActivity { get; set; }

    /// <summary>Runs once, when a worker has died and before another one takes its activity.</summary>
    public Func<Task>? AfterDeath { get; set; }

    public void Register(string name, Func<TaskOrchestrationContext, Task> orchestrator) =>
        orchestrators[name] = orchestrator;

    public void Register<TInput, TResult>(string name, Func<TInput, Task<TResult>> activity) =>
        activities[name] = async input => Payload.Write(await activity(Payload.Read<TInput>(input)!));

    /// <summary>What happens to the next activities, one each.</summary>
    public void Expect(params ReadOnlySpan<Fate> next)
    {
        foreach (var fate in next)
        {
            fates.Enqueue(fate);
        }
    }

    /// <summary>Starts an orchestration; one that has ended under this id is replaced.</summary>
    public void Start(string name, string instance, string input)
    {
        var run = new DurableRun(name, instance, time.GetUtcNow());
        run.Begin(input);
        runs[instance] = run;
    }

    public void Raise(DurableRun run, History.EventRaised raised) => run.Give(raised);

    public void Remove(string instance) => runs.Remove(instance);

    /// <summary>Does something as a caller would, and lets the task hub work and time pass while it waits.</summary>
    public T Do<T>(Func<Task<T>> call)
    {
        var task = pump.Run(call);
        while (true)
        {
            pump.Drain();
            if (task.IsCompleted)
            {
                return task.GetAwaiter().GetResult();
            }

            if (!Step() && !time.AdvanceToNext())
            {
                throw new InvalidOperationException("The caller waits for something that never comes.");
            }
        }
    }

    /// <summary>Does something as a caller would.</summary>
    public void Do(Func<Task> call) =>
        Do(async () =>
        {
            await call();
            return true;
        });

    /// <summary>Lets the task hub work until nothing is left to do at this instant.</summary>
    public void Settle()
    {
        var steps = 0;
        do
        {
            // An activity that dies each time it is tried would be tried for ever.
            Assert.InRange(++steps, 1, MostSteps);
            pump.Drain();
        } while (Step() || (working.Count > 0 && time.AdvanceToNext()));
        Assert.Empty(working);
    }

    /// <summary>Lets time pass, stopping wherever a timer fires.</summary>
    public void Pass(TimeSpan span)
    {
        var end = time.GetUtcNow() + span;
        Settle();
        while (NextTimer() is { } next && next <= end)
        {
            time.Advance(next > time.GetUtcNow() ? next - time.GetUtcNow() : TimeSpan.Zero);
            Settle();
        }

        if (end > time.GetUtcNow())
        {
            time.Advance(end - time.GetUtcNow());
        }
    }

    /// <summary>When the next timer of a live orchestration fires; null when none is set.</summary>
    public DateTimeOffset? NextTimer()
    {
        timers.RemoveAll(timer => !timer.Run.IsLive || timer.Run.Execution != timer.Execution);
        return timers.Count == 0 ? null : timers.Min(timer => new DateTimeOffset(timer.Timer.FireAt, TimeSpan.Zero));
    }

    // One step of whatever comes first: an orchestrator goes on, an activity begins.
    private bool Step()
    {
        foreach (var done in working.Where(work => work.IsCompleted).ToArray())
        {
            working.Remove(done);
            // A hook of the test that failed is the test's to know.
            done.GetAwaiter().GetResult();
        }

        FireTimers();
        if (runs.Values.FirstOrDefault(run => run.HasNews) is { } run)
        {
            GoOn(run);
            return true;
        }

        if (jobs.TryDequeue(out var job))
        {
            working.Add(pump.Run(() => WorkAsync(job, fates.TryDequeue(out var fate) ? fate : Fate.Once)));
            return true;
        }

        return false;
    }

    private void FireTimers()
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var timer in timers.Where(timer => timer.Timer.FireAt <= now).ToArray())
        {
            timers.Remove(timer);
            Deliver(timer.Run, timer.Execution, new History.TimerFired(timer.Timer.Id));
        }
    }

    private void GoOn(DurableRun run)
    {
        var execution = run.Execution;
        var calls = run.GoOn(orchestrators[run.Name], time.GetUtcNow().UtcDateTime);
        foreach (var call in calls)
        {
            switch (call)
            {
                case History.ActivityCalled activity:
                    ActivityCalls++;
                    jobs.Enqueue(new(run, execution, activity));
                    break;
                case History.TimerCreated timer:
                    timers.Add((run, execution, timer));
                    break;
            }
        }
    }

    private async Task WorkAsync(Job job, Fate fate)
    {
        await OnceAsync(BeforeActivity, () => BeforeActivity = null);
        switch (fate)
        {
            case Fate.Lost:
                jobs.Enqueue(job);
                break;
            case Fate.Twice:
                await Task.WhenAll(TryAsync(job), TryAsync(job));
                break;
            case Fate.Forgotten:
                await activities[job.Call.Name](job.Call.Input);
                jobs.Enqueue(job);
                break;
            default:
                await TryAsync(job);
                break;
        }
    }

    private async Task TryAsync(Job job)
    {
        History answer;
        try
        {
            answer = new History.ActivityCompleted(job.Call.Id, await activities[job.Call.Name](job.Call.Input));
        }
        catch (Exception death) when (death is CrashException or OperationCanceledException)
        {
            // Its message becomes visible again, and another worker takes it.
            await OnceAsync(AfterDeath, () => AfterDeath = null);
            jobs.Enqueue(job);
            return;
        }
        catch (Exception fault)
        {
            answer = new History.ActivityFailed(
                job.Call.Id,
                new TaskFailureDetails(fault.GetType().FullName!, fault.Message, null, null, null)
            );
        }

        await OnceAsync(AfterActivity, () => AfterActivity = null);
        Deliver(job.Run, job.Execution, answer);
    }

    private static async Task OnceAsync(Func<Task>? hook, Action clear)
    {
        clear();
        if (hook is not null)
        {
            await hook();
        }
    }

    // What was called by an earlier run of the orchestration is no longer awaited.
    private static void Deliver(DurableRun run, int execution, History answer)
    {
        if (run.Execution == execution)
        {
            run.Give(answer);
        }
    }

    private sealed record Job(DurableRun Run, int Execution, History.ActivityCalled Call);
}

/// <summary>What happens to an activity.</summary>
internal enum Fate
{
    /// <summary>It is run, and its answer arrives.</summary>
    Once,

    /// <summary>Two workers run it at the same time, and both answer.</summary>
    Twice,

    /// <summary>The worker dies before it begins; another one takes it.</summary>
    Lost,

    /// <summary>It is run, the worker dies before it answers, and another one runs it again.</summary>
    Forgotten,
}
