using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.DeadLetters;

/// <summary>
/// All dead letters as one list, the newest first. Each shard's rows are sorted by the same keys, so a page is merged from
/// the shards' pages, and the last key says where the next one begins.
/// </summary>
public sealed class DeadLetterList(ITables tables, FailedEffects effects)
{
    /// <summary>The most rows of a shard that are read for one page; a page may be short, even empty, and have a next one.</summary>
    public const int RowsPerPage = 500;

    /// <summary>One page.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="top">The most in the page.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="PageTokenException"><paramref name="after"/> is no page's end.</exception>
    public async Task<(IReadOnlyList<DeadLetter> Letters, string? Next)> ReadAsync(
        DeadLetterFilter filter,
        int top,
        string? after,
        CancellationToken cancellation
    )
    {
        var from = after is null ? "" : Position(after);
        var portions = await Task.WhenAll(Sources(filter, from, top, cancellation));
        // Beyond the point where the first shard stopped reading, others may have something that belongs before it.
        var edge = portions.Select(portion => portion.Edge).OfType<string>().Min(StringComparer.Ordinal);
        var found = portions
            .SelectMany(portion => portion.Letters)
            .Where(letter => edge is null || string.CompareOrdinal(Key(letter), edge) <= 0)
            .OrderBy(Key, StringComparer.Ordinal)
            .ToList();
        if (found.Count <= top && edge is null && filter.WantsEvents)
        {
            // All that was kept in the first format is older than what was kept since.
            found.AddRange(await FirstFormatAsync(filter, from, cancellation));
        }

        var page = found.Take(top).ToList();
        var end = found.Count > top ? Key(page[^1]) : edge;
        return (await WithoutTriedAgainAsync(page, cancellation), end is null ? null : PageToken.Of("dead", end));
    }

    private static string Key(DeadLetter letter) => $"{SortableTime.Descending(letter.At)}~{letter.Id}";

    private static string Position(string after) =>
        PageToken.ReadKey(after) is ("dead", var key) ? key : throw new PageTokenException(after);

    private IEnumerable<Task<Portion>> Sources(
        DeadLetterFilter filter,
        string from,
        int top,
        CancellationToken cancellation
    )
    {
        for (var shard = 0; shard < DeadLetterRows.Shards && filter.WantsEvents; shard++)
        {
            yield return ShardAsync(shard, filter, from, top, cancellation);
        }

        if (filter.WantsEffects)
        {
            yield return EffectsAsync(filter, from, cancellation);
        }
    }

    private async Task<Portion> ShardAsync(
        int shard,
        DeadLetterFilter filter,
        string from,
        int top,
        CancellationToken cancellation
    )
    {
        var found = new List<DeadLetter>();
        var query = Range(shard, filter, from);
        for (var read = 0; read < RowsPerPage; )
        {
            var page = await tables.QueryAsync(DeadLetterRows.Table, query, cancellation);
            var letters = page.Rows.Select(DeadLetterRows.Read).ToList();
            read += letters.Count;
            found.AddRange(letters.Where(letter => IsMeant(letter, filter, from)));
            if (page.Next is null)
            {
                return new(found, null);
            }

            if (found.Count > top || read >= RowsPerPage)
            {
                return new(found, letters.Count > 0 ? Key(letters[^1]) : from);
            }

            query = query with { After = page.Next };
        }

        return new(found, null);
    }

    private static RowQuery Range(int shard, DeadLetterFilter filter, string from)
    {
        var prefix = filter.Over ? DeadLetterRows.OverPrefix : DeadLetterRows.OpenPrefix;
        var all = RowQuery.Prefixed(DeadLetterRows.Partition(shard), prefix);
        var first =
            from.Length > 0 ? from.Split('~')[0]
            : filter.Until is { } until ? SortableTime.Descending(until)
            : null;
        return all with
        {
            From = first is null ? all.From : prefix + first,
            Before = filter.Since is { } since ? $"{prefix}{SortableTime.Descending(since)}~~" : all.Before,
            Top = 100,
        };
    }

    private async Task<Portion> EffectsAsync(DeadLetterFilter filter, string from, CancellationToken cancellation)
    {
        var all = await effects.AllAsync(filter.Journey, cancellation);
        return new([.. all.Where(letter => IsMeant(letter, filter, from))], null);
    }

    private async Task<IEnumerable<DeadLetter>> FirstFormatAsync(
        DeadLetterFilter filter,
        string from,
        CancellationToken cancellation
    )
    {
        var rows = await tables.QueryAllAsync(DeadLetterRows.Table, DeadLetterRows.OfFirstFormat, cancellation);
        return rows.Select(DeadLetterRows.Read)
            .Where(letter => IsMeant(letter, filter, from))
            .OrderBy(Key, StringComparer.Ordinal);
    }

    private static bool IsMeant(DeadLetter letter, DeadLetterFilter filter, string from) =>
        string.CompareOrdinal(Key(letter), from) > 0 && filter.Means(letter);

    // Whoever had the step tried again has dealt with it, without naming the dead letter.
    private async Task<IReadOnlyList<DeadLetter>> WithoutTriedAgainAsync(
        List<DeadLetter> page,
        CancellationToken cancellation
    )
    {
        var looked = await Task.WhenAll(page.Select(letter => LookAsync(letter, cancellation)));
        return [.. looked.Where(letter => letter.Standing != FailedStanding.TriedAgain)];
    }

    /// <summary>An effect with how its instance took it; anything else as it is.</summary>
    public async Task<DeadLetter> LookAsync(DeadLetter letter, CancellationToken cancellation) =>
        letter is { Kind: DeadKind.Effect, Ending: null } && EffectId.TryParse(letter.Id, out var effect)
            ? letter with
            {
                Standing = await effects.StandingAsync(effect, cancellation),
            }
            : letter;

    /// <summary>What one source has.</summary>
    /// <param name="Letters">Those that are meant.</param>
    /// <param name="Edge">The key up to which it was read; null when it was read to its end.</param>
    private sealed record Portion(IReadOnlyList<DeadLetter> Letters, string? Edge);
}
