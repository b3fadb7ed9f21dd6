using Journeys.Runtime.Instances;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Journeys.Functions.Instances;

/// <summary>
/// The orchestration of an instance: it decides when <see cref="AdvanceActivity"/> is called, and nothing else. It is the
/// same for every journey and every version of one, so publishing never changes it under a running instance.
/// <para>
/// <b>What may be changed.</b> Durable repeats this code against histories that are months old, and whatever it calls must
/// come out in the same order. Under running instances only what calls nothing may change: numbers (turns a run, pauses,
/// retries not yet begun), the custom status, new optional members of <see cref="Waking"/> and <see cref="TurnReport"/>.
/// Another order of calls, another activity or event name, or a call more is a new orchestration: a new class under a new
/// name (<c>Journey2</c>) that <see cref="Waker"/> starts from then on, while this one stays until its last instance ended.
/// An instance can be moved sooner: terminate its orchestration and wake it; the rows hold everything.
/// </para>
/// <para>
/// <b>Rules of the code below.</b> Time only from the context, no task but the context's own, no
/// <c>ConfigureAwait(false)</c>, nothing read from outside.
/// </para>
/// </summary>
public static class JourneyOrchestration
{
    /// <summary>The function's name; instances are running under it.</summary>
    public const string Name = "Journey";

    /// <summary>
    /// How many turns until the history is begun anew. A turn leaves about ten rows, all of which are read again at each
    /// turn, and storage gives 1,000 rows a request: fifty turns stay within one. Begun anew more often, the rows of the new
    /// beginning would cost more than the reading saves.
    /// </summary>
    public const int TurnsARun = 50;

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = new OrchestrationRun(context);
        for (var turn = 1; ; turn++)
        {
            run.Drain();
            if (turn > TurnsARun)
            {
                // Nothing is awaited between draining and this: what comes now is kept for the next run.
                run.ContinueAsNew();
                return;
            }

            switch (await run.TurnAsync())
            {
                case Rest.Over:
                    return;
                case Rest.AfterFailure failure:
                    await run.WaitAsync(failure.Again);
                    // The retries left a long history: the next turn begins a new one.
                    turn = TurnsARun;
                    break;
                case Rest.Until until:
                    await run.WaitAsync(until.Due);
                    break;
                case Rest.None:
                    break;
            }
        }
    }
}
