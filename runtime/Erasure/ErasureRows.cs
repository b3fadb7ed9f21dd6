using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Erasure;

/// <summary>
/// The rows of table <see cref="Table"/>. An erasure under way is row <c>{hash}</c> of partition <c>orders</c>, the only one
/// that names the contact; what stays is the mark of the contact, <c>mark</c> in partition <c>{hash}</c>, and the receipt,
/// <c>receipt</c> in partition <c>r~{id}</c>. The hash is <see cref="ContactHash"/>'s, and its secret is row <c>secret</c> of
/// partition <c>secret</c>.
/// </summary>
internal static class ErasureRows
{
    public const string Table = "Erasures";

    public const string Orders = "orders";

    public const string Mark = "mark";

    public const string Receipt = "receipt";

    private const int Format = 1;

    public static string ReceiptPartition(string receipt) => $"r~{TableKey.Escape(receipt)}";

    public static Dictionary<string, object> Write(ErasureOrder order)
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = Format,
            ["receipt"] = order.Receipt,
            ["contact"] = order.Contact,
            ["by"] = order.By,
            ["at"] = order.At.ToDateTimeOffset(),
            ["touched"] = order.TouchedAt.ToDateTimeOffset(),
            ["phase"] = order.Phase.ToString(),
            ["removed"] = order.Removed,
        };
        if (order.GoneAt is { } gone)
        {
            properties["gone"] = gone.ToDateTimeOffset();
        }

        PackedText.Write(properties, "addresses", string.Join('\n', order.Addresses));
        WriteCounts(properties, order.Rows);
        return properties;
    }

    public static ErasureOrder ReadOrder(TableRow row) =>
        new(
            row.Row,
            row.Text("receipt")!,
            row.Text("contact")!,
            row.Text("by")!,
            At(row, "at"),
            [.. (PackedText.Read(row, "addresses") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)]
        )
        {
            Phase = Enum.Parse<ErasurePhase>(row.Text("phase")!),
            TouchedAt = At(row, "touched"),
            GoneAt = row.Properties.ContainsKey("gone") ? At(row, "gone") : null,
            Removed = (int)row.Properties["removed"],
            Rows = ReadCounts(row),
            ETag = row.ETag,
        };

    public static Dictionary<string, object> Write(ErasureReceipt receipt)
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = Format,
            ["contact"] = receipt.Hash,
            ["by"] = receipt.By,
            ["at"] = receipt.At.ToDateTimeOffset(),
            ["done"] = receipt.DoneAt.ToDateTimeOffset(),
        };
        WriteCounts(properties, receipt.Rows);
        return properties;
    }

    public static ErasureReceipt ReadReceipt(string id, TableRow row) =>
        new(id, row.Text("contact")!, row.Text("by")!, At(row, "at"), At(row, "done"), ReadCounts(row));

    private static Instant At(TableRow row, string name) =>
        Instant.FromDateTimeOffset((DateTimeOffset)row.Properties[name]);

    private static void WriteCounts(Dictionary<string, object> properties, IReadOnlyDictionary<string, int> rows) =>
        properties["rows"] = JsonSerializer.Serialize(
            new SortedDictionary<string, int>(new Dictionary<string, int>(rows), StringComparer.Ordinal),
            ErasureJson.Default.SortedDictionaryStringInt32
        );

    private static SortedDictionary<string, int> ReadCounts(TableRow row) =>
        JsonSerializer.Deserialize(row.Text("rows")!, ErasureJson.Default.SortedDictionaryStringInt32)!;
}

/// <summary>The persisted JSON of erasures.</summary>
[JsonSerializable(typeof(SortedDictionary<string, int>))]
internal sealed partial class ErasureJson : JsonSerializerContext;
