using System.Text;
using Journeys.Local.Storage;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Tables.Contract;

namespace Journeys.Local.Tests.Storage;

public sealed class ChangesetTests
{
    private static readonly TableAddress Address = new(
        new Uri("https://an-account-of-24-letters.table.core.usgovcloudapi.net")
    );

    [Theory]
    [InlineData("plain")]
    [InlineData("'''''")]
    [InlineData("日本語")]
    [InlineData("😀\uFFFD\u00AD")]
    public void No_change_takes_more_bytes_than_were_counted_for_it(string key)
    {
        var etag = "W/\"datetime'2026-03-29T01%3A30%3A00.1234567Z'\"";
        RowChange[] changes =
        [
            new RowChange.Insert(key, ValueSamples.All()),
            new RowChange.Put(key, new Dictionary<string, object>()),
            new RowChange.Replace(key, new Dictionary<string, object> { ["T"] = "\u0001\"\\\u2028😀\u00AD日" }, etag),
            new RowChange.Delete(key, etag),
        ];
        var table = new string('T', 63);

        foreach (var change in changes)
        {
            var bytes = Written(table, key, [change, change]).Length - Written(table, key, [change]).Length;

            Assert.InRange(bytes, 1, RowSize.OnTheWire(key, change));
        }
    }

    [Fact]
    public void A_transaction_is_written_as_the_service_expects_it()
    {
        var text = Encoding.UTF8.GetString(
            Written(
                "Tasks",
                "it's",
                [
                    new RowChange.Insert("a", new Dictionary<string, object> { ["Round"] = 7L }),
                    new RowChange.Delete("b", "W/\"1\""),
                ]
            )
        );

        Assert.Equal(
            """
            --batch_journeys
            Content-Type: multipart/mixed; boundary=changeset_journeys

            --changeset_journeys
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            POST https://an-account-of-24-letters.table.core.usgovcloudapi.net/Tasks HTTP/1.1
            Content-ID: 1
            Accept: application/json;odata=minimalmetadata
            DataServiceVersion: 3.0;
            Prefer: return-no-content
            Content-Type: application/json;odata=minimalmetadata

            {"PartitionKey":"it's","RowKey":"a","Round@odata.type":"Edm.Int64","Round":"7"}
            --changeset_journeys
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            DELETE https://an-account-of-24-letters.table.core.usgovcloudapi.net/Tasks(PartitionKey='it%27%27s',RowKey='b') HTTP/1.1
            Content-ID: 2
            Accept: application/json;odata=minimalmetadata
            DataServiceVersion: 3.0;
            If-Match: W/"1"


            --changeset_journeys--
            --batch_journeys--

            """.ReplaceLineEndings("\r\n"),
            text
        );
    }

    private static byte[] Written(string table, string partition, RowChange[] changes)
    {
        var body = new PooledBuffer(16);
        Changeset.Write(body, Address, table, partition, changes);
        var bytes = body.Written.ToArray();
        body.Return();
        return bytes;
    }
}
