using Journeys.Functions.Settings;
using Journeys.Runtime.DeadLetters;
using Journeys.Runtime.Upkeep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace Journeys.Functions.Upkeep;

/// <summary>Removes what ended long ago, once a night: from our tables, and from Durable's.</summary>
public sealed class RetentionFunction(
    Retention retention,
    DeadLetterRetention deadLetters,
    FunctionsSettings settings,
    TimeProvider clock
)
{
    [Function("Retention")]
    public async Task PurgeAsync(
        [TimerTrigger("0 17 3 * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var kept = Duration.FromDays(settings.RetentionDays);
        await retention.PurgeAsync(kept, cancellation);
        await deadLetters.PurgeAsync(kept, cancellation);
        await client.PurgeAllInstancesAsync(Ended(clock.GetUtcNow() - kept.ToTimeSpan()), cancellation);
    }

    // By when they were created, the only instant that Durable can be asked for: one that began before and ended lately goes
    // too, and nothing is missed, because what happened stands in our own history.
    private static PurgeInstancesFilter Ended(DateTimeOffset before) =>
        new(
            CreatedTo: before,
            Statuses:
            [
                OrchestrationRuntimeStatus.Completed,
                OrchestrationRuntimeStatus.Failed,
                OrchestrationRuntimeStatus.Terminated,
            ]
        );
}
