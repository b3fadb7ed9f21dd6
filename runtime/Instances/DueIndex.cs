using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Instances;

/// <summary>The timers of a shard, in the order they elapse. Each row is written in the transaction that sets its timer.</summary>
public sealed class DueIndex(ITables tables)
{
    /// <summary>The timers that have elapsed, the earliest first.</summary>
    /// <param name="partition">The shard: <see cref="InstanceRows.Partition"/>.</param>
    /// <param name="now">Timers up to and including this instant.</param>
    /// <param name="top">The most timers returned.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<DueTimer>> ElapsedAsync(
        string partition,
        Instant now,
        int top,
        CancellationToken cancellation
    ) =>
        QueryAsync(
            RowQuery.Prefixed(partition, InstanceRows.DuePrefix) with
            {
                Before = InstanceRows.DuePrefix + SortableTime.Ascending(now + Duration.FromTicks(1)),
                Top = top,
            },
            cancellation
        );

    /// <summary>The timer that elapses next, or null when none is set.</summary>
    public async Task<DueTimer?> NextAsync(string partition, CancellationToken cancellation) =>
        await QueryAsync(RowQuery.Prefixed(partition, InstanceRows.DuePrefix) with { Top = 1 }, cancellation)
            is [var first, ..]
            ? first
            : null;

    /// <summary>All timers that are set, the earliest first; for a host that keeps them in memory.</summary>
    public async Task<IReadOnlyList<DueTimer>> AllAsync(string partition, CancellationToken cancellation)
    {
        var query = RowQuery.Prefixed(partition, InstanceRows.DuePrefix);
        var rows = await tables.QueryAllAsync(InstanceRows.Table, query, cancellation);
        return [.. rows.Select(Read)];
    }

    public static Dictionary<string, object> Write(Timer timer) =>
        new() { ["f"] = InstanceRows.Format, ["visit"] = timer.Visit };

    private async Task<IReadOnlyList<DueTimer>> QueryAsync(RowQuery query, CancellationToken cancellation)
    {
        var found = new List<DueTimer>();
        var next = query;
        while (true)
        {
            var page = await tables.QueryAsync(InstanceRows.Table, next, cancellation);
            found.AddRange(page.Rows.Select(Read));
            // A page may be short, even empty, before the range is read to its end.
            if (page.Next is null || found.Count >= query.Top)
            {
                return found;
            }

            next = query with { After = page.Next };
        }
    }

    private static DueTimer Read(TableRow row)
    {
        InstanceRows.CheckFormat(row);
        var rest = row.Row.AsSpan(InstanceRows.DuePrefix.Length);
        var tilde = rest.IndexOf('~');
        return new(
            rest[(tilde + 1)..].ToString(),
            new(SortableTime.FromAscending(rest[..tilde]), (int)row.Properties["visit"])
        );
    }
}

/// <summary>A timer and whose it is.</summary>
public sealed record DueTimer(string Instance, Timer Timer)
{
    /// <summary>What the instance is told when it elapses.</summary>
    public Telling Telling => new(Instance, null, new JourneyInput.TimerElapsed(Timer.Visit, Timer.Due));
}
