using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Effects;

/// <summary>
/// Reads the ledger of effects. Its rows are written with the decisions that lead to them (<see cref="StepPlan"/>), so
/// an effect that was decided is never forgotten, however the process ends.
/// </summary>
public sealed class Ledger(ITables tables, Advance advance)
{
    /// <summary>All effects of an instance, in the order in which they were decided.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> OfInstanceAsync(string instance, CancellationToken cancellation)
    {
        var partition = await advance.PartitionAsync(instance, cancellation);
        var query = RowQuery.Prefixed(partition, LedgerRows.InstancePrefix(instance));
        var rows = await tables.QueryAllAsync(InstanceRows.Table, query, cancellation);
        return [.. rows.Select(LedgerRows.Read).OrderBy(Order)];
    }

    /// <summary>The effects of an instance that are left to do; after a crash, or when a call is repeated.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> UnfinishedOfAsync(string instance, CancellationToken cancellation)
    {
        var partition = await advance.PartitionAsync(instance, cancellation);
        return await OpenAsync(RowQuery.Prefixed(partition, LedgerRows.InstancePrefix(instance)), cancellation);
    }

    /// <summary>The effects of a shard that are left to do.</summary>
    /// <param name="partition">The shard: <see cref="InstanceRows.Partition"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<LedgerEntry>> UnfinishedAsync(string partition, CancellationToken cancellation) =>
        OpenAsync(RowQuery.Prefixed(partition, LedgerRows.Prefix), cancellation);

    /// <summary>One effect as it stands; null when there is none of that id.</summary>
    public async Task<LedgerEntry?> FindAsync(string effect, CancellationToken cancellation)
    {
        var partition = await advance.PartitionAsync(effect[..effect.LastIndexOf('~')], cancellation);
        return await tables.ReadAsync(InstanceRows.Table, partition, LedgerRows.Key(effect), cancellation) is { } row
            ? LedgerRows.Read(row)
            : null;
    }

    private async Task<IReadOnlyList<LedgerEntry>> OpenAsync(RowQuery query, CancellationToken cancellation)
    {
        var open = query with { Where = new Dictionary<string, object> { ["open"] = true } };
        var rows = await tables.QueryAllAsync(InstanceRows.Table, open, cancellation);
        return [.. rows.Select(LedgerRows.Read).OrderBy(Order)];
    }

    private static (string Instance, int Run, int Visit, int Attempt, int Ordinal) Order(LedgerEntry entry) =>
        Orchestrations.Machine.EffectId.TryParse(entry.Id, out var id)
            ? (id.Instance, id.Run, id.Visit, id.Attempt, id.Ordinal)
            : (entry.Id, 0, 0, 0, 0);
}
