using System.Globalization;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Instances;

/// <summary>Reads instances for those who look at them; only <see cref="Advance"/> moves them.</summary>
public sealed class InstanceStore(ITables tables, JourneyCatalog catalog, Advance advance)
{
    /// <summary>One instance in short; null when it does not exist.</summary>
    public async Task<InstanceSummary?> FindAsync(string instance, CancellationToken cancellation)
    {
        if (
            !InstanceId.TryParse(instance, out var id)
            || await catalog.FindAsync(id.Journey, cancellation) is not { } journey
        )
        {
            return null;
        }

        var partition = InstanceRows.Partition(id.Journey, id.Shard(journey.Shards));
        var key = InstanceRows.StateKey(instance);
        return await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation) is { } row
            ? Summary(row)
            : null;
    }

    /// <summary>Everything that happened to an instance, in order.</summary>
    public async Task<IReadOnlyList<HistoryRecord>> HistoryAsync(string instance, CancellationToken cancellation)
    {
        var partition = await advance.PartitionAsync(instance, cancellation);
        var query = RowQuery.Prefixed(partition, InstanceRows.HistoryPrefix(instance));
        var rows = await tables.QueryAllAsync(InstanceRows.Table, query, cancellation);
        return [.. rows.Select(HistoryRecord.Read)];
    }

    /// <summary>One page of a journey's instances, shard after shard.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="status">Only those that stand like that; null for all.</param>
    /// <param name="step">Only those that stand there; null for all.</param>
    /// <param name="top">The most instances in the page.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Page<InstanceSummary>> ListAsync(
        LiveJourney journey,
        string? status,
        string? step,
        int top,
        string? after,
        CancellationToken cancellation
    )
    {
        var (shard, token) = after is null ? (0, null) : Position(after, journey.Shards);
        var found = new List<InstanceSummary>();
        var where = Filter(status, step);
        while (shard < journey.Shards && found.Count < top)
        {
            var query = RowQuery.Prefixed(InstanceRows.Partition(journey.Journey, shard), InstanceRows.StatePrefix) with
            {
                Where = where,
                Select = InstanceRows.SummaryProperties,
                Top = top - found.Count,
                After = token,
            };
            var page = await tables.QueryAsync(InstanceRows.Table, query, cancellation);
            found.AddRange(page.Rows.Select(Summary));
            token = page.Next;
            shard += token is null ? 1 : 0;
        }

        return new(found, shard < journey.Shards ? PageToken.Of($"{shard}", token ?? "") : null);
    }

    /// <summary>Counts a journey's instances by scanning their state rows, without the states themselves.</summary>
    public async Task<Funnel> CountAsync(LiveJourney journey, CancellationToken cancellation)
    {
        var shards = await Task.WhenAll(
            Enumerable
                .Range(0, journey.Shards)
                .Select(shard =>
                    tables.QueryAllAsync(
                        InstanceRows.Table,
                        RowQuery.Prefixed(InstanceRows.Partition(journey.Journey, shard), InstanceRows.StatePrefix) with
                        {
                            Select = Funnel.Properties,
                        },
                        cancellation
                    )
                )
        );
        return Funnel.Of(shards.SelectMany(rows => rows));
    }

    internal static InstanceSummary Summary(TableRow row) =>
        new(
            row.Row[InstanceRows.StatePrefix.Length..],
            row.Text("journey")!,
            row.Text("version")!,
            row.Text("contact")!,
            (int)row.Properties["run"],
            row.Text("status")!,
            row.Text("step"),
            (DateTimeOffset)row.Properties["since"],
            row.Properties.GetValueOrDefault("due") as DateTimeOffset?,
            row.Text("outcome"),
            row.Text("because")
        );

    private static (int Shard, string? Token) Position(string after, int shards)
    {
        var (shard, token) = PageToken.Read(after);
        return int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < shards
            ? (number, token.Length == 0 ? null : token)
            : throw new PageTokenException(after);
    }

    private static Dictionary<string, object> Filter(string? status, string? step)
    {
        var where = new Dictionary<string, object>();
        if (status is not null)
        {
            where["status"] = status;
        }

        if (step is not null)
        {
            where["step"] = step;
        }

        return where;
    }
}
