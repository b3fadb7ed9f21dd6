using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Tasks;

/// <summary>
/// The sales inbox. A task's own row is written first and decides; the lists follow it, so repeating an interrupted
/// opening or closing mends them.
/// </summary>
public sealed class TaskBoard(ITables tables)
{
    /// <summary>A task by its id; null when there is none.</summary>
    public async Task<StoredTask?> FindAsync(string task, CancellationToken cancellation) =>
        await ReadAsync(task, cancellation) is { } row ? StoredTask.Read(row) : null;

    /// <summary>Whether a task of this id was opened, or closed, before.</summary>
    public async Task<bool> IsKnownAsync(string task, CancellationToken cancellation) =>
        await ReadAsync(task, cancellation) is not null;

    /// <summary>Puts a task on its team's list, unless it is closed already.</summary>
    /// <returns>The task as it stands: the first opening's, when it was opened before.</returns>
    public async Task<StoredTask?> OpenAsync(StoredTask task, CancellationToken cancellation)
    {
        var own = new RowChange.Insert(TaskRows.ById(task.Id), task.Write());
        if (
            await tables.CommitAsync(TaskRows.Table, TaskRows.ById(task.Id), [own], cancellation)
            is CommitResult.Refused
        )
        {
            if (await FindAsync(task.Id, cancellation) is not { IsOpen: true } earlier)
            {
                return await FindAsync(task.Id, cancellation);
            }

            task = earlier;
        }

        await PutAsync(task, cancellation);
        return task;
    }

    /// <summary>Takes a task off its team's list; closing it again changes nothing.</summary>
    /// <param name="close">Which, and as what.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The task as it was closed; null when it was never opened, and never will be.</returns>
    public async Task<StoredTask?> CloseAsync(Effect.CloseTask close, Instant now, CancellationToken cancellation)
    {
        var row = await ReadAsync(close.Task, cancellation);
        if (row is null || StoredTask.Read(row) is not { } task)
        {
            // The mark keeps an opening that comes after the closing from putting it on the list for ever.
            var mark = new Dictionary<string, object> { ["f"] = 1, ["status"] = StoredTask.Withdrawn };
            await CommitAsync(
                TaskRows.ById(close.Task),
                new RowChange.Put(TaskRows.ById(close.Task), mark),
                cancellation
            );
            return null;
        }

        if (task.IsOpen)
        {
            task = Closed(task, close, now);
            await CommitAsync(
                TaskRows.ById(task.Id),
                new RowChange.Put(TaskRows.ById(task.Id), task.Write()),
                cancellation
            );
        }

        await PutAsync(task, cancellation);
        var key = TaskRows.Key(task.Effect.Due, task.Id);
        await CommitAsync(TaskRows.List(task.Effect.Team, open: true), new RowChange.Delete(key), cancellation);
        return task;
    }

    private static StoredTask Closed(StoredTask task, Effect.CloseTask close, Instant now)
    {
        var withdrawn = close.Outcome == StoredTask.Withdrawn;
        return task with
        {
            Status = withdrawn ? StoredTask.Withdrawn : StoredTask.Answered,
            Outcome = withdrawn ? null : close.Outcome,
            By = close.By,
            ClosedAt = now,
        };
    }

    private async Task<TableRow?> ReadAsync(string task, CancellationToken cancellation)
    {
        var key = TaskRows.ById(task);
        return TableKey.IsPossible(key) ? await tables.ReadAsync(TaskRows.Table, key, key, cancellation) : null;
    }

    private Task<CommitResult> PutAsync(StoredTask task, CancellationToken cancellation) =>
        CommitAsync(
            TaskRows.List(task.Effect.Team, task.IsOpen),
            new RowChange.Put(TaskRows.Key(task.Effect.Due, task.Id), task.Write()),
            cancellation
        );

    // The rows of lists only follow the task's own, so a row that is gone already is as good as deleted.
    private Task<CommitResult> CommitAsync(string partition, RowChange change, CancellationToken cancellation) =>
        tables.CommitAsync(TaskRows.Table, partition, [change], cancellation);
}
