using System.Buffers;

namespace Journeys.Runtime.Tables;

/// <summary>
/// Refuses what Azure Table Storage would refuse, before any store is asked: the one place where
/// <see cref="TableLimits"/> are enforced. Azurite accepts most of what is refused here.
/// </summary>
public static class TableGuard
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
    );

    private static readonly DateTimeOffset FirstInstant = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Refuses what cannot name a table: 3 to 63 letters and digits, a letter first, and not "Tables".</summary>
    /// <exception cref="TableLimitException">It cannot.</exception>
    public static void CheckTable(string table)
    {
        if (
            table.Length is < 3 or > 63
            || !char.IsAsciiLetter(table[0])
            || !table.All(char.IsAsciiLetterOrDigit)
            || table.Equals("tables", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new TableLimitException(
                $"\"{TableKey.Shown(table)}\" cannot name a table: 3 to 63 letters and digits, a letter first."
            );
        }
    }

    /// <summary>Refuses a transaction that Azure would refuse.</summary>
    /// <exception cref="TableLimitException">Says which row and property, and the limit.</exception>
    public static void CheckCommit(string partition, IReadOnlyList<RowChange> changes)
    {
        TableKey.Check(partition, "partition key");
        if (changes.Count is 0 or > TableLimits.TransactionRows)
        {
            throw new TableLimitException(
                $"A transaction of {changes.Count} changes; it must have 1 to {TableLimits.TransactionRows}."
            );
        }

        var rows = changes.Count > 1 ? new HashSet<string>(changes.Count, StringComparer.Ordinal) : null;
        long bytes = 0;
        foreach (var change in changes)
        {
            CheckChange(partition, change);
            if (rows?.Add(change.Row) == false)
            {
                throw new TableLimitException($"The row \"{change.Row}\" is changed twice in one transaction.");
            }

            bytes += RowSize.OnTheWire(partition, change);
        }

        if (bytes > TableLimits.TransactionBytes)
        {
            throw new TableLimitException(
                $"A transaction of {bytes} bytes; the limit is {TableLimits.TransactionBytes}. Split it."
            );
        }
    }

    /// <summary>Refuses keys that cannot be.</summary>
    /// <exception cref="TableLimitException">A key is too long, or holds a forbidden character.</exception>
    public static void CheckKeys(string partition, string row)
    {
        TableKey.Check(partition, "partition key");
        TableKey.Check(row, "row key");
    }

    /// <summary>Refuses a query that Azure would refuse.</summary>
    /// <exception cref="TableLimitException">Says which part, and the limit.</exception>
    public static void CheckQuery(RowQuery query)
    {
        if (query.Top is < 1 or > TableLimits.PageRows)
        {
            throw new TableLimitException($"A page of {query.Top} rows; it must be 1 to {TableLimits.PageRows}.");
        }

        if (query.Partition is { } partition)
        {
            TableKey.Check(partition, "partition key");
        }

        CheckBound(query.From, "first row key of the range");
        CheckBound(query.Before, "row key that ends the range");
        foreach (var (name, value) in query.Where)
        {
            CheckProperty("in a condition", name, value);
            if (value is not (string or int or long or bool))
            {
                // Azurite compares instants by the millisecond, and cannot read every double.
                throw new TableLimitException(
                    $"The condition on \"{name}\" is a {value.GetType().Name}; only text, int, long and bool compare exactly."
                );
            }
        }

        foreach (var name in query.Select ?? [])
        {
            CheckName("in a selection", name);
        }
    }

    private static void CheckChange(string partition, RowChange change)
    {
        TableKey.Check(change.Row, "row key");
        if (change is RowChange.Replace { ETag: "" } or RowChange.Delete { ETag: "" })
        {
            throw new TableLimitException($"The row \"{change.Row}\" cannot be replaced or deleted without an ETag.");
        }

        var properties = RowSize.Properties(change);
        if (properties.Count > TableLimits.Properties)
        {
            throw new TableLimitException(
                $"The row \"{change.Row}\" has {properties.Count} properties; the limit is {TableLimits.Properties}."
            );
        }

        foreach (var (name, value) in properties)
        {
            CheckProperty($"of the row \"{change.Row}\"", name, value);
        }

        var bytes = RowSize.Stored(partition, change.Row, properties);
        if (bytes > TableLimits.RowBytes)
        {
            throw new TableLimitException(
                $"The row \"{change.Row}\" has {bytes} bytes; the limit is {TableLimits.RowBytes}."
            );
        }
    }

    private static void CheckProperty(string where, string name, object value)
    {
        CheckName(where, name);
        var bytes = value switch
        {
            string text => text.Length * 2,
            byte[] data => data.Length,
            int or long or bool or double => 8,
            DateTimeOffset => 8,
            _ => throw new TableLimitException(
                $"The property \"{name}\" {where} is a {value?.GetType().Name ?? "null"}, which a table cannot keep."
            ),
        };
        if (bytes > TableLimits.PropertyBytes)
        {
            throw new TableLimitException(
                $"The property \"{name}\" {where} has {bytes} bytes; the limit is {TableLimits.PropertyBytes}."
            );
        }

        if (value is string words && !TableKey.IsWellFormed(words))
        {
            throw new TableLimitException($"The property \"{name}\" {where} holds half a surrogate pair.");
        }

        if (value is DateTimeOffset instant && instant < FirstInstant)
        {
            throw new TableLimitException($"The property \"{name}\" {where} is {instant:O}; a table begins in 1601.");
        }
    }

    private static void CheckName(string where, string name)
    {
        var letters = name.Length is > 0 and <= 255 && name.AsSpan().IndexOfAnyExcept(NameCharacters) < 0;
        if (!letters || char.IsAsciiDigit(name[0]))
        {
            throw new TableLimitException(
                $"\"{TableKey.Shown(name)}\" {where} cannot name a property: letters, digits and _, at most 255."
            );
        }

        if (name is "PartitionKey" or "RowKey" or "Timestamp")
        {
            throw new TableLimitException($"\"{name}\" {where} is a name that the store keeps for itself.");
        }
    }

    private static void CheckBound(string? bound, string role)
    {
        if (bound is null)
        {
            return;
        }

        TableKey.CheckLength(bound, role);
        if (!TableKey.IsWellFormed(bound))
        {
            throw new TableLimitException($"The {role} \"{TableKey.Shown(bound)}\" holds half a surrogate pair.");
        }
    }
}
