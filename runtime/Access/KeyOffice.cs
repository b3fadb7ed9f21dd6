namespace Journeys.Runtime.Access;

/// <summary>Makes keys, replaces them, and takes them away.</summary>
public sealed class KeyOffice(KeyStore store, Keyring ring, WallClock wall)
{
    /// <summary>Makes a key.</summary>
    /// <returns>The key, which nobody can read again, and what is kept of it; null when there are too many.</returns>
    public async Task<(string Key, StoredKey Stored)?> CreateAsync(
        string name,
        IReadOnlyList<Role> roles,
        DateTimeOffset? expires,
        string by,
        CancellationToken cancellation
    )
    {
        if ((await store.ListAsync(cancellation)).Count >= KeyStore.Limit)
        {
            return null;
        }

        var (id, key) = KeyText.Make();
        var stored = new StoredKey(id, name, roles, KeyText.Hash(key), wall.Now, by, expires);
        await store.AddAsync(stored, cancellation);
        ring.Forget(id);
        return (key, stored);
    }

    /// <summary>Takes a key away. One that was revoked before stays as it is.</summary>
    /// <returns>The key as it is kept; null when there is none.</returns>
    public Task<StoredKey?> RevokeAsync(string id, string by, CancellationToken cancellation) =>
        ChangeAsync(
            id,
            key => key.RevokedAt is null ? key with { RevokedAt = wall.Now, RevokedBy = by } : key,
            cancellation
        );

    /// <summary>Lets a key end at an instant, unless it ends before.</summary>
    /// <returns>The key as it is kept; null when there is none.</returns>
    public Task<StoredKey?> EndAsync(string id, DateTimeOffset at, CancellationToken cancellation) =>
        ChangeAsync(id, key => key.Expires <= at ? key : key with { Expires = at }, cancellation);

    /// <summary>A key by its id; null when there is none.</summary>
    public Task<StoredKey?> FindAsync(string id, CancellationToken cancellation) => store.FindAsync(id, cancellation);

    /// <summary>All keys, the newest first.</summary>
    public Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellation) => store.ListAsync(cancellation);

    private async Task<StoredKey?> ChangeAsync(
        string id,
        Func<StoredKey, StoredKey> change,
        CancellationToken cancellation
    )
    {
        var changed = await store.ChangeAsync(id, change, cancellation);
        ring.Forget(id);
        return changed;
    }
}
