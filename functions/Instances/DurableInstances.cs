using Journeys.Runtime.Instances;

namespace Journeys.Functions.Instances;

/// <summary>
/// The instances of the Azure host. Whoever tells one something moves it then and there, so the answers are real ones; its
/// orchestration is woken only when something is to be done. If the process dies in between, the move is stored: the
/// telling is repeated by its sender and wakes it then, or the watchdog finds it.
/// </summary>
public sealed class DurableInstances(Advance advance, Waker waker) : IInstances
{
    public async Task<IReadOnlyList<AdvanceAnswer>> TellAsync(Telling telling, CancellationToken cancellation)
    {
        var advanced = await advance.RunAsync(telling, cancellation);
        // What concerns the ledger alone is told by whoever performs the effect, and leads to nothing else.
        if (!telling.IsForLedger)
        {
            await WakeAsync(telling.Instance, advanced, cancellation);
        }

        return advanced.Answers;
    }

    private Task WakeAsync(string instance, Advanced advanced, CancellationToken cancellation)
    {
        var (before, after) = (advanced.Before, advanced.After);
        var waking = new Waking(instance, after.Sequence);
        if (after.Sequence == before.Sequence)
        {
            // It knew already, or does not care. Only what was never entered certainly has nothing to be woken for.
            return after.Sequence == 0
                ? Task.CompletedTask
                : waker.HealAsync(waking, over: after.TakesLiveVersion, cancellation);
        }

        if (!advanced.ConcernsSchedule)
        {
            // It remembers something, and waits as before.
            return Task.CompletedTask;
        }

        // Before, nothing was under way, so its orchestration may be ending at this very moment.
        return before.TakesLiveVersion
            ? waker.WakeForNewRunAsync(waking, cancellation)
            : waker.WakeAsync(waking, cancellation);
    }
}
