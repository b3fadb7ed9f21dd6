using Azure;
using Azure.Data.Tables;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Tests.Storage;

/// <summary>
/// What the client raises. Its message repeats the request's headers below the service's words, as the real one does.
/// </summary>
internal static class FakeFault
{
    public static RequestFailedException Of(CommitResult.Refused refused, bool transaction) =>
        refused.Reason switch
        {
            ConflictReason.AlreadyExists => Refused(409, "EntityAlreadyExists", transaction ? refused.Index : null),
            ConflictReason.Changed => Refused(412, "UpdateConditionNotSatisfied", transaction ? refused.Index : null),
            _ => Refused(404, "ResourceNotFound", transaction ? refused.Index : null),
        };

    public static RequestFailedException TableNotFound(bool transaction) =>
        Refused(404, "TableNotFound", transaction ? 0 : null);

    /// <summary>A refusal by the service; of a transaction it names the change that stood in the way.</summary>
    public static RequestFailedException Refused(int status, string code, int? index = null)
    {
        var words = index is null ? $"It is {code}." : $"{index}:It is {code}.";
        var fault = new RequestFailedException(status, $"{words}\nHeaders:\nx-ms-client-request-id: 1", code, null);
        if (index is not { } at)
        {
            return fault;
        }

        fault.Data["FailedEntity"] = $"{at}";
        return new TableTransactionFailedException(fault);
    }

    /// <summary>No answer: the connection broke, at every try.</summary>
    public static Exception NoAnswer() =>
        new AggregateException(
            "Retry failed after 6 tries.",
            new RequestFailedException(0, "The connection was refused."),
            new RequestFailedException(0, "The connection was closed.")
        );
}
