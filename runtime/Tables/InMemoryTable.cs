using System.Diagnostics;

namespace Journeys.Runtime.Tables;

/// <summary>One table of <see cref="InMemoryTables"/>: rows found by their keys, and sorted for ranges.</summary>
internal sealed class InMemoryTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Partition, string Row), TableRow> rows = [];
    private readonly SortedSet<(string Partition, string Row)> order = new(KeyOrder.Instance);
    private long version;

    public TableRow? Read(string partition, string row)
    {
        lock (gate)
        {
            return rows.TryGetValue((partition, row), out var found) ? Copy(found, null) : null;
        }
    }

    public RowPage Query(RowQuery query)
    {
        var page = new List<TableRow>();
        lock (gate)
        {
            foreach (var key in Keys(query))
            {
                if (query.Partition is { } only && !string.Equals(key.Partition, only, StringComparison.Ordinal))
                {
                    break;
                }

                if (!InRange(key.Row, query) || rows[key] is not { } row || !Meets(row, query.Where))
                {
                    continue;
                }

                if (page.Count == query.Top)
                {
                    return new RowPage(page, PageToken.Of(key.Partition, key.Row));
                }

                page.Add(Copy(row, query.Select));
            }
        }

        return new RowPage(page, null);
    }

    public CommitResult Commit(string partition, IReadOnlyList<RowChange> changes)
    {
        lock (gate)
        {
            for (var index = 0; index < changes.Count; index++)
            {
                if (Obstacle(partition, changes[index]) is { } reason)
                {
                    return new CommitResult.Refused(index, reason);
                }
            }

            var etags = new string[changes.Count];
            for (var index = 0; index < changes.Count; index++)
            {
                etags[index] = Make(partition, changes[index]);
            }

            return new CommitResult.Committed(etags);
        }
    }

    private ConflictReason? Obstacle(string partition, RowChange change)
    {
        var there = rows.GetValueOrDefault((partition, change.Row));
        return change switch
        {
            RowChange.Insert => there is null ? null : ConflictReason.AlreadyExists,
            RowChange.Put => null,
            RowChange.Replace replace => Obstacle(there, replace.ETag),
            RowChange.Delete delete => Obstacle(there, delete.ETag),
            _ => throw new UnreachableException($"A change of the kind {change.GetType().Name}."),
        };
    }

    private static ConflictReason? Obstacle(TableRow? there, string etag)
    {
        if (there is null)
        {
            return ConflictReason.NotFound;
        }

        return etag is "*" || string.Equals(etag, there.ETag, StringComparison.Ordinal) ? null : ConflictReason.Changed;
    }

    private string Make(string partition, RowChange change)
    {
        var key = (partition, change.Row);
        if (change is RowChange.Delete)
        {
            rows.Remove(key);
            order.Remove(key);
            return "";
        }

        version++;
        var etag = $"W/\"{version}\"";
        var properties = RowSize.Properties(change).ToDictionary(pair => pair.Key, pair => Kept(pair.Value));
        rows[key] = new TableRow(partition, change.Row, properties, etag);
        order.Add(key);
        return etag;
    }

    /// <summary>The keys from the start of the range or the page on, whichever is later.</summary>
    private SortedSet<(string Partition, string Row)> Keys(RowQuery query)
    {
        var start = (Partition: query.Partition ?? "", Row: query.Partition is null ? "" : query.From ?? "");
        if (query.After is { } after && PageToken.Read(after) is var page && KeyOrder.Instance.Compare(page, start) > 0)
        {
            start = page;
        }

        if (order.Count == 0 || KeyOrder.Instance.Compare(start, order.Max) > 0)
        {
            return [];
        }

        var end =
            query is { Partition: { } partition, Before: { } before }
            && KeyOrder.Instance.Compare((partition, before), order.Max) < 0
                ? (partition, before)
                : order.Max;
        return KeyOrder.Instance.Compare(start, end) > 0 ? [] : order.GetViewBetween(start, end);
    }

    private static bool InRange(string row, RowQuery query) =>
        (query.From is null || string.CompareOrdinal(row, query.From) >= 0)
        && (query.Before is null || string.CompareOrdinal(row, query.Before) < 0);

    private static bool Meets(TableRow row, IReadOnlyDictionary<string, object> where)
    {
        foreach (var (name, wanted) in where)
        {
            if (!row.Properties.TryGetValue(name, out var value) || !Same(value, wanted))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(object value, object wanted) =>
        (value, wanted) switch
        {
            (byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right),
            _ => value.Equals(wanted),
        };

    /// <summary>A row that its reader may keep and change without changing the table.</summary>
    private static TableRow Copy(TableRow row, IReadOnlyList<string>? select) =>
        row with
        {
            Properties = row
                .Properties.Where(pair => select is null || select.Contains(pair.Key, StringComparer.Ordinal))
                .ToDictionary(pair => pair.Key, pair => pair.Value is byte[] data ? data.ToArray() : pair.Value),
        };

    /// <summary>A value as a store would give it back: bytes of its own, instants in UTC.</summary>
    private static object Kept(object value) =>
        value switch
        {
            byte[] data => data.ToArray(),
            DateTimeOffset instant => instant.ToUniversalTime(),
            _ => value,
        };

    private sealed class KeyOrder : IComparer<(string Partition, string Row)>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare((string Partition, string Row) x, (string Partition, string Row) y)
        {
            var partitions = string.CompareOrdinal(x.Partition, y.Partition);
            return partitions != 0 ? partitions : string.CompareOrdinal(x.Row, y.Row);
        }
    }
}
