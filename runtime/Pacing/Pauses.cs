using System.Collections.Frozen;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Pacing;

/// <summary>
/// Pauses the sending of journeys and lets it go on. What is paused is read again when it is older than
/// <see cref="RuntimeSettings.CatalogAge"/>, for all journeys at once, unless this process is the only writer.
/// </summary>
public sealed class Pauses(ITables tables, RuntimeSettings settings, TimeProvider clock, ILogger<Pauses> log)
{
    private const int Tries = 10;

    private volatile Snapshot? latest;
    private int generation;

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Every journey whose sending is or was paused, by name.</summary>
    public async ValueTask<FrozenDictionary<string, Pause>> AllAsync(CancellationToken cancellation)
    {
        if (latest is { } kept && (settings.SingleWriter || clock.GetElapsedTime(kept.ReadAt) < settings.CatalogAge))
        {
            return kept.Pauses;
        }

        var reading = Volatile.Read(ref generation);
        var readAt = clock.GetTimestamp();
        var query = RowQuery.Prefixed(PacingRows.Paused, PacingRows.PausePrefix);
        var rows = await tables.QueryAllAsync(PacingRows.Table, query, cancellation);
        var pauses = rows.Select(Pause.Read).ToFrozenDictionary(pause => pause.Journey, StringComparer.Ordinal);
        if (reading == Volatile.Read(ref generation))
        {
            latest = new(pauses, readAt);
        }

        Telemetry.Paused(pauses.Values.Count(pause => pause.Paused));
        return pauses;
    }

    /// <summary>How the sending of a journey stands; null when it was never paused.</summary>
    public async ValueTask<Pause?> FindAsync(string journey, CancellationToken cancellation) =>
        (await AllAsync(cancellation)).GetValueOrDefault(journey);

    /// <summary>How the sending of a journey stands in the store; null when it was never paused.</summary>
    public async Task<Pause?> ReadAsync(string journey, CancellationToken cancellation) =>
        await tables.ReadAsync(PacingRows.Table, PacingRows.Paused, PacingRows.PauseKey(journey), cancellation)
            is { } row
            ? Pause.Read(row)
            : null;

    /// <summary>Pauses the sending of a journey.</summary>
    /// <returns>How it stands now, and whether it stood so before.</returns>
    public async Task<(Pause Now, bool Already)> PauseAsync(
        string journey,
        string by,
        string why,
        CancellationToken cancellation
    )
    {
        var (pause, already) = await DecideAsync(new(journey, Paused: true, Now, by, why), cancellation);
        if (!already)
        {
            RuntimeLog.SendingPaused(log, journey, by, why);
        }

        return (pause, already);
    }

    /// <summary>Lets the sending of a journey go on.</summary>
    /// <returns>How it stands now, and whether it stood so before; null when it was never paused.</returns>
    public async Task<(Pause? Now, bool Already)> ResumeAsync(string journey, string by, CancellationToken cancellation)
    {
        if (await ReadAsync(journey, cancellation) is not { } before)
        {
            return (null, true);
        }

        var (pause, already) = await DecideAsync(before with { Paused = false, Since = Now, By = by }, cancellation);
        if (!already)
        {
            RuntimeLog.SendingResumed(log, journey, by);
        }

        return (pause, already);
    }

    // Who decided the same before is not overwritten.
    private async Task<(Pause Now, bool Already)> DecideAsync(Pause wanted, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var before = await ReadAsync(wanted.Journey, cancellation);
            if (before?.Paused == wanted.Paused)
            {
                Forget();
                return (before, true);
            }

            var key = PacingRows.PauseKey(wanted.Journey);
            var properties = wanted.Write();
            RowChange change = before is null
                ? new RowChange.Insert(key, properties)
                : new RowChange.Replace(key, properties, before.ETag);
            var audit = new RowChange.Put(PacingRows.AuditKey(wanted.Journey, wanted.Since), properties);
            var result = await tables.CommitAsync(PacingRows.Table, PacingRows.Paused, [change, audit], cancellation);
            Forget();
            if (result is CommitResult.Committed)
            {
                // Read at once, so that the gauge tells it.
                await AllAsync(cancellation);
                return (wanted, false);
            }
        }

        throw new StorageUnavailableException($"Others decide about the sending of {wanted.Journey}; try again.");
    }

    // What is being read now may be older than what was just decided.
    private void Forget()
    {
        Interlocked.Increment(ref generation);
        latest = null;
    }

    private sealed record Snapshot(FrozenDictionary<string, Pause> Pauses, long ReadAt);
}
