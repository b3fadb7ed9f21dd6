using System.Collections.Immutable;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Effects;

/// <summary>
/// Compares what is to be written into the ledger with what is there, after a transaction was refused or not answered:
/// another process may have marked or finished the same effect, or an earlier try of our own may have been stored after all.
/// </summary>
internal sealed class LedgerMarks(ITables tables)
{
    /// <summary>The same things, each with what can still be written of its entry.</summary>
    public async Task<ImmutableArray<Told>> CompareAsync(
        string partition,
        ImmutableArray<Told> told,
        CancellationToken cancellation
    )
    {
        var compared = ImmutableArray.CreateBuilder<Told>(told.Length);
        foreach (var one in told)
        {
            compared.Add(
                one.Entry is { } entry && !one.IsOvertaken
                    ? await CompareAsync(partition, one, entry, cancellation)
                    : one
            );
        }

        return compared.MoveToImmutable();
    }

    /// <summary>The entries as they stand in the store; those that are over are left out.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> StandingAsync(
        string partition,
        IEnumerable<LedgerEntry> entries,
        CancellationToken cancellation
    )
    {
        var standing = new List<LedgerEntry>();
        foreach (var entry in entries)
        {
            if (await ReadAsync(partition, LedgerRows.OpenKey(entry.Id), cancellation) is { } open)
            {
                standing.Add(open);
            }
        }

        return standing;
    }

    private async Task<Told> CompareAsync(
        string partition,
        Told told,
        LedgerEntry entry,
        CancellationToken cancellation
    )
    {
        var row = await ReadAsync(partition, LedgerRows.OpenKey(entry.Id), cancellation);
        if (entry.Status == EffectStatus.Deferred)
        {
            // Whoever has marked or finished it goes on with it, so it was not put off.
            return row is not null && (entry.ETag is null || row.ETag == entry.ETag)
                ? told
                : told with
                {
                    Input = null,
                    IsOvertaken = true,
                };
        }

        if (entry.Open)
        {
            // A mark of ours that was stored, though its answer was lost, is known by its signature: another process may have
            // written one at the same instant.
            return row is null ? told with { IsOvertaken = true }
                : entry.ETag is null || row.ETag == entry.ETag ? told
                : row.Status == entry.Status && row.NotBefore == entry.NotBefore && row.By == entry.By
                    ? told with
                    {
                        Entry = null,
                    }
                : told with { IsOvertaken = true };
        }

        if (row is not null)
        {
            return told;
        }

        // It is over already. Who knows how it ended corrects who did not.
        var over = await ReadAsync(partition, LedgerRows.OverKey(entry.Id), cancellation);
        return over is { Status: EffectStatus.Uncertain } && entry.Status != EffectStatus.Uncertain
            ? told with
            {
                HasNoOpenRow = true,
                Entry = entry with { ETag = over.ETag },
            }
            : told with
            {
                Entry = null,
            };
    }

    private async Task<LedgerEntry?> ReadAsync(string partition, string key, CancellationToken cancellation) =>
        await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation) is { } row
            ? LedgerRows.Read(row)
            : null;
}
