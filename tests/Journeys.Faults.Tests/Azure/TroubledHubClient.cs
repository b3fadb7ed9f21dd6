using Grpc.Core;
using Journeys.Faults.Tests.Worlds;
using Journeys.Functions.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Journeys.Faults.Tests.Azure;

/// <summary>A worker's way to the task hub, on which things go wrong as they do over gRPC.</summary>
internal sealed class TroubledHubClient(TaskHubClient hub, Trouble trouble) : DurableTaskClient("test")
{
    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        CallAsync(
            "start",
            () => hub.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, options, cancellation)
        );

    public override Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default
    ) =>
        CallAsync(
            "raise",
            async () =>
            {
                await hub.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation);
                return true;
            }
        );

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => CallAsync("look", () => hub.GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation));

    public override Task SuspendInstanceAsync(
        string instanceId,
        string? reason = null,
        CancellationToken cancellation = default
    ) => throw Unused();

    public override Task ResumeInstanceAsync(
        string instanceId,
        string? reason = null,
        CancellationToken cancellation = default
    ) => throw Unused();

    public override Task TerminateInstanceAsync(
        string instanceId,
        TerminateInstanceOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        CallAsync(
            "terminate",
            async () =>
            {
                await hub.TerminateInstanceAsync(instanceId, options, cancellation);
                return true;
            }
        );

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    ) => hub.PurgeInstanceAsync(instanceId, options, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw Unused();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw Unused();

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        throw Unused();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> CallAsync<T>(string what, Func<Task<T>> call) =>
        trouble.CallAsync(
            () => $"{what} at the hub",
            call,
            static why => new RpcException(new(StatusCode.Unavailable, why))
        );

    private static NotSupportedException Unused() => new("The product does not call this.");
}
