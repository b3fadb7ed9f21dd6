using DurableTask.Core.Exceptions;
using Grpc.Core;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Upkeep;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Journeys.Functions.Instances;

/// <summary>
/// Wakes the orchestration of an instance, and starts it when it does not run. Call it after the move is stored: whoever
/// starts or runs the orchestration then, in whatever order, reads the rows with the move in them. So it does not matter
/// who wins a race to start, and a waking that reaches an orchestration which has just ended only has to be noticed.
/// <para>
/// What a raised event meets when its orchestration has ended depends on the back end and its version: it is dropped
/// without a word, or the call fails with one of several codes. Neither is relied upon; in doubt it is looked again.
/// </para>
/// </summary>
public sealed class Waker(DurableClients clients, TimeProvider time, ILogger<Waker> log) : IWaker
{
    /// <summary>How often Durable is asked before the caller is told to come again.</summary>
    public const int Tries = 6;

    /// <summary>How often an orchestration that may be ending is looked at: for about ten seconds.</summary>
    public const int Looks = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Wakes an instance that was found to be overdue, whatever its orchestration has seen.</summary>
    /// <exception cref="StorageUnavailableException">Durable does not answer; try again.</exception>
    public Task WakeAsync(string instance, CancellationToken cancellation) =>
        WakeAsync(new Waking(instance, 0), cancellation);

    /// <summary>Wakes an instance that moved within its run.</summary>
    /// <exception cref="StorageUnavailableException">Durable does not answer. The move is stored; tell it again.</exception>
    public Task WakeAsync(Waking waking, CancellationToken cancellation) =>
        ReachAsync(waking, (found, client) => ReachAsync(client, found, waking, cancellation), cancellation);

    /// <summary>
    /// Wakes an instance that began a new run. Its orchestration may be ending just now, having read the rows before the
    /// move, and then the waking is lost: it is looked after until the orchestration has seen the move or has ended, in which
    /// case it is started anew.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Durable does not answer. The move is stored; tell it again.</exception>
    public async Task WakeForNewRunAsync(Waking waking, CancellationToken cancellation)
    {
        var reached = await ReachAsync(
            waking,
            (found, client) => ReachAsync(client, found, waking, cancellation),
            cancellation
        );
        var pause = FirstPause;
        for (var look = 1; reached == Reached.MaybeEnding && look <= Looks; look++)
        {
            await Task.Delay(pause, time, cancellation);
            pause = Longer(pause);
            reached = await ReachAsync(
                waking,
                (found, client) => LookAsync(client, found, waking, cancellation),
                cancellation
            );
        }

        if (reached == Reached.MaybeEnding)
        {
            InstancesLog.NotTakenUp(log, waking.Instance, waking.Sequence);
        }
    }

    /// <summary>
    /// Wakes an instance that was told what it knew already, unless its orchestration has seen the newest move. The telling
    /// may be repeated because a process died between storing the move and waking.
    /// </summary>
    /// <param name="waking">The instance and its newest move.</param>
    /// <param name="over">Whether its row says that the run is over; then one without an orchestration needs none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Durable does not answer. Tell it again.</exception>
    public Task HealAsync(Waking waking, bool over, CancellationToken cancellation) =>
        ReachAsync(
            waking,
            (found, client) =>
                HasSeen(found, waking) || (found is null && over)
                    ? Task.FromResult(Reached.ForCertain)
                    : ReachAsync(client, found, waking, cancellation),
            cancellation
        );

    // Looks at the orchestration and does what is to be done with it. A call that failed says nothing about what was done, so
    // it is looked again; in the end the caller is told to come again.
    private async Task<Reached> ReachAsync(
        Waking waking,
        Func<OrchestrationMetadata?, DurableTaskClient, Task<Reached>> act,
        CancellationToken cancellation
    )
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var client = clients.Current;
                return await act(await FindAsync(client, waking.Instance, cancellation), client);
            }
            catch (RpcException fault) when (!cancellation.IsCancellationRequested)
            {
                InstancesLog.DurableRefused(log, waking.Instance, fault.StatusCode, attempt, Tries);
                if (attempt == Tries)
                {
                    throw new StorageUnavailableException(
                        $"Instance {waking.Instance} is stored up to move {waking.Sequence}, but Durable did not take its "
                            + $"waking in {Tries} tries; tell it again.",
                        fault
                    );
                }
            }

            await Task.Delay(pause, time, cancellation);
            pause = Longer(pause);
        }
    }

    private async Task<Reached> ReachAsync(
        DurableTaskClient client,
        OrchestrationMetadata? found,
        Waking waking,
        CancellationToken cancellation
    )
    {
        if (!IsLive(found))
        {
            return await StartAsync(client, waking, cancellation);
        }

        await client.RaiseEventAsync(waking.Instance, Waking.Event, waking, cancellation);
        InstancesLog.Woken(log, waking.Instance, waking.Sequence);
        return Reached.MaybeEnding;
    }

    // Looks again after an orchestration that was woken.
    private async Task<Reached> LookAsync(
        DurableTaskClient client,
        OrchestrationMetadata? found,
        Waking waking,
        CancellationToken cancellation
    )
    {
        if (!IsLive(found))
        {
            InstancesLog.EndedMeanwhile(log, waking.Instance, waking.Sequence);
            return await StartAsync(client, waking, cancellation);
        }

        // A suspended orchestration does not end: the waking waits in it until it is resumed.
        return HasSeen(found, waking) || found?.RuntimeStatus == OrchestrationRuntimeStatus.Suspended
            ? Reached.ForCertain
            : Reached.MaybeEnding;
    }

    private async Task<Reached> StartAsync(DurableTaskClient client, Waking waking, CancellationToken cancellation)
    {
        var options = new StartOrchestrationOptions(waking.Instance).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending,
            OrchestrationRuntimeStatus.Running,
            OrchestrationRuntimeStatus.Suspended
        );
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                JourneyOrchestration.Name,
                waking,
                options,
                cancellation
            );
            InstancesLog.Started(log, waking.Instance, waking.Sequence);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Somebody else started it after we looked, so after our move was stored: it reads our move.
            InstancesLog.StartedByAnother(log, waking.Instance, waking.Sequence);
        }

        return Reached.ForCertain;
    }

    private static Task<OrchestrationMetadata?> FindAsync(
        DurableTaskClient client,
        string instance,
        CancellationToken cancellation
    ) => client.GetInstanceAsync(instance, getInputsAndOutputs: true, cancellation);

    private static bool HasSeen(OrchestrationMetadata? found, Waking waking) =>
        JourneyStatus.SequenceIn(found?.SerializedCustomStatus) >= waking.Sequence;

    // An orchestration that is just continuing as new is live, whatever its back end calls that.
    private static bool IsLive(OrchestrationMetadata? found) => found is { IsCompleted: false };

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private enum Reached
    {
        /// <summary>Its orchestration will see the move, or has seen it.</summary>
        ForCertain,

        /// <summary>It was woken while it was alive, and may have been about to end.</summary>
        MaybeEnding,
    }
}
