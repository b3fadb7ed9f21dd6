using Journeys.Runtime.Instances;
using Microsoft.DurableTask;

namespace Journeys.Functions.Instances;

/// <summary>
/// What a run of the orchestration knows, and what it can do: make a turn, wait, continue as new. All of it is replayed, so
/// it obeys the rules of <see cref="JourneyOrchestration"/>.
/// </summary>
internal sealed class OrchestrationRun
{
    /// <summary>How long after a turn that failed as often as it was tried the next one is made.</summary>
    public static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(15);

    // Over ten minutes: long enough for a new version of the app to reach all workers, or for storage to answer again. What
    // lasts longer is shown in the custom status, and tried again after the pause with a fresh history, without an end: an
    // instance never ends as failed because something was away.
    private static readonly TaskOptions Stubborn = TaskOptions.FromRetryPolicy(
        new RetryPolicy(
            maxNumberOfAttempts: 8,
            firstRetryInterval: TimeSpan.FromSeconds(5),
            backoffCoefficient: 2.0,
            maxRetryInterval: TimeSpan.FromMinutes(5)
        )
    );

    private readonly TaskOrchestrationContext context;
    private readonly Wakings wakings;
    private readonly Patience patience = new();
    private JourneyStatus? shown;
    private int? settled;
    private int newest;

    public OrchestrationRun(TaskOrchestrationContext context)
    {
        this.context = context;
        var begun = context.GetInput<Waking>();
        (shown, settled, newest) = (begun?.Shown, begun?.Settled, begun?.Sequence ?? 0);
        // The waiter is there before anything is awaited.
        wakings = new(context);
        if (shown is not null)
        {
            // Durable forgets what was shown whenever an orchestration continues as new.
            context.SetCustomStatus(shown);
        }
    }

    /// <summary>Takes the wakings that have come; the next turn answers them all.</summary>
    public void Drain() => newest = Math.Max(newest, wakings.Drain());

    /// <summary>Makes a turn of the instance.</summary>
    public async Task<Rest> TurnAsync()
    {
        TurnReport report;
        try
        {
            var waking = new Waking(context.InstanceId, newest) { Settled = settled };
            report = await context.CallActivityAsync<TurnReport>(AdvanceActivity.Name, waking, Stubborn);
        }
        catch (TaskFailedException failed)
        {
            var again = context.CurrentUtcDateTime + PauseAfterFailure;
            settled = null;
            Show(JourneyStatus.Failed(shown, failed.FailureDetails.ToString(), AsUtc(again)));
            return new Rest.AfterFailure(again);
        }

        settled = report.Settled;
        Show(JourneyStatus.Of(report));
        var latest = wakings.Drain();
        newest = Math.Max(newest, latest);
        // A waking of a move that the turn has seen is answered; one of a later move is not.
        if (latest > report.Sequence)
        {
            return new Rest.None();
        }

        return report.Finished ? new Rest.Over() : new Rest.Until(patience.Until(report, context.CurrentUtcDateTime));
    }

    /// <summary>Waits for a waking, or until an instant if there is one.</summary>
    public async Task WaitAsync(DateTime? until)
    {
        if (until is not { } instant)
        {
            await Task.WhenAny(wakings.Coming);
            return;
        }

        // A timer that is left behind would keep the orchestration from ending until it fires.
        using var enough = new CancellationTokenSource();
        await Task.WhenAny(wakings.Coming, context.CreateTimer(instant, enough.Token));
        // Not CancelAsync: it would go on outside the orchestrator's thread.
        enough.Cancel();
    }

    /// <summary>Begins a new history, with what is known.</summary>
    public void ContinueAsNew() =>
        context.ContinueAsNew(
            new Waking(context.InstanceId, newest) { Shown = shown, Settled = settled },
            preserveUnprocessedEvents: true
        );

    // Whatever kind the context's clock claims to be of, it is UTC.
    private static DateTimeOffset AsUtc(DateTime instant) => new(DateTime.SpecifyKind(instant, DateTimeKind.Utc));

    private void Show(JourneyStatus status)
    {
        shown = status;
        context.SetCustomStatus(status);
    }
}
