using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Upkeep;
using NodaTime;
using Timer = Journeys.Runtime.Instances.Timer;

namespace Journeys.Runtime.Doctor;

/// <summary>
/// Holds the states of a shard against its due index. Both are read one after the other while instances move, so whatever
/// looks wrong is read once more before it is believed.
/// </summary>
public sealed class TimerCheck(
    ITables tables,
    DueIndex due,
    Lazy<IInstances> instances,
    IWaker waker,
    TimeProvider clock
)
{
    private static readonly IReadOnlyList<string> Needed = ["f", "status", "due", "because", "since"];

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Looks at one shard.</summary>
    public async Task CheckAsync(string journey, string partition, Examination into, CancellationToken cancellation)
    {
        var timers = (await due.AllAsync(partition, cancellation)).ToLookup(timer => timer.Instance);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var query = RowQuery.Prefixed(partition, InstanceRows.StatePrefix) with { Select = Needed };
        foreach (var row in await tables.QueryAllAsync(InstanceRows.Table, query, cancellation))
        {
            var instance = row.Row[InstanceRows.StatePrefix.Length..];
            known.Add(instance);
            NoteHeld(journey, instance, row, into);
            if (!Agrees(row, [.. timers[instance]]) || IsOverdue(row))
            {
                await LookCloserAsync(journey, partition, instance, [.. timers[instance]], into, cancellation);
            }
        }

        foreach (var instance in timers.Select(group => group.Key).Where(instance => !known.Contains(instance)))
        {
            await LookCloserAsync(journey, partition, instance, [.. timers[instance]], into, cancellation);
        }
    }

    private static void NoteHeld(string journey, string instance, TableRow row, Examination into)
    {
        if (row.Text("status") == "held")
        {
            into.Note(Ailment.Held, journey, row.Text("because") ?? "nobody said why", instance, Time(row, "since"));
        }
    }

    private static bool Agrees(TableRow row, DueTimer[] timers) =>
        row.Properties.GetValueOrDefault("f") is InstanceRows.Format
        && (
            Time(row, "due") is { } due
                ? timers is [{ Timer.Due: var indexed }] && indexed.ToUnixTimeTicks() == due.ToUnixTimeTicks()
                : timers.Length == 0
        );

    private bool IsOverdue(TableRow row) => Time(row, "due") is { } due && due < Now - Watchdog.Grace;

    private async Task LookCloserAsync(
        string journey,
        string partition,
        string instance,
        DueTimer[] seen,
        Examination into,
        CancellationToken cancellation
    )
    {
        var key = InstanceRows.StateKey(instance);
        var state = await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation);
        if (!TryRead(instance, state, out var standing))
        {
            into.Note(Ailment.Unreadable, journey, "its row is of another version, or damaged", instance, null);
            return;
        }

        var wanted = standing?.Timer;
        foreach (var stray in seen.Where(timer => !Same(timer.Timer, wanted)))
        {
            if (!await IsThereAsync(partition, stray, cancellation))
            {
                continue;
            }

            var what = standing is null ? "the instance has no state" : "the instance is due at another time, or never";
            await into.NoteAsync(
                Ailment.StrayTimer,
                journey,
                what,
                instance,
                stray.Timer.Due,
                () => RemoveAsync(partition, stray, cancellation)
            );
        }

        if (wanted is null)
        {
            return;
        }

        if (!await IsThereAsync(partition, new(instance, wanted), cancellation))
        {
            await into.NoteAsync(
                Ailment.NoTimer,
                journey,
                "the instance waits, and nobody would wake it",
                instance,
                wanted.Due,
                () => WriteAsync(partition, state!, wanted, instance, cancellation)
            );
        }
        else if (wanted.Due < Now - Watchdog.Grace)
        {
            await into.NoteAsync(
                Ailment.Overdue,
                journey,
                "its timer has not elapsed",
                instance,
                wanted.Due,
                () => ElapseAsync(new DueTimer(instance, wanted), cancellation)
            );
        }
    }

    private static bool TryRead(string instance, TableRow? row, out Standing? standing)
    {
        standing = null;
        try
        {
            standing = row is null ? null : InstanceRows.Read(instance, row);
            return true;
        }
        catch (Exception fault) when (ReadableStates.IsUnreadable(fault))
        {
            return false;
        }
    }

    // Keys hold instants to 100 ns.
    private static bool Same(Timer indexed, Timer? wanted) =>
        wanted is not null
        && indexed.Visit == wanted.Visit
        && indexed.Due.ToUnixTimeTicks() == wanted.Due.ToUnixTimeTicks();

    private async Task<bool> IsThereAsync(string partition, DueTimer timer, CancellationToken cancellation)
    {
        var key = InstanceRows.DueKey(timer.Timer.Due, timer.Instance);
        return await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation) is { } row
            && row.Properties.GetValueOrDefault("visit") is int visit
            && visit == timer.Timer.Visit;
    }

    private async Task<bool> RemoveAsync(string partition, DueTimer stray, CancellationToken cancellation)
    {
        var key = InstanceRows.DueKey(stray.Timer.Due, stray.Instance);
        return await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation) is { } row
            && await CommitAsync(partition, [new RowChange.Delete(key, row.ETag)], cancellation);
    }

    // With the state in the same transaction, so that an instance that moves meanwhile is left alone.
    private async Task<bool> WriteAsync(
        string partition,
        TableRow state,
        Timer timer,
        string instance,
        CancellationToken cancellation
    )
    {
        RowChange[] changes =
        [
            new RowChange.Replace(state.Row, state.Properties, state.ETag),
            new RowChange.Put(InstanceRows.DueKey(timer.Due, instance), DueIndex.Write(timer)),
        ];
        if (!await CommitAsync(partition, changes, cancellation))
        {
            return false;
        }

        await waker.WakeAsync(instance, cancellation);
        return true;
    }

    private async Task<bool> ElapseAsync(DueTimer timer, CancellationToken cancellation)
    {
        var answers = await instances.Value.TellAsync(timer.Telling, cancellation);
        return answers[0] is AdvanceAnswer.Moved;
    }

    private async Task<bool> CommitAsync(
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    ) => await tables.CommitAsync(InstanceRows.Table, partition, changes, cancellation) is CommitResult.Committed;

    private static Instant? Time(TableRow row, string name) =>
        row.Properties.GetValueOrDefault(name) is DateTimeOffset time ? Instant.FromDateTimeOffset(time) : null;
}
