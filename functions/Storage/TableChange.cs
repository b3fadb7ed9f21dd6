using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Storage;

/// <summary>Changes as requests of Azure's client.</summary>
internal static class TableChange
{
    /// <summary>
    /// Makes one change by a request of its own, which costs the service less than a transaction of one. A delete goes as
    /// a transaction all the same: on its own the client takes "not found" for success, and does not say whether the row or
    /// the table was missing.
    /// </summary>
    /// <returns>The new ETag.</returns>
    public static async Task<string> MakeAsync(
        TableClient client,
        string partition,
        RowChange change,
        CancellationToken cancellation
    )
    {
        var entity = RowEntity.Write(partition, change);
        var response = change switch
        {
            RowChange.Insert => await client.AddEntityAsync(entity, cancellation),
            RowChange.Put => await client.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellation),
            RowChange.Replace replace => await client.UpdateEntityAsync(
                entity,
                new ETag(replace.ETag),
                TableUpdateMode.Replace,
                cancellation
            ),
            _ => throw new UnreachableException($"A change of the kind {change.GetType().Name} on its own."),
        };
        return ETagOf(response);
    }

    /// <summary>Makes all changes, or none.</summary>
    /// <returns>The new ETags; empty for a delete.</returns>
    public static async Task<IReadOnlyList<string>> MakeAsync(
        TableClient client,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    )
    {
        var actions = changes.Select(change => Action(partition, change)).ToArray();
        var answers = (await client.SubmitTransactionAsync(actions, cancellation)).Value;
        return answers.Count == changes.Count
            ? [.. changes.Zip(answers, (change, answer) => change is RowChange.Delete ? "" : ETagOf(answer))]
            : throw new StorageAnswerException(
                $"The table service answered {answers.Count} of {changes.Count} changes."
            );
    }

    private static TableTransactionAction Action(string partition, RowChange change)
    {
        var entity = RowEntity.Write(partition, change);
        return change switch
        {
            RowChange.Insert => new(TableTransactionActionType.Add, entity),
            RowChange.Put => new(TableTransactionActionType.UpsertReplace, entity),
            RowChange.Replace replace => new(TableTransactionActionType.UpdateReplace, entity, new ETag(replace.ETag)),
            RowChange.Delete delete => new(TableTransactionActionType.Delete, entity, new ETag(delete.ETag)),
            _ => throw new UnreachableException($"A change of the kind {change.GetType().Name}."),
        };
    }

    private static string ETagOf(Response response) => response.Headers.ETag?.ToString() ?? "";
}
