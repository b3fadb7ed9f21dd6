// Types that only appear in the signatures of what is used.

namespace Microsoft.DurableTask.Entities
{
    public abstract class TaskOrchestrationEntityFeature;
}

namespace Microsoft.DurableTask.Client.Entities
{
    public abstract class DurableEntityClient;
}

namespace DurableTask.Core.History
{
    public abstract class HistoryEvent;
}

namespace Microsoft.DurableTask.Internal
{
    public interface IOrchestrationSubmitter
    {
        Task<string> ScheduleNewOrchestrationInstanceAsync(
            TaskName orchestratorName,
            object? input = null,
            StartOrchestrationOptions? options = null,
            CancellationToken cancellation = default
        );
    }
}
