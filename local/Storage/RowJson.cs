using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Storage;

/// <summary>
/// Rows as the table service's JSON: numbers of 64 bits, instants, bytes and doubles carry their type beside them, the
/// rest is plain.
/// Source: learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations.
/// </summary>
internal static class RowJson
{
    public static readonly JsonWriterOptions Options = new()
    {
        // The body is never shown in a page, so only what JSON demands is escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static void Write(
        Utf8JsonWriter json,
        string partition,
        string row,
        IReadOnlyDictionary<string, object> properties
    )
    {
        json.WriteStartObject();
        json.WriteString("PartitionKey"u8, partition);
        json.WriteString("RowKey"u8, row);
        foreach (var (name, value) in properties)
        {
            WriteProperty(json, name, value);
        }

        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>An answer that is one row.</summary>
    public static TableRow ReadRow(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        return ReadRow(ref reader);
    }

    /// <summary>An answer that is a page: <c>{"value":[ rows ]}</c>.</summary>
    public static List<TableRow> ReadRows(ReadOnlySpan<byte> body)
    {
        var rows = new List<TableRow>();
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var value = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!value)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                rows.Add(ReadRow(ref reader));
            }
        }

        return rows;
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteString($"{name}@odata.type", "Edm.Int64"u8);
                json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteString($"{name}@odata.type", "Edm.Double"u8);
                WriteDouble(json, name, number);
                break;
            case DateTimeOffset instant:
                json.WriteString($"{name}@odata.type", "Edm.DateTime"u8);
                json.WriteString(
                    name,
                    instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture)
                );
                break;
            case byte[] data:
                json.WriteString($"{name}@odata.type", "Edm.Binary"u8);
                json.WriteBase64String(name, data);
                break;
            default:
                throw new TableLimitException($"The property \"{name}\" is a {value.GetType().Name}.");
        }
    }

    private static void WriteDouble(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static TableRow ReadRow(ref Utf8JsonReader reader)
    {
        string? partition = null;
        string? row = null;
        var etag = "";
        string? type = null;
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "PartitionKey":
                    partition = reader.GetString();
                    break;
                case "RowKey":
                    row = reader.GetString();
                    break;
                case "odata.etag":
                    etag = reader.GetString() ?? "";
                    break;
                case "odata.metadata" or "Timestamp":
                    type = null;
                    break;
                default:
                    // The type of a property stands just before it.
                    if (name.EndsWith("@odata.type", StringComparison.Ordinal))
                    {
                        type = reader.GetString();
                    }
                    else
                    {
                        Keep(properties, name, ref reader, type);
                        type = null;
                    }

                    break;
            }
        }

        return partition is null || row is null
            ? throw new StorageAnswerException("The table service answered a row without keys.")
            : new TableRow(partition, row, properties, etag);
    }

    private static void Keep(
        Dictionary<string, object> properties,
        string name,
        ref Utf8JsonReader reader,
        string? type
    )
    {
        // A selected property that the row does not have is answered as null.
        if (reader.TokenType != JsonTokenType.Null)
        {
            properties[name] = Value(ref reader, type);
        }
    }

    private static object Value(ref Utf8JsonReader reader, string? type) =>
        type switch
        {
            "Edm.Int64" => long.Parse(reader.GetString()!, CultureInfo.InvariantCulture),
            "Edm.DateTime" => DateTimeOffset.Parse(
                reader.GetString()!,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            ),
            "Edm.Binary" => reader.GetBytesFromBase64(),
            "Edm.Double" when reader.TokenType == JsonTokenType.String => double.Parse(
                reader.GetString()!,
                CultureInfo.InvariantCulture
            ),
            "Edm.Double" => reader.GetDouble(),
            _ => reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.True => true,
                JsonTokenType.False => false,
                JsonTokenType.Number => Number(ref reader),
                _ => throw new StorageAnswerException($"The table service answered a {reader.TokenType} as a value."),
            },
        };

    /// <summary>A number without a type is a double when it is written like one, such as 3.0 or 1e+300.</summary>
    private static object Number(ref Utf8JsonReader reader) =>
        reader.ValueSpan.IndexOfAny(".eE"u8) < 0 && reader.TryGetInt32(out var number)
            ? (object)number
            : reader.GetDouble();
}
