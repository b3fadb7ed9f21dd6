using System.Buffers;
using System.Text;
using System.Text.Json;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Storage;

/// <summary>
/// A transaction as one request: a batch that holds one changeset, which holds one request per change.
/// Source: learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
/// </summary>
/// <remarks>
/// The boundaries may always be the same: a boundary begins a line, and JSON and percent-encoded addresses have no line
/// breaks, so no value can forge one.
/// </remarks>
internal static class Changeset
{
    public const string ContentType = "multipart/mixed; boundary=batch_journeys";

    public static void Write(
        IBufferWriter<byte> body,
        TableAddress address,
        string table,
        string partition,
        IReadOnlyList<RowChange> changes
    )
    {
        Text(body, "--batch_journeys\r\nContent-Type: multipart/mixed; boundary=changeset_journeys\r\n\r\n");
        using var json = new Utf8JsonWriter(body, RowJson.Options);
        for (var index = 0; index < changes.Count; index++)
        {
            var change = changes[index];
            var (method, etag) = Verb(change);
            var target = change is RowChange.Insert ? address.Table(table) : address.Row(table, partition, change.Row);
            Text(
                body,
                "--changeset_journeys\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
            );
            Text(body, $"{method} {target} HTTP/1.1\r\nContent-ID: {index + 1}\r\n");
            Text(body, "Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0;\r\n");
            if (etag is not null)
            {
                Text(body, $"If-Match: {etag}\r\n");
            }

            WriteRow(body, json, partition, change);
        }

        Text(body, "--changeset_journeys--\r\n--batch_journeys--\r\n");
    }

    /// <summary>
    /// The method of a change, and its condition. A put has none, and so replaces whatever is there; an insert is a POST,
    /// which refuses a row that is there.
    /// </summary>
    public static (string Method, string? ETag) Verb(RowChange change) =>
        change switch
        {
            RowChange.Insert => ("POST", null),
            RowChange.Put => ("PUT", null),
            RowChange.Replace replace => ("PUT", replace.ETag),
            RowChange.Delete delete => ("DELETE", delete.ETag),
            _ => throw new System.Diagnostics.UnreachableException($"A change of the kind {change.GetType().Name}."),
        };

    private static void WriteRow(IBufferWriter<byte> body, Utf8JsonWriter json, string partition, RowChange change)
    {
        if (change is RowChange.Delete)
        {
            Text(body, "\r\n\r\n");
            return;
        }

        if (change is RowChange.Insert)
        {
            Text(body, "Prefer: return-no-content\r\n");
        }

        Text(body, "Content-Type: application/json;odata=minimalmetadata\r\n\r\n");
        json.Reset(body);
        RowJson.Write(json, partition, change.Row, RowSize.Properties(change));
        Text(body, "\r\n");
    }

    private static void Text(IBufferWriter<byte> body, string text) => Encoding.UTF8.GetBytes(text, body);
}
