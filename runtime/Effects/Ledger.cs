using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;

namespace Journeys.Runtime.Effects;

/// <summary>
/// Reads the ledger of effects. Its rows are written with the decisions that lead to them (<see cref="StepPlan"/>), so
/// an effect that was decided is never forgotten, however the process ends.
/// </summary>
public sealed class Ledger(ITables tables, Advance advance, ILogger<Ledger> log)
{
    /// <summary>All effects of an instance, in the order in which they were decided.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> OfInstanceAsync(string instance, CancellationToken cancellation)
    {
        var partition = await advance.PartitionAsync(instance, cancellation);
        // What is open first: an effect that ends between the two readings is then seen in both, and not in neither.
        var open = await ReadAsync(partition, LedgerRows.OpenOf(instance), cancellation);
        var over = await ReadAsync(partition, LedgerRows.OverOf(instance), cancellation);
        return [.. over.Concat(open).DistinctBy(entry => entry.Id).OrderBy(Order)];
    }

    /// <summary>
    /// The effects of an instance that are left to do, in the order in which they were decided. One whose row cannot be read
    /// is logged and passed over, so that it does not keep the others from being done.
    /// </summary>
    public async Task<IReadOnlyList<LedgerEntry>> UnfinishedOfAsync(string instance, CancellationToken cancellation)
    {
        var partition = await advance.PartitionAsync(instance, cancellation);
        return (await ScanAsync(partition, LedgerRows.OpenOf(instance), cancellation)).Readable;
    }

    /// <summary>The effects of a shard that are left to do, without those whose rows cannot be read.</summary>
    /// <param name="partition">The shard: <see cref="InstanceRows.Partition"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<LedgerEntry>> UnfinishedAsync(string partition, CancellationToken cancellation) =>
        (await ScanAsync(partition, cancellation)).Readable;

    /// <summary>The effects of a shard that are left to do, and the ids of those whose rows cannot be read.</summary>
    /// <param name="partition">The shard: <see cref="InstanceRows.Partition"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<(IReadOnlyList<LedgerEntry> Readable, IReadOnlyList<string> Unreadable)> ScanAsync(
        string partition,
        CancellationToken cancellation
    ) => ScanAsync(partition, LedgerRows.OpenPrefix, cancellation);

    /// <summary>One effect as it stands; null when there is none of that id.</summary>
    public async Task<LedgerEntry?> FindAsync(string effect, CancellationToken cancellation)
    {
        var partition = await advance.PartitionAsync(effect[..effect.LastIndexOf('~')], cancellation);
        var row =
            await tables.ReadAsync(InstanceRows.Table, partition, LedgerRows.OpenKey(effect), cancellation)
            ?? await tables.ReadAsync(InstanceRows.Table, partition, LedgerRows.OverKey(effect), cancellation);
        return row is null ? null : LedgerRows.Read(row);
    }

    private async Task<(IReadOnlyList<LedgerEntry> Readable, IReadOnlyList<string> Unreadable)> ScanAsync(
        string partition,
        string prefix,
        CancellationToken cancellation
    )
    {
        var (readable, unreadable) = (new List<LedgerEntry>(), new List<string>());
        var query = RowQuery.Prefixed(partition, prefix);
        foreach (var row in await tables.QueryAllAsync(InstanceRows.Table, query, cancellation))
        {
            try
            {
                readable.Add(LedgerRows.Read(row));
            }
            catch (Exception fault) when (ReadableStates.IsUnreadable(fault))
            {
                var effect = row.Row[LedgerRows.OpenPrefix.Length..];
                RuntimeLog.EffectUnreadable(log, effect, row.Partition, row.Row, fault);
                unreadable.Add(effect);
            }
        }

        return ([.. readable.OrderBy(Order)], unreadable);
    }

    private async Task<IEnumerable<LedgerEntry>> ReadAsync(
        string partition,
        string prefix,
        CancellationToken cancellation
    )
    {
        var query = RowQuery.Prefixed(partition, prefix);
        return (await tables.QueryAllAsync(InstanceRows.Table, query, cancellation)).Select(LedgerRows.Read);
    }

    private static (string Instance, int Run, int Visit, int Attempt, int Ordinal) Order(LedgerEntry entry) =>
        Orchestrations.Machine.EffectId.TryParse(entry.Id, out var id)
            ? (id.Instance, id.Run, id.Visit, id.Attempt, id.Ordinal)
            : (entry.Id, 0, 0, 0, 0);
}
