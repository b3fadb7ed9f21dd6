using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.DeadLetters;

/// <summary>The effects that failed for good, as dead letters, and how their instances took it.</summary>
public sealed class FailedEffects(ITables tables, JourneyCatalog catalog, Advance advance)
{
    private const string EndedAt = "endedAt";

    /// <summary>All of one journey, or of all.</summary>
    public async Task<IReadOnlyList<DeadLetter>> AllAsync(string? journey, CancellationToken cancellation)
    {
        var partitions =
            from live in (await catalog.LiveAsync(cancellation)).Values
            where journey is null || live.Journey == journey
            from shard in Enumerable.Range(0, live.Shards)
            select OfShardAsync(InstanceRows.Partition(live.Journey, shard), cancellation);
        return [.. (await Task.WhenAll(partitions)).SelectMany(letters => letters)];
    }

    /// <summary>Those of one shard.</summary>
    public async Task<IReadOnlyList<DeadLetter>> OfShardAsync(string partition, CancellationToken cancellation)
    {
        var query = RowQuery.Prefixed(partition, LedgerRows.FailedPrefix);
        return [.. (await tables.QueryAllAsync(InstanceRows.Table, query, cancellation)).Select(Read)];
    }

    /// <summary>One; null when there is none of that id.</summary>
    public async Task<DeadLetter?> FindAsync(EffectId effect, CancellationToken cancellation)
    {
        if (await PartitionAsync(effect, cancellation) is not { } partition)
        {
            return null;
        }

        var key = LedgerRows.FailedKey(effect.ToString());
        return await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation) is { } row ? Read(row) : null;
    }

    /// <summary>Whether the instance still stands where the effect failed, or has gone on.</summary>
    public async Task<FailedStanding> StandingAsync(EffectId effect, CancellationToken cancellation)
    {
        var standing = await advance.TryLoadAsync(effect.Instance, cancellation);
        if (
            standing?.State is JourneyState.Held held
            && (held.Course.Run, held.Visit.Number) == (effect.Run, effect.Visit)
        )
        {
            return FailedStanding.Held;
        }

        return await IsTriedAgainAsync(effect, cancellation) ? FailedStanding.TriedAgain : FailedStanding.GoneOn;
    }

    /// <summary>Marks one as over; false when somebody else was faster.</summary>
    public async Task<bool> EndAsync(EffectId effect, DeadEnding ending, CancellationToken cancellation)
    {
        var key = LedgerRows.FailedKey(effect.ToString());
        if (
            await PartitionAsync(effect, cancellation) is not { } partition
            || await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation) is not { } row
            || row.Properties.ContainsKey(EndedAt)
        )
        {
            return false;
        }

        var properties = new Dictionary<string, object>(row.Properties, StringComparer.Ordinal)
        {
            ["replayed"] = ending.Replayed,
            [EndedAt] = ending.At.ToDateTimeOffset(),
            ["by"] = ending.By,
            ["result"] = ending.Result,
        };
        var change = new RowChange.Replace(key, properties, row.ETag);
        return await tables.CommitAsync(InstanceRows.Table, partition, [change], cancellation)
            is CommitResult.Committed;
    }

    // The visit did its work once more, whoever asked for it.
    private async Task<bool> IsTriedAgainAsync(EffectId effect, CancellationToken cancellation)
    {
        var partition = await advance.PartitionAsync(effect.Instance, cancellation);
        foreach (var prefix in new[] { LedgerRows.OpenPrefix, LedgerRows.OverPrefix })
        {
            var query = RowQuery.Prefixed(partition, $"{prefix}{effect.Instance}~{effect.Run}.{effect.Visit}.") with
            {
                Select = ["f"],
            };
            var rows = await tables.QueryAllAsync(InstanceRows.Table, query, cancellation);
            if (
                rows.Any(row =>
                    EffectId.TryParse(row.Row[prefix.Length..], out var other) && other.Attempt > effect.Attempt
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    private async Task<string?> PartitionAsync(EffectId effect, CancellationToken cancellation) =>
        InstanceId.TryParse(effect.Instance, out var id)
        && await catalog.FindAsync(id.Journey, cancellation) is { } journey
            ? InstanceRows.Partition(id.Journey, id.Shard(journey.Shards))
            : null;

    private static DeadLetter Read(TableRow row)
    {
        var entry = LedgerRows.Read(row);
        return new(
            entry.Id,
            DeadKind.Effect,
            row.Properties.GetValueOrDefault("failedAt") is DateTimeOffset at
                ? Instant.FromDateTimeOffset(at)
                : entry.ClaimedAt,
            entry.Detail ?? "it failed, and nobody said why"
        )
        {
            Source = entry.Journey,
            Type = entry.Kind,
            Contact = entry.Contact,
            Raw = entry.What,
            Tries = entry.Tries,
            Ending = row.Properties.GetValueOrDefault(EndedAt) is DateTimeOffset ended
                ? new(
                    row.Properties.GetValueOrDefault("replayed") is true,
                    row.Text("by") ?? "",
                    Instant.FromDateTimeOffset(ended),
                    row.Text("result") ?? ""
                )
                : null,
            ETag = row.ETag,
        };
    }
}

/// <summary>How an instance took it that an effect failed for good.</summary>
public enum FailedStanding
{
    /// <summary>It is held, and waits for an operator.</summary>
    Held,

    /// <summary>It has gone on by the step's way for failures, or somebody skipped or ended it.</summary>
    GoneOn,

    /// <summary>Somebody had it tried again.</summary>
    TriedAgain,
}
