using Azure;
using Azure.Identity;
using Journeys.Functions.Storage;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Tests.Storage;

/// <summary>Bad days of a storage account, as Azure's client tells of them.</summary>
public sealed class AzureTablesTests
{
    private static readonly Dictionary<string, object> Row = new() { ["Text"] = "x" };

    private readonly FakeTableService service = new();
    private readonly AzureTables tables;

    public AzureTablesTests()
    {
        tables = new(service);
        service.Store.EnsureTableAsync("Contacts", default).GetAwaiter().GetResult();
    }

    [Theory]
    [InlineData(429, "TooManyRequests")]
    [InlineData(503, "ServerBusy")]
    [InlineData(500, "InternalError")]
    [InlineData(408, "OperationTimedOut")]
    public async Task A_throttled_account_is_unavailable_and_says_so(int status, string code)
    {
        service.Before.Enqueue(FakeFault.Refused(status, code));

        var fault = await UnavailableAsync(() => tables.ReadAsync("Contacts", "p", "r", default));

        Assert.Equal($"The table service failed at reading a row: {status} {code}: It is {code}.", fault.Message);
    }

    [Fact]
    public async Task A_transaction_that_is_throttled_in_the_middle_is_unavailable_and_no_conflict()
    {
        service.Before.Enqueue(FakeFault.Refused(503, "ServerBusy", index: 1));

        await UnavailableAsync(() => tables.CommitAsync("Contacts", "p", [Insert("a"), Insert("b")], default));
    }

    [Fact]
    public async Task An_account_that_cannot_be_reached_is_unavailable()
    {
        service.Before.Enqueue(FakeFault.NoAnswer());

        var fault = await UnavailableAsync(() =>
            tables.QueryAsync("Contacts", new RowQuery { Partition = "p" }, default)
        );

        Assert.Equal("The table service failed at a query: The connection was closed.", fault.Message);
    }

