using System.Globalization;
using Azure.Data.Tables;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Storage;

/// <summary>Rows as entities of Azure's client, which keeps a row's keys, ETag and timestamp among its properties.</summary>
internal static class RowEntity
{
    /// <summary>What a query returns of every row, whatever it selects: the ETag comes with the timestamp.</summary>
    private static readonly string[] Always = ["PartitionKey", "RowKey", "Timestamp"];

    /// <summary>A row as the service gave it.</summary>
    public static TableRow Read(TableEntity entity)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in entity)
        {
            // A selected property that the row does not have is null.
            if (value is not null && !IsSystem(name))
            {
                properties[name] = value is DateTime instant ? Instant(instant) : value;
            }
        }

        return new TableRow(entity.PartitionKey, entity.RowKey, properties, entity.ETag.ToString());
    }

    /// <summary>What a change writes; only the keys for a delete.</summary>
    public static TableEntity Write(string partition, RowChange change)
    {
        var entity = new TableEntity(partition, change.Row);
        foreach (var (name, value) in RowSize.Properties(change))
        {
            Write(entity, name, value);
        }

        return entity;
    }

    /// <summary>The properties to ask for; null asks for all.</summary>
    public static IEnumerable<string>? Selection(IReadOnlyList<string>? select) =>
        select is null ? null : Always.Concat(select);

    private static void Write(TableEntity entity, string name, object value)
    {
        if (value is double number && !double.IsFinite(number))
        {
            // JSON has no number for these. The service reads them as text that says its type; the client passes both on.
            entity[name] = number.ToString(CultureInfo.InvariantCulture);
            entity[$"{name}@odata.type"] = "Edm.Double";
            return;
        }

        entity[name] = value is DateTimeOffset instant ? instant.ToUniversalTime() : value;
    }

    // Names with a dot or an @ are the protocol's own; no property of ours may be called so.
    private static bool IsSystem(string name) =>
        name is "PartitionKey" or "RowKey" or "Timestamp" || name.AsSpan().ContainsAny('.', '@');

    private static DateTimeOffset Instant(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
}
