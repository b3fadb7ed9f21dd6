using System.Collections.Concurrent;

namespace Journeys.Runtime.Access;

/// <summary>
/// Knows whose a key is. Keys that were looked up are remembered for <see cref="Age"/>, so that an event costs no request to
/// the store; that long another process may still accept a key that was revoked.
/// </summary>
public sealed class Keyring(HostKey host, KeyStore store, WallClock wall)
{
    /// <summary>How old what is known of a key may be.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    // Ids that nobody has are remembered too; whoever makes them up must not fill the memory.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Seen> seen = new(StringComparer.Ordinal);

    // How often a key was changed here.
    private int changes;

    /// <summary>Whether the host asks for no key.</summary>
    public bool IsOpen => !host.IsSet;

    /// <summary>
    /// Whether this is no guess: no key at all, or one that is right as far as can be told without the store, however long ago
    /// it was looked up. So whoever has a key goes on where somebody guesses at the same address.
    /// </summary>
    public bool IsNoGuess(string given) =>
        given.Length == 0
        || host.Is(given)
        || (
            KeyText.TryId(given, out var id)
                ? seen.TryGetValue(id, out var known) && Match(given, known.Key) is not null
                : IsOpen
        );

    /// <summary>Whose key this is; null when it is none, or opens nothing any more.</summary>
    /// <exception cref="Tables.StorageUnavailableException">The store was to be asked, and does not answer.</exception>
    public async ValueTask<Caller?> RecogniseAsync(string given, CancellationToken cancellation)
    {
        if (host.Is(given))
        {
            return Caller.Host;
        }

        // What is formed like a key counts as one also where none is asked for, so that a key can be tried there.
        return KeyText.TryId(given, out var id) ? Match(given, await FindAsync(id, cancellation))
            : IsOpen ? Caller.Host
            : null;
    }

    /// <summary>Forgets what is known of a key, because it was changed here.</summary>
    public void Forget(string id)
    {
        Interlocked.Increment(ref changes);
        seen.TryRemove(id, out _);
    }

    private Caller? Match(string given, StoredKey? key) =>
        key is not null && KeyText.Same(KeyText.Hash(given), key.Hash) && key.State(wall.Now) == StoredKey.Valid
            ? new(key.Name, key.Id, key.Roles)
            : null;

    private async ValueTask<StoredKey?> FindAsync(string id, CancellationToken cancellation)
    {
        var now = wall.Now;
        if (seen.TryGetValue(id, out var known) && known.Until > now)
        {
            return known.Key;
        }

        var before = Volatile.Read(ref changes);
        var found = await store.FindAsync(id, cancellation);
        if (seen.Count >= Most)
        {
            seen.Clear();
        }

        var looked = new Seen(found, now + Age);
        seen[id] = looked;
        if (Volatile.Read(ref changes) != before)
        {
            // Perhaps it was changed while it was looked up, and what was found is what it used to be.
            seen.TryRemove(KeyValuePair.Create(id, looked));
        }

        return found;
    }

    private sealed record Seen(StoredKey? Key, DateTimeOffset Until);
}
