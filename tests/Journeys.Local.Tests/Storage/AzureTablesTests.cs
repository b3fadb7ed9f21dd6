using System.Net;
using System.Security.Cryptography;
using System.Text;
using Journeys.Local.Storage;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Tests.Storage;

/// <summary>What the client says to Azure, and how it takes what Azurite would never answer.</summary>
public sealed class AzureTablesTests : IDisposable
{
    private const string Exists =
        """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"The specified entity exists."}}}""";

    private static readonly Dictionary<string, object> Row = new() { ["Text"] = "x" };

    private readonly StubService service = new();

    public void Dispose() => service.Dispose();

    [Fact]
    public async Task A_request_is_signed_with_the_key_over_its_time_and_path()
    {
        service.Answer(HttpStatusCode.NotFound);

        await service.Tables.ReadAsync("Contacts", "it's", "a b", default);

        var request = Assert.Single(service.Requests);
        var date = Assert.Single(request.Headers.GetValues("x-ms-date"));
        var text = $"{date}\n/spring/Contacts(PartitionKey='it%27%27s',RowKey='a%20b')";
        var signature = Convert.ToBase64String(HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes(text)));
        Assert.Equal($"SharedKeyLite spring:{signature}", Assert.Single(request.Headers.GetValues("Authorization")));
    }

    [Fact]
    public async Task A_query_is_written_with_its_values_inside_their_quotes()
    {
        service.Answer(HttpStatusCode.OK, """{"value":[]}""");

        await service.Tables.QueryAsync(
            "Tasks",
            RowQuery.Prefixed("o'hara & sons", "d~") with
            {
                Where = new Dictionary<string, object>
                {
                    ["Team"] = "' or 1 eq 1",
                    ["Round"] = 7L,
                    ["Late"] = true,
                },
                Select = ["Json"],
                Top = 50,
            },
            default
        );

        var query = Uri.UnescapeDataString(new Uri(service.Asked[0].Address).Query);
        Assert.Equal(
            "?$top=50&$filter=PartitionKey eq 'o''hara & sons' and RowKey ge 'd~' and RowKey lt 'd\u00A0'"
                + " and Team eq ''' or 1 eq 1' and Round eq 7L and Late eq true&$select=PartitionKey,RowKey,Json",
            query
        );
    }

    [Fact]
    public async Task The_next_page_is_asked_for_where_the_service_said_it_begins()
    {
        service.Answer(
            HttpStatusCode.OK,
            """{"value":[]}""",
            ("x-ms-continuation-NextPartitionKey", "1!8!YWE-"),
            ("x-ms-continuation-NextRowKey", "1!4!Yg--")
        );
        service.Answer(HttpStatusCode.OK, """{"value":[]}""");
        var tables = service.Tables;

        var first = await tables.QueryAsync("Tasks", new RowQuery(), default);
        var second = await tables.QueryAsync("Tasks", new RowQuery { After = first.Next }, default);

        Assert.Empty(first.Rows);
        Assert.EndsWith("&NextPartitionKey=1%218%21YWE-&NextRowKey=1%214%21Yg--", service.Asked[1].Address);
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_service_that_fails_is_asked_five_times_and_then_is_unavailable()
    {
        service.Break().Answer(HttpStatusCode.ServiceUnavailable).Answer(HttpStatusCode.TooManyRequests);
        service.Answer(HttpStatusCode.InternalServerError).Answer(HttpStatusCode.ServiceUnavailable, "Server busy");

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            service.Tables.ReadAsync("Contacts", "p", "r", default)
        );

        Assert.Equal(5, service.Asked.Count);
        Assert.Contains("spring at https://spring.table.example.net/", fault.Message, StringComparison.Ordinal);
        Assert.Contains("503", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_unavailable()
    {
        service.Break().Break().Break().Break().Break();

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            service.Tables.ReadAsync("Contacts", "p", "r", default)
        );

        Assert.Contains("The connection was closed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_key_is_not_tried_again_and_says_what_to_check()
    {
        service.Answer(HttpStatusCode.Forbidden, "", ("x-ms-error-code", "AuthenticationFailed"));

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            service.Tables.ReadAsync("Contacts", "p", "r", default)
        );

        Assert.Single(service.Asked);
        Assert.Contains("AuthenticationFailed", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Check the account key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_insert_whose_answer_was_lost_meets_itself_and_says_so()
    {
        service.Break().Answer(HttpStatusCode.Conflict, Exists);

        var result = await service.Tables.CommitAsync("Contacts", "p", [new RowChange.Insert("r", Row)], default);

        Assert.Equal(new CommitResult.Refused(0, ConflictReason.AlreadyExists), result);
        Assert.Equal(service.Asked[0].Body, service.Asked[1].Body);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_told_so_and_not_that_the_store_is_gone()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            service.Tables.ReadAsync("Contacts", "p", "r", gone.Token)
        );
    }

    [Fact]
    public async Task Nothing_is_asked_when_Azure_would_refuse_it()
    {
        await Assert.ThrowsAsync<TableLimitException>(() =>
            service.Tables.CommitAsync("Contacts", "p/q", [new RowChange.Insert("r", Row)], default)
        );

        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task A_table_that_is_being_deleted_cannot_be_had_yet()
    {
        service.Answer(HttpStatusCode.Conflict, "", ("x-ms-error-code", "TableBeingDeleted"));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => service.Tables.EnsureTableAsync("Tasks", default));
    }

    [Theory]
    [InlineData(500, typeof(StorageUnavailableException))]
    [InlineData(400, typeof(StorageAnswerException))]
    public async Task A_transaction_that_fails_for_another_reason_is_not_a_refusal(int status, Type fault)
    {
        service.Answer(
            HttpStatusCode.Accepted,
            $"--b\r\n\r\n--c\r\n\r\nHTTP/1.1 {status} X\r\n\r\n"
                + """{"odata.error":{"code":"X","message":{"value":"1:why"}}}"""
        );

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() =>
            service.Tables.CommitAsync(
                "Tasks",
                "p",
                [new RowChange.Put("a", Row), new RowChange.Put("b", Row)],
                default
            )
        );

        Assert.IsType(fault, thrown);
        Assert.Contains("at change 1: ", thrown.Message, StringComparison.Ordinal);
    }
}
