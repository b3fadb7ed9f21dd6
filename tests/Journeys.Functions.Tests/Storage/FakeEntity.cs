using System.Globalization;
using Azure.Data.Tables;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Tests.Storage;

/// <summary>Entities as the client hands them out and takes them in.</summary>
internal static class FakeEntity
{
    private const string Annotation = "@odata.type";

    /// <summary>A stored row, with what the service adds: keys, ETag, timestamp, and nulls for what is selected in vain.</summary>
    public static TableEntity Of(TableRow row, IReadOnlyList<string>? select = null)
    {
        var entity = new TableEntity(row.Partition, row.Row) { ["odata.etag"] = row.ETag };
        entity.Timestamp = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        foreach (var name in select ?? [])
        {
            entity[name] = null;
        }

        foreach (var (name, value) in row.Properties)
        {
            entity[name] = value;
        }

        return entity;
    }

    /// <summary>The change that an action asks for.</summary>
    public static RowChange Change(TableTransactionAction action)
    {
        var entity = (TableEntity)action.Entity;
        var (row, etag) = (entity.RowKey, action.ETag.ToString());
        return action.ActionType switch
        {
            TableTransactionActionType.Add => new RowChange.Insert(row, Properties(entity)),
            TableTransactionActionType.UpsertReplace => new RowChange.Put(row, Properties(entity)),
            TableTransactionActionType.UpdateReplace => new RowChange.Replace(row, Properties(entity), etag),
            TableTransactionActionType.Delete => new RowChange.Delete(row, etag),
            var other => throw new InvalidOperationException($"Nobody asks for {other} here."),
        };
    }

    private static Dictionary<string, object> Properties(TableEntity entity)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in entity)
        {
            if (name is "PartitionKey" or "RowKey" || name.EndsWith(Annotation, StringComparison.Ordinal))
            {
                continue;
            }

            properties[name] = entity.TryGetValue(name + Annotation, out var type) ? Typed(value, (string)type) : value;
        }

        return properties;
    }

    private static double Typed(object value, string type) =>
        type == "Edm.Double"
            ? double.Parse((string)value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Nobody writes {type} by hand.");
}
