using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Storage;

/// <summary>
/// What the table service refuses, and what it means. Source:
/// learn.microsoft.com/rest/api/storageservices/table-service-error-codes.
/// </summary>
internal static class TableFault
{
    /// <summary>Asks the service, and turns what goes wrong into the faults of <see cref="ITables"/>.</summary>
    public static async Task<T> AskAsync<T>(
        string table,
        string doing,
        Func<Task<T>> ask,
        CancellationToken cancellation
    )
    {
        try
        {
            return await ask();
        }
        catch (RequestFailedException fault) when (IsTableMissing(fault))
        {
            throw new TableMissingException(table);
        }
        catch (RequestFailedException fault) when (fault.Status is >= 400 and < 500 && !IsPassing(fault))
        {
            throw new StorageAnswerException($"The table service refused {doing}: {Words(fault)}");
        }
        catch (Exception fault) when (IsOutage(fault) && !cancellation.IsCancellationRequested)
        {
            throw new StorageUnavailableException($"The table service failed at {doing}: {Words(fault)}", fault);
        }
    }

    /// <summary>Which change stood in the way, and why; null when it was something else.</summary>
    public static CommitResult.Refused? Refusal(RequestFailedException fault, int changes)
    {
        ConflictReason? reason = fault.Status switch
        {
            409 when fault.ErrorCode == "EntityAlreadyExists" => ConflictReason.AlreadyExists,
            412 => ConflictReason.Changed,
            404 when !IsTableMissing(fault) => ConflictReason.NotFound,
            _ => null,
        };
        var index = fault is TableTransactionFailedException transaction ? transaction.FailedTransactionActionIndex : 0;
        return reason is { } why && index is { } at && at < changes ? new CommitResult.Refused(at, why) : null;
    }

    public static bool IsTableMissing(RequestFailedException fault) =>
        fault is { Status: 404, ErrorCode: "TableNotFound" };

    // 401 and 403 pass when somebody mends a role; a table that is being deleted is gone within a minute.
    private static bool IsPassing(RequestFailedException fault) =>
        fault.Status is 401 or 403 or 408 or 429 || fault.ErrorCode == "TableBeingDeleted";

    // Status 0: no answer. Several tries that failed come together; a try that took too long was cancelled by the client.
    private static bool IsOutage(Exception fault) =>
        fault
            is RequestFailedException
                or AggregateException
                or AuthenticationFailedException
                or OperationCanceledException
                or IOException
                or HttpRequestException;

    /// <summary>The service's words without the request's headers, which the client adds on further lines.</summary>
    private static string Words(Exception fault)
    {
        var cause = fault is AggregateException { InnerExceptions: [.., var last] } ? last : fault;
        var message = cause.Message;
        var end = message.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? message : message[..end];
        return cause is RequestFailedException { Status: > 0 } refused
            ? $"{refused.Status} {refused.ErrorCode}: {line}{Advice(refused.Status)}"
            : line;
    }

    private static string Advice(int status) =>
        status is 401 or 403
            ? " Check the roles of the identity (Storage Table Data Contributor), or the account key."
            : "";
}