    [Fact]
    public async Task A_try_that_took_too_long_is_an_outage_and_no_cancellation()
    {
        service.Before.Enqueue(new TaskCanceledException("The operation was cancelled because it took too long."));

        await UnavailableAsync(() => tables.ReadAsync("Contacts", "p", "r", default));
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_told_so_and_not_that_the_store_is_gone()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            tables.ReadAsync("Contacts", "p", "r", gone.Token)
        );
    }

    [Theory]
    [InlineData(403, "AuthorizationPermissionMismatch")]
    [InlineData(401, "InvalidAuthenticationInfo")]
    public async Task A_missing_role_is_an_outage_that_names_the_role(int status, string code)
    {
        service.Before.Enqueue(FakeFault.Refused(status, code));

        var fault = await UnavailableAsync(() => tables.EnsureTableAsync("Contacts", default));

        Assert.Contains("Storage Table Data Contributor", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_that_cannot_be_had_is_an_outage()
    {
        service.Before.Enqueue(new CredentialUnavailableException("There is no identity here."));

        await UnavailableAsync(() => tables.ReadAsync("Contacts", "p", "r", default));
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_unavailable_although_it_was_made()
    {
        service.After.Enqueue(FakeFault.NoAnswer());

        await UnavailableAsync(() => tables.CommitAsync("Contacts", "p", [Insert("r")], default));

        Assert.NotNull(await tables.ReadAsync("Contacts", "p", "r", default));
    }

    [Fact]
    public async Task An_insert_that_the_client_sent_again_meets_itself_and_says_so()
    {
        await tables.CommitAsync("Contacts", "p", [Insert("r")], default);
        service.Before.Enqueue(FakeFault.Refused(409, "EntityAlreadyExists"));

        Assert.Equal(
            new CommitResult.Refused(0, ConflictReason.AlreadyExists),
            await tables.CommitAsync("Contacts", "p", [Insert("r")], default)
        );
    }

    [Fact]
    public async Task A_batch_refused_in_the_middle_names_the_change_and_makes_none()
    {
        var stale = await tables.CommitAsync("Contacts", "p", [Insert("b")], default);
        await tables.CommitAsync("Contacts", "p", [new RowChange.Put("b", Row)], default);
        var etag = Assert.IsType<CommitResult.Committed>(stale).ETags[0];

        var result = await tables.CommitAsync(
            "Contacts",
            "p",
            [Insert("a"), new RowChange.Replace("b", Row, etag), Insert("c")],
            default
        );

        Assert.Equal(new CommitResult.Refused(1, ConflictReason.Changed), result);
        Assert.Null(await tables.ReadAsync("Contacts", "p", "a", default));
    }

    [Fact]
    public async Task A_refusal_that_names_no_change_is_an_error()
    {
        service.Before.Enqueue(
            new Azure.Data.Tables.TableTransactionFailedException(FakeFault.Refused(412, "UpdateConditionNotSatisfied"))
        );

        await Assert.ThrowsAsync<StorageAnswerException>(() =>
            tables.CommitAsync("Contacts", "p", [Insert("a"), Insert("b")], default)
        );
    }

    [Fact]
    public async Task A_table_that_went_away_is_named_and_made_again_behind_a_prefix()
    {
        var prefixed = new PrefixedTables(tables, "dev");

        await Assert.ThrowsAsync<TableMissingException>(() => tables.ReadAsync("devTasks", "p", "r", default));
        Assert.Null(await prefixed.ReadAsync("Tasks", "p", "r", default));
        Assert.Null(await tables.ReadAsync("devTasks", "p", "r", default));
    }

    [Fact]
    public async Task A_table_that_is_being_deleted_cannot_be_had_yet()
    {
        service.Before.Enqueue(FakeFault.Refused(409, "TableBeingDeleted"));

        await UnavailableAsync(() => tables.EnsureTableAsync("Contacts", default));
    }

    [Fact]
    public async Task A_request_that_the_service_cannot_read_is_an_error_of_ours()
    {
        service.Before.Enqueue(FakeFault.Refused(400, "InvalidInput"));

        var fault = await Assert.ThrowsAsync<StorageAnswerException>(() =>
            tables.ReadAsync("Contacts", "p", "r", default)
        );

        Assert.Equal("The table service refused reading a row: 400 InvalidInput: It is InvalidInput.", fault.Message);
    }

    [Fact]
    public async Task Each_call_is_one_request_and_a_change_alone_is_no_transaction()
    {
        var made = await tables.CommitAsync("Contacts", "p", [Insert("r")], default);
        var etag = Assert.IsType<CommitResult.Committed>(made).ETags[0];
        await tables.CommitAsync("Contacts", "p", [new RowChange.Replace("r", Row, etag)], default);
        await tables.CommitAsync("Contacts", "p", [new RowChange.Put("r", Row)], default);
        await tables.CommitAsync("Contacts", "p", [Insert("s"), Insert("t")], default);
        await tables.ReadAsync("Contacts", "p", "r", default);
        await tables.QueryAsync("Contacts", new RowQuery { Partition = "p", Top = 1 }, default);
        await tables.CommitAsync("Contacts", "p", [new RowChange.Delete("r")], default);

        Assert.Equal(
            ["Add", "UpdateReplace", "UpsertReplace", "Transaction", "Get", "Query", "Transaction"],
            service.Asked
        );
    }

    [Fact]
    public async Task Nothing_is_asked_when_Azure_would_refuse_it()
    {
        await Assert.ThrowsAsync<TableLimitException>(() =>
            tables.CommitAsync("Contacts", "p/q", [Insert("r")], default)
        );

        Assert.Empty(service.Asked);
    }

    private static RowChange.Insert Insert(string row) => new(row, Row);

    private static Task<StorageUnavailableException> UnavailableAsync(Func<Task> call) =>
        Assert.ThrowsAsync<StorageUnavailableException>(call);
}
