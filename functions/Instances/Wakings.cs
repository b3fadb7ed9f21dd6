using Microsoft.DurableTask;

namespace Journeys.Functions.Instances;

/// <summary>
/// The wakings that reach an orchestration. There is always exactly one waiter and it is never cancelled: Durable gives an
/// event to whoever waits, and one that was given to a waiter nobody looks at any more is lost.
/// </summary>
internal sealed class Wakings(TaskOrchestrationContext context)
{
    private Task<object?> waiter = Wait(context);

    /// <summary>Completes when a waking has come.</summary>
    public Task Coming => waiter;

    /// <summary>Takes all that have come.</summary>
    /// <returns>The highest sequence among them; 0 when none has come.</returns>
    public int Drain()
    {
        var highest = 0;
        while (waiter.IsCompleted)
        {
            // A completed task only hands over its result here; nothing blocks.
            highest = Math.Max(highest, Waking.SequenceOf(waiter.Result));
            waiter = Wait(context);
        }

        return highest;
    }

    // Any payload will do: one of another type would make the orchestration fail where nobody can catch it.
    private static Task<object?> Wait(TaskOrchestrationContext context) =>
        context.WaitForExternalEvent<object?>(Waking.Event);
}
