using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Tests.Durable;

/// <summary>
/// The client of a task hub in memory. Like the real ones it drops an event for an orchestration that has
/// ended or never was, and meets a start that is refused either with silence or with an exception: see
/// <see cref="Outspoken"/>.
/// </summary>
internal sealed class TaskHubClient(ITaskHub world, TimeProvider time) : DurableTaskClient("test")
{
    private readonly Queue<RpcException> refusals = new();

    /// <summary>Whether it throws where another back end says nothing.</summary>
    public bool Outspoken { get; set; }

    /// <summary>Runs once, after the caller looked at an orchestration and before an event reaches it.</summary>
    public Func<Task>? BeforeRaise { get; set; }

    /// <summary>Runs once, after the caller looked at an orchestration and before one is started.</summary>
    public Func<Task>? BeforeStart { get; set; }

    /// <summary>What was called, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Lets the next calls fail.</summary>
    public void Refuse(StatusCode code, int times)
    {
        for (var i = 0; i < times; i++)
        {
            refusals.Enqueue(new(new Status(code, "The back end was told to refuse.")));
        }
    }

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var instance =
            options?.InstanceId ?? throw new ArgumentException("A journey's instance has its own id.", nameof(options));
        Note($"start {orchestratorName.Name}", cancellation);
        await OnceAsync(BeforeStart, () => BeforeStart = null);
        if (
            world.Runs.GetValueOrDefault(instance) is { } run
            && options.DedupeStatuses!.Contains(run.Status.ToString())
        )
        {
            return Outspoken ? throw new OrchestrationAlreadyExistsException($"{instance} is {run.Status}.") : instance;
        }

        world.Start(orchestratorName.Name, instance, Payload.Write(input));
        return instance;
    }

    public override async Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default
    )
    {
        Note($"raise {eventName}", cancellation);
        await OnceAsync(BeforeRaise, () => BeforeRaise = null);
        var run = world.Runs.GetValueOrDefault(instanceId);
        if (Outspoken && run is not { IsLive: true })
        {
            throw new RpcException(
                new Status(run is null ? StatusCode.NotFound : StatusCode.FailedPrecondition, "It does not run.")
            );
        }

        if (run is not null)
        {
            world.Raise(run, new(eventName, Payload.Write(eventPayload)));
        }
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    )
    {
        Note("look", cancellation);
        return Task.FromResult(
            world.Runs.GetValueOrDefault(instanceId) is { } run ? Describe(run, getInputsAndOutputs) : null
        );
    }

    public override Task SuspendInstanceAsync(
        string instanceId,
        string? reason = null,
        CancellationToken cancellation = default
    )
    {
        world.Runs[instanceId].Give(new History.Suspended());
        return Task.CompletedTask;
    }

    public override Task ResumeInstanceAsync(
        string instanceId,
        string? reason = null,
        CancellationToken cancellation = default
    )
    {
        world.Runs[instanceId].Give(new History.Resumed());
        return Task.CompletedTask;
    }

    public override Task TerminateInstanceAsync(
        string instanceId,
        TerminateInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        world.Runs[instanceId].Terminate();
        return Task.CompletedTask;
    }

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var ended = world.Runs.GetValueOrDefault(instanceId) is { IsLive: false };
        if (ended)
        {
            world.Remove(instanceId);
        }

        return Task.FromResult(new PurgeResult(ended ? 1 : 0));
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException("Nobody waits for an instance to start.");

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException("Nobody waits for an instance to end.");

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        throw new NotSupportedException("Instances are listed from their rows.");

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private OrchestrationMetadata Describe(DurableRun run, bool whole) =>
        new(run.Name, run.Instance)
        {
            RuntimeStatus = run.Status,
            CreatedAt = run.CreatedAt,
            LastUpdatedAt = time.GetUtcNow(),
            SerializedInput = whole ? run.Input : null,
            SerializedCustomStatus = whole ? run.CustomStatus : null,
        };

    private void Note(string call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Calls.Add(call);
        if (refusals.TryDequeue(out var refusal))
        {
            throw refusal;
        }
    }

    private static async Task OnceAsync(Func<Task>? hook, Action clear)
    {
        clear();
        if (hook is not null)
        {
            await hook();
        }
    }
}
