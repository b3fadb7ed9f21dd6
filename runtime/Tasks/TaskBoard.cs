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
    private const int Tries = 10;

    /// <summary>A task by its id; null when there is none.</summary>
    public async Task<StoredTask?> FindAsync(string task, CancellationToken cancellation) =>
        await ReadAsync(task, cancellation) is { } row ? StoredTask.Read(row) : null;

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
            var earlier = await FindAsync(task.Id, cancellation);
            if (earlier is not { IsOpen: true })
            {
                // Another opening may have put it on the list, and died before it saw that it is closed.
                await TakeOffAsync(earlier ?? task, cancellation);
                return earlier;
            }

            task = earlier;
        }

        await PutAsync(task, cancellation);
        var now = await FindAsync(task.Id, cancellation);
        if (now is { IsOpen: true })
        {
            return now;
        }

        // It was closed since, perhaps before it was on the list, so that nobody else takes it off.
        await TakeOffAsync(task, cancellation);
        return now;
    }

    /// <summary>Takes a task off its team's list; closing it again changes nothing.</summary>
    /// <param name="close">Which, and as what.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The task as it was closed; null when it was never opened, and never will be.</returns>
    public async Task<StoredTask?> CloseAsync(Effect.CloseTask close, Instant now, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var row = await ReadAsync(close.Task, cancellation);
            var task = row is null ? null : StoredTask.Read(row);
            if (task is { IsOpen: true } || row is null)
            {
                // The mark keeps an opening that comes after the closing from putting it on the list for ever.
                task = task is null ? null : Closed(task, close, now);
                RowChange change = row is null
                    ? new RowChange.Insert(TaskRows.ById(close.Task), Mark())
                    : new RowChange.Replace(TaskRows.ById(close.Task), task!.Write(), row.ETag);
                if (await CommitAsync(TaskRows.ById(close.Task), change, cancellation) is not CommitResult.Committed)
                {
                    continue;
                }
            }

            if (task is not null)
            {
                await PutAsync(task, cancellation);
                await TakeOffAsync(task, cancellation);
            }

            return task;
        }

        throw new StorageUnavailableException(
            $"Task {close.Task} changed {Tries} times while it was closed; try again."
        );
    }

    private static Dictionary<string, object> Mark() => new() { ["f"] = 1, ["status"] = StoredTask.Withdrawn };

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

    private Task<CommitResult> TakeOffAsync(StoredTask task, CancellationToken cancellation) =>
        CommitAsync(
            TaskRows.List(task.Effect.Team, open: true),
            new RowChange.Delete(TaskRows.Key(task.Effect.Due, task.Id)),
            cancellation
        );

    // The rows of lists only follow the task's own, so a row that is gone already is as good as deleted.
    private Task<CommitResult> CommitAsync(string partition, RowChange change, CancellationToken cancellation) =>
        tables.CommitAsync(TaskRows.Table, partition, [change], cancellation);
}
