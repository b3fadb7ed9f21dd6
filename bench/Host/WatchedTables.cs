using System.Collections.Concurrent;
using System.Diagnostics;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;

namespace Journeys.Bench.Host;

/// <summary>Tables that count what passes, keep some of the rows, and note when mails are stored.</summary>
internal sealed class WatchedTables(ITables inner) : ITables
{
    private const int KeptRows = 10_000;

    private readonly ConcurrentQueue<IReadOnlyDictionary<string, object>> kept = [];
    private readonly ConcurrentDictionary<string, Usage> usage = new(StringComparer.Ordinal);

    /// <summary>When the first mail of a contact was stored (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public ConcurrentDictionary<string, long> Mailed { get; } = new(StringComparer.Ordinal);

    /// <summary>What some of the rows that were written hold.</summary>
    public IReadOnlyCollection<IReadOnlyDictionary<string, object>> Kept => kept;

    /// <summary>What passed since the start, by table.</summary>
    public IReadOnlyDictionary<string, Usage> Usage =>
        new SortedDictionary<string, Usage>(usage, StringComparer.Ordinal);

    /// <summary>The tables below.</summary>
    public ITables Inner => inner;

    public Task EnsureTableAsync(string table, CancellationToken cancellation) =>
        inner.EnsureTableAsync(table, cancellation);

    public Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        Add(table, new(0, 0, Reads: 1));
        return inner.ReadAsync(table, partition, row, cancellation);
    }

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation)
    {
        Add(table, new(0, 0, Reads: 1));
        return inner.QueryAsync(table, query, cancellation);
    }

    public async Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    )
    {
        var result = await inner.CommitAsync(table, partition, changes, cancellation);
        var at = Stopwatch.GetTimestamp();
        Add(table, new(result is CommitResult.Committed ? changes.Count : 0, Commits: 1, 0));
        foreach (var change in changes.OfType<RowChange.Insert>())
        {
            if (table == CapturedMail.Table && change.Properties.GetValueOrDefault("Contact") is string contact)
            {
                Mailed.TryAdd(contact, at);
            }
        }

        Keep(changes);
        return result;
    }

    private void Keep(IReadOnlyList<RowChange> changes)
    {
        if (kept.Count >= KeptRows)
        {
            return;
        }

        foreach (var change in changes)
        {
            if (RowSize.Properties(change) is { Count: > 0 } properties)
            {
                kept.Enqueue(properties);
            }
        }
    }

    private void Add(string table, Usage more) =>
        usage.AddOrUpdate(table, static (_, more) => more, static (_, before, more) => before.Plus(more), more);
}

/// <summary>What was asked of a table.</summary>
/// <param name="Rows">Rows that were changed.</param>
/// <param name="Commits">Requests that changed them.</param>
/// <param name="Reads">Requests that read.</param>
internal sealed record Usage(int Rows, int Commits, int Reads)
{
    public static readonly Usage None = new(0, 0, 0);

    public Usage Plus(Usage other) => new(Rows + other.Rows, Commits + other.Commits, Reads + other.Reads);

    public Usage Minus(Usage other) => new(Rows - other.Rows, Commits - other.Commits, Reads - other.Reads);
}
