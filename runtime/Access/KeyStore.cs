using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Access;

/// <summary>The keys as they are stored: one row each, in one partition, under the key's id.</summary>
public sealed class KeyStore(ITables tables)
{
    public const string Table = "ApiKeys";

    /// <summary>The most keys that a host keeps, revoked ones included.</summary>
    public const int Limit = 1_000;

    private const string Partition = "keys";

    /// <summary>A key by its id; null when there is none.</summary>
    public async Task<StoredKey?> FindAsync(string id, CancellationToken cancellation) =>
        KeyText.IsId(id) && await tables.ReadAsync(Table, Partition, id, cancellation) is { } row
            ? StoredKey.Read(row)
            : null;

    /// <summary>All keys, also those that open nothing any more; the newest first.</summary>
    public async Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellation) =>
        [
            .. (await tables.QueryAllAsync(Table, new RowQuery { Partition = Partition }, cancellation))
                .Select(StoredKey.Read)
                .OrderByDescending(key => key.CreatedAt)
                .ThenBy(key => key.Id, StringComparer.Ordinal),
        ];

    /// <summary>Keeps a new key.</summary>
    public async Task AddAsync(StoredKey key, CancellationToken cancellation) =>
        await tables.CommitAsync(Table, Partition, [new RowChange.Insert(key.Id, key.Write())], cancellation);

    /// <summary>Changes a key, whoever else changes it meanwhile.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="change">What it becomes; may be asked again.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The key as it is now; null when there is none.</returns>
    public async Task<StoredKey?> ChangeAsync(
        string id,
        Func<StoredKey, StoredKey> change,
        CancellationToken cancellation
    )
    {
        while (await FindAsync(id, cancellation) is { } key)
        {
            var changed = change(key);
            if (
                changed == key
                || await tables.CommitAsync(
                    Table,
                    Partition,
                    [new RowChange.Replace(id, changed.Write(), key.ETag)],
                    cancellation
                ) is CommitResult.Committed
            )
            {
                return changed;
            }
        }

        return null;
    }
}
