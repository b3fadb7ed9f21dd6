using System.Collections.Concurrent;
using System.Collections.Frozen;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Catalog;

/// <summary>
/// The published journeys. A version never changes, so it is read and compiled once; the pointers to the live versions
/// are read again when they are older than <see cref="RuntimeSettings.CatalogAge"/>, unless this host is the only writer.
/// </summary>
public sealed class JourneyCatalog(
    ITables tables,
    CompiledJourneys compiled,
    RuntimeSettings settings,
    TimeProvider clock
)
{
    private readonly ConcurrentDictionary<(string Journey, string Version), PublishedJourney> versions = new();
    private volatile Snapshot? latest;
    private int generation;

    /// <summary>The live journeys by name.</summary>
    public async ValueTask<FrozenDictionary<string, LiveJourney>> LiveAsync(CancellationToken cancellation)
    {
        if (latest is { } kept && (settings.SingleWriter || clock.GetElapsedTime(kept.ReadAt) < settings.CatalogAge))
        {
            return kept.Journeys;
        }

        var reading = Volatile.Read(ref generation);
        var readAt = clock.GetTimestamp();
        var journeys = await ReadLiveAsync(cancellation);
        if (reading == Volatile.Read(ref generation))
        {
            latest = new(journeys, readAt);
        }

        return journeys;
    }

    /// <summary>A live journey, or null when nothing is published under the name.</summary>
    public async ValueTask<LiveJourney?> FindAsync(string journey, CancellationToken cancellation) =>
        (await LiveAsync(cancellation)).GetValueOrDefault(journey);

    /// <summary>A live journey whose instances exist, so that it must have been published.</summary>
    /// <exception cref="InvalidDataException">It was not.</exception>
    public async ValueTask<LiveJourney> GetAsync(string journey, CancellationToken cancellation) =>
        await FindAsync(journey, cancellation)
        ?? throw new InvalidDataException($"Journey {journey} is not in the catalog, but has instances.");

    /// <summary>One version, ready to run.</summary>
    /// <exception cref="InvalidDataException">It was never published, or this program cannot read it.</exception>
    public async ValueTask<PublishedJourney> GetAsync(string journey, string version, CancellationToken cancellation)
    {
        if (versions.TryGetValue((journey, version), out var known))
        {
            return known;
        }

        var key = CatalogRows.VersionKey(version);
        var row =
            await tables.ReadAsync(CatalogRows.Table, journey, key, cancellation)
            ?? throw new InvalidDataException($"Version {version} of journey {journey} is not in the catalog.");
        return versions.GetOrAdd((journey, version), compiled.Of(row));
    }

    /// <summary>Reads the pointers again on next use: something was published.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref generation);
        latest = null;
    }

    private async Task<FrozenDictionary<string, LiveJourney>> ReadLiveAsync(CancellationToken cancellation)
    {
        // Journeys are few, so the one scan over partitions that this runtime allows itself is a small one.
        var query = new RowQuery { From = CatalogRows.Live, Before = CatalogRows.Live + "~" };
        var rows = await tables.QueryAllAsync(CatalogRows.Table, query, cancellation);
        return rows.Select(CatalogRows.ReadLive).ToFrozenDictionary(live => live.Journey, StringComparer.Ordinal);
    }

    private sealed record Snapshot(FrozenDictionary<string, LiveJourney> Journeys, long ReadAt);
}
