using System.Diagnostics;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.DeadLetters;

/// <summary>Finds one dead letter, and marks what becomes of it.</summary>
public sealed class DeadLetterStore(ITables tables, FailedEffects effects)
{
    /// <summary>One, whether it waits or not; null when there is none of that id.</summary>
    public async Task<DeadLetter?> FindAsync(string id, CancellationToken cancellation) =>
        DeadLetterId.Read(id) switch
        {
            DeadLetterId.OfEffect of => await effects.FindAsync(of.Effect, cancellation),
            DeadLetterId.Kept kept => await ReadAsync(kept.Partition, kept.Open, cancellation)
                ?? await ReadAsync(kept.Partition, kept.Over, cancellation),
            DeadLetterId.Older older => await ReadAsync(older.Partition, older.Row, cancellation),
            _ => null,
        };

    /// <summary>
    /// Takes one off the list, with what became of it. Its row moves to those that are over in one transaction.
    /// </summary>
    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> EndAsync(DeadLetter letter, DeadEnding ending, CancellationToken cancellation)
    {
        var ended = DeadLetterRows.Write(letter with { Ending = ending });
        return DeadLetterId.Read(letter.Id) switch
        {
            DeadLetterId.OfEffect of => await effects.EndAsync(of.Effect, ending, cancellation),
            DeadLetterId.Kept kept => await CommitAsync(
                kept.Partition,
                [new RowChange.Delete(kept.Open, letter.ETag!), new RowChange.Put(kept.Over, ended)],
                cancellation
            ),
            DeadLetterId.Older older => await CommitAsync(
                older.Partition,
                [new RowChange.Replace(older.Row, ended, letter.ETag!)],
                cancellation
            ),
            _ => throw new UnreachableException($"{letter.Id} was found, and cannot be"),
        };
    }

    /// <summary>Notes that one was replayed in vain. If somebody else has touched it meanwhile, nothing is noted.</summary>
    public Task NoteAsync(DeadLetter tried, CancellationToken cancellation)
    {
        var (partition, row) = DeadLetterId.Read(tried.Id) switch
        {
            DeadLetterId.Kept kept => (kept.Partition, kept.Open),
            DeadLetterId.Older older => (older.Partition, older.Row),
            _ => throw new UnreachableException($"{tried.Id} is noted with its instance"),
        };
        return CommitAsync(
            partition,
            [new RowChange.Replace(row, DeadLetterRows.Write(tried), tried.ETag!)],
            cancellation
        );
    }

    private async Task<DeadLetter?> ReadAsync(string partition, string row, CancellationToken cancellation) =>
        await tables.ReadAsync(DeadLetterRows.Table, partition, row, cancellation) is { } found
            ? DeadLetterRows.Read(found)
            : null;

    private async Task<bool> CommitAsync(
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    ) => await tables.CommitAsync(DeadLetterRows.Table, partition, changes, cancellation) is CommitResult.Committed;
}
