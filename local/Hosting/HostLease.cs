using Journeys.Local.Azurite;
using Journeys.Local.Clock;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Hosting;

/// <summary>
/// Sees to it that one host alone writes to its tables: it keeps in memory what it wrote, and performs what is due. The
/// lease is a row that the host renews; a second host is refused while somebody does, and a host that finds the lease
/// with somebody else stops.
/// </summary>
/// <param name="tables">The host's tables.</param>
/// <param name="processes">The processes of this machine: a host that was killed here is known to be gone at once.</param>
/// <param name="machine">This machine's name.</param>
/// <param name="where">Where people reach this host, for the message to a second one.</param>
/// <param name="wall">The wall's clock.</param>
internal sealed class HostLease(ITables tables, IChildProcesses processes, string machine, Uri where, TimeProvider wall)
{
    /// <summary>How long a lease holds that is not renewed.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    /// <summary>How often it is renewed.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private const string Table = ClockStore.Table;
    private const string Partition = "lease";
    private const string Row = "writer";

    /// <summary>Takes the lease. One that is left by a host on another machine is waited for.</summary>
    /// <exception cref="HostStartException">Another host has it.</exception>
    /// <exception cref="StorageUnavailableException">The store does not answer.</exception>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        DateTimeOffset? waitedFor = null;
        while (true)
        {
            var row = await tables.ReadAsync(Table, Partition, Row, cancellation);
            var holder = row is null ? null : Holder.Of(row);
            if (row is null || IsFree(holder!))
            {
                if (await WriteAsync(row, cancellation))
                {
                    return;
                }

                continue;
            }

            // A holder of this machine lives. One elsewhere does if it renews.
            if (holder!.Machine == machine || (waitedFor is { } before && holder.Until > before))
            {
                throw Held(holder);
            }

            waitedFor = holder.Until;
            await Task.Delay(holder.Until - wall.GetUtcNow(), wall, cancellation);
        }
    }

    /// <summary>Renews the lease until it is cancelled, and gives it up then.</summary>
    /// <exception cref="LeaseLostException">Another host has taken it.</exception>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pace, wall, cancellation);
                await RenewAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await GiveUpAsync();
        }
    }

    private async Task RenewAsync(CancellationToken cancellation)
    {
        try
        {
            // A store that was killed may have forgotten the row, or its latest version: it is ours all the same.
            var row = await tables.ReadAsync(Table, Partition, Row, cancellation);
            if ((row is null || IsOurs(Holder.Of(row))) && await WriteAsync(row, cancellation))
            {
                return;
            }

            row = await tables.ReadAsync(Table, Partition, Row, cancellation);
            if (row is not null && !IsOurs(Holder.Of(row)))
            {
                throw new LeaseLostException(
                    $"Another host ({Holder.Of(row).Where}) took over these tables while this one did not answer, so this "
                        + "one stops."
                );
            }
        }
        catch (StorageUnavailableException)
        {
            // Whoever might want the lease cannot reach the store either.
        }
    }

    private async Task GiveUpAsync()
    {
        try
        {
            var row = await tables.ReadAsync(Table, Partition, Row, CancellationToken.None);
            if (row is not null && IsOurs(Holder.Of(row)))
            {
                await tables.CommitAsync(
                    Table,
                    Partition,
                    [new RowChange.Delete(Row, row.ETag)],
                    CancellationToken.None
                );
            }
        }
        catch (StorageUnavailableException)
        {
            // It runs out by itself.
        }
    }

    private async Task<bool> WriteAsync(TableRow? row, CancellationToken cancellation)
    {
        var properties = new Holder(
            machine,
            processes.Self,
            where.AbsoluteUri,
            wall.GetUtcNow() + Length
        ).ToProperties();
        RowChange change = row is null
            ? new RowChange.Insert(Row, properties)
            : new RowChange.Replace(Row, properties, row.ETag);
        return await tables.CommitAsync(Table, Partition, [change], cancellation) is CommitResult.Committed;
    }

    private bool IsOurs(Holder holder) => holder.Machine == machine && holder.Process == processes.Self;

    private bool IsFree(Holder holder)
    {
        if (holder.Until <= wall.GetUtcNow() || IsOurs(holder))
        {
            return true;
        }

        using var process = holder.Machine == machine ? processes.Find(holder.Process) : null;
        return holder.Machine == machine && process is null;
    }

    private static HostStartException Held(Holder holder) =>
        new(
            $"Another host works on these tables: {holder.Where}, process {holder.Process.Id} on {holder.Machine}. Stop it, or "
                + "keep the data of this one apart with --table-prefix."
        );

    private sealed record Holder(string Machine, ProcessMark Process, string Where, DateTimeOffset Until)
    {
        public static Holder Of(TableRow row) =>
            new(
                row.Text("machine") ?? "",
                new((int)row.Properties["process"], (DateTimeOffset)row.Properties["started"]),
                row.Text("where") ?? "",
                (DateTimeOffset)row.Properties["until"]
            );

        public Dictionary<string, object> ToProperties() =>
            new()
            {
                ["machine"] = Machine,
                ["process"] = Process.Id,
                ["started"] = Process.Started,
                ["where"] = Where,
                ["until"] = Until,
            };
    }
}

/// <summary>Another host writes to our tables now.</summary>
public sealed class LeaseLostException(string message) : Exception(message);
