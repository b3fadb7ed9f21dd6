using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Journeys.Functions.Tests.Durable;

/// <summary>
/// What an orchestrator sees while it is replayed: it runs from the start against the history, and each of its calls must
/// be the one that was recorded. Behaves as the real one does over DurableTask.Core: events go to the newest waiter, else
/// they are kept; timers longer than three days are made of legs; retries are made of timers; what arrives after it
/// continued as new goes to the next run.
/// </summary>
internal sealed class ReplayContext(TaskName name, string instance) : TaskOrchestrationContext
{
    private static readonly TimeSpan LongestLeg = TimeSpan.FromDays(3);

    private readonly OrchestratorThread thread = new();
    private readonly Calls calls = new(instance);
    private readonly Waiters waiters = new();
    private readonly Queue<History> whileSuspended = new();
    private readonly List<History.EventRaised> carried = [];
    private DateTime now;
    private string input = "null";
    private bool replaying;
    private bool suspended;
    private Task? code;
    private Next? next;

    public override TaskName Name => name;

    public override string InstanceId => instance;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => now;

    public override bool IsReplaying => replaying;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>The custom status as the code left it; null when it set none.</summary>
    public string? Status { get; private set; }

    /// <summary>Replays the history, gives the orchestrator what is new, and says what it wants.</summary>
    /// <param name="orchestrator">The code.</param>
    /// <param name="past">What was there already.</param>
    /// <param name="news">What came since.</param>
    public Episode Run(Func<TaskOrchestrationContext, Task> orchestrator, List<History> past, List<History> news)
    {
        thread.Run(() =>
        {
            replaying = true;
            past.ForEach(Take);
            replaying = false;
            news.ForEach(Take);
        });
        calls.AssertAllMadeAgain();
        if (code is { IsFaulted: true })
        {
            return new(calls.Made, Status, new Next.Failed(code.Exception!.InnerException!));
        }

        if (code is not { IsCompleted: true })
        {
            AssertWaitsForSomething();
            return new(calls.Made, Status, null);
        }

        calls.AssertNothingOpen();
        return new(calls.Made, Status, next is Next.Anew anew ? anew with { Carried = carried } : new Next.Completed());

        void Take(History entry)
        {
            if (suspended && entry is not History.Resumed)
            {
                whileSuspended.Enqueue(entry);
                return;
            }

            switch (entry)
            {
                case History.WentOn wentOn:
                    now = wentOn.At;
                    break;
                case History.Started started:
                    input = started.Input;
                    code = orchestrator(this);
                    break;
                case History.ActivityCalled or History.TimerCreated:
                    calls.Expect(entry);
                    break;
                case History.ActivityCompleted or History.ActivityFailed or History.TimerFired:
                    calls.Answer(entry);
                    break;
                case History.EventRaised raised when next is null:
                    waiters.Give(raised);
                    break;
                case History.EventRaised raised:
                    carried.Add(raised);
                    break;
                case History.Suspended:
                    suspended = true;
                    break;
                case History.Resumed:
                    suspended = false;
                    while (whileSuspended.TryDequeue(out var kept))
                    {
                        Take(kept);
                    }

                    break;
            }
        }
    }

    public override T? GetInput<T>()
        where T : default
    {
        AssertLegal();
        return Payload.Read<T>(input);
    }

    public override async Task<TResult> CallActivityAsync<TResult>(
        TaskName name,
        object? input = null,
        TaskOptions? options = null
    )
    {
        AssertLegal();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Payload.Read<TResult>(await calls.ActivityAsync(name, Payload.Write(input)))!;
            }
            catch (TaskFailedException) when (options?.Retry?.Policy is { } policy)
            {
                if (attempt == policy.MaxNumberOfAttempts)
                {
                    // Durable sets one timer more that fires at once, and cannot take it back for old histories.
                    await calls.TimerAsync(now, default);
                    throw;
                }

                await calls.TimerAsync(now + Pause(policy, attempt), default);
            }
        }
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        AssertLegal();
        while (fireAt - now > LongestLeg && !cancellationToken.IsCancellationRequested)
        {
            await calls.TimerAsync(now + LongestLeg, cancellationToken);
        }

        await calls.TimerAsync(fireAt, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        AssertLegal();
        return waiters.WaitAsync<T>(eventName);
    }

    public override void SetCustomStatus(object? customStatus)
    {
        AssertLegal();
        Status = Payload.Write(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        AssertLegal();
        next = new Next.Anew(Payload.Write(newInput));
        if (preserveUnprocessedEvents)
        {
            carried.AddRange(waiters.TakeKept());
        }
    }

    public override Guid NewGuid() => throw new NotSupportedException("The journeys' orchestration makes no ids.");

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        throw new NotSupportedException("The journeys' orchestration sends no events.");

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName,
        object? input = null,
        TaskOptions? options = null
    ) => throw new NotSupportedException("The journeys' orchestration calls no other.");

    private static TimeSpan Pause(RetryPolicy policy, int attempt)
    {
        var pause = policy.FirstRetryInterval * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return pause < policy.MaxRetryInterval ? pause : policy.MaxRetryInterval;
    }

    private void AssertLegal()
    {
        if (!thread.IsCurrent)
        {
            throw new InvalidOperationException("The orchestrator awaited something that is not Durable's.");
        }
    }

    private void AssertWaitsForSomething()
    {
        if (!suspended && !calls.AnyOpen && !waiters.Any)
        {
            throw new InvalidOperationException(
                $"{instance}: the orchestrator waits for nothing that Durable knows of."
            );
        }
    }
}

/// <summary>What came of running an orchestrator from the start to where it waits or ends.</summary>
/// <param name="Made">The calls that were not recorded yet, in order.</param>
/// <param name="Status">The custom status it left.</param>
/// <param name="Next">How it ended; null while it waits.</param>
internal sealed record Episode(IReadOnlyList<History> Made, string? Status, Next? Next);

/// <summary>How a run of an orchestrator ended.</summary>
internal abstract record Next
{
    private Next() { }

    public sealed record Completed : Next;

    public sealed record Failed(Exception Fault) : Next;

    public sealed record Anew(string Input) : Next
    {
        /// <summary>The events that nobody took; the next run finds them.</summary>
        public IReadOnlyList<History.EventRaised> Carried { get; init; } = [];
    }
}
