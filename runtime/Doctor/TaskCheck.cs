using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;
using NodaTime;

namespace Journeys.Runtime.Doctor;

/// <summary>Holds a team's list of open tasks against the tasks themselves, and those against their instances.</summary>
public sealed class TaskCheck(ITables tables, TaskBoard board, Advance advance, Ledger ledger, TimeProvider clock)
{
    /// <summary>Looks at one team.</summary>
    public async Task CheckAsync(string team, Examination into, CancellationToken cancellation)
    {
        var query = new RowQuery { Partition = TaskRows.List(team, open: true) };
        foreach (var row in await tables.QueryAllAsync(TaskRows.Table, query, cancellation))
        {
            if (StoredTask.Read(row) is { } listed)
            {
                await CheckAsync(row, listed, into, cancellation);
            }
        }
    }

    private async Task CheckAsync(TableRow row, StoredTask listed, Examination into, CancellationToken cancellation)
    {
        if (await board.FindAsync(listed.Id, cancellation) is not { IsOpen: true } task)
        {
            await into.NoteAsync(
                Ailment.MisplacedTask,
                listed.Journey,
                $"on the open list of {listed.Effect.Team}",
                listed.Id,
                listed.OpenedAt,
                () => MoveAsync(row, listed, cancellation)
            );
        }
        else if (await IsIdleAsync(task, cancellation))
        {
            await into.NoteAsync(
                Ailment.IdleTask,
                task.Journey,
                $"of {task.Effect.Team}",
                task.Id,
                task.OpenedAt,
                () => WithdrawAsync(task, cancellation)
            );
        }
    }

    // Closing is an effect, and follows the move by a while.
    private async Task<bool> IsIdleAsync(StoredTask task, CancellationToken cancellation)
    {
        var standing = await advance.TryLoadAsync(task.Instance, cancellation);
        if (standing is null || TaskOf(standing.State) == task.Id)
        {
            return false;
        }

        var open = await ledger.UnfinishedOfAsync(task.Instance, cancellation);
        return !open.Any(entry => entry.Effect is Effect.CloseTask close && close.Task == task.Id)
            && !open.Any(entry => entry.Id == task.Id);
    }

    private static string? TaskOf(JourneyState state) =>
        state switch
        {
            JourneyState.Waiting waiting => waiting.Course.Task?.Id,
            JourneyState.Performing performing => performing.Course.Task?.Id,
            JourneyState.Held held => held.Course.Task?.Id,
            JourneyState.Paused paused => TaskOf(paused.Inner),
            _ => null,
        };

    private async Task<bool> WithdrawAsync(StoredTask task, CancellationToken cancellation) =>
        await board.CloseAsync(
            new Effect.CloseTask(
                task.Id,
                task.Effect.Step,
                task.Effect.Story,
                task.Id,
                task.Effect.Team,
                task.Effect.Due,
                StoredTask.Withdrawn,
                null
            ),
            Instant.FromDateTimeOffset(clock.GetUtcNow()),
            cancellation
        )
            is not null;

    // The task's own row decides; when it is gone too, the row of the list stands for nothing.
    private async Task<bool> MoveAsync(TableRow row, StoredTask listed, CancellationToken cancellation)
    {
        if (await board.FindAsync(listed.Id, cancellation) is { } task)
        {
            return await WithdrawAsync(task, cancellation);
        }

        var removed = new RowChange.Delete(row.Row, row.ETag);
        return await tables.CommitAsync(TaskRows.Table, row.Partition, [removed], cancellation)
            is CommitResult.Committed;
    }
}
