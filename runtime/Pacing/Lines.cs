using System.Collections.Concurrent;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Pacing;

/// <summary>
/// Draws turns. A line is one small row, replaced only if nobody else has drawn since it was read; so of any number of
/// processes no two draw the same turn, and a restart goes on behind the turns that were drawn. Whatever wants a turn of
/// the same line while one is being drawn draws together with others, in one write. A turn whose write was not answered
/// may be lost; nobody else gets it.
/// </summary>
public sealed class Lines(ITables tables)
{
    private const int Tries = 50;

    private readonly ConcurrentDictionary<string, Queue> queues = new(StringComparer.Ordinal);

    /// <summary>Draws a turn.</summary>
    /// <param name="line">A journey, or <see cref="PacingRows.OfAll"/>.</param>
    /// <param name="rate">What holds.</param>
    /// <param name="now">The instant of drawing.</param>
    /// <param name="owned">The midnight of the day whose number counts this mail already; null: none does.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">The store does not answer; draw again.</exception>
    public Task<Slot> DrawAsync(
        string line,
        SendingRate rate,
        Instant now,
        Instant? owned,
        CancellationToken cancellation
    ) => AskAsync(line, new((Line stands, out Line next) => stands.Draw(rate, now, owned, out next)), cancellation);

    /// <summary>Lets a mail go that has its turns, or draws another one: <see cref="Line.Go"/>.</summary>
    /// <param name="journey">Its journey.</param>
    /// <param name="rate">What holds.</param>
    /// <param name="turn">The instant it owns; now, if it owns none.</param>
    /// <param name="now">The instant of asking.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">The store does not answer; ask again.</exception>
    public Task<Slot> GoAsync(
        string journey,
        SendingRate rate,
        Instant turn,
        Instant now,
        CancellationToken cancellation
    ) => AskAsync(journey, new((Line stands, out Line next) => stands.Go(rate, turn, now, out next)), cancellation);

    private async Task<Slot> AskAsync(string line, Wish wish, CancellationToken cancellation)
    {
        var queue = queues.GetOrAdd(line, static _ => new());
        queue.Wishes.Enqueue(wish);
        // Whoever holds the gate is told to end as well, and lets go.
        await queue.Gate.WaitAsync(CancellationToken.None);
        try
        {
            if (!wish.Slot.Task.IsCompleted)
            {
                await DrawAllAsync(line, queue, cancellation);
            }
        }
        finally
        {
            queue.Gate.Release();
        }

        return await wish.Slot.Task;
    }

    private async Task DrawAllAsync(string key, Queue queue, CancellationToken cancellation)
    {
        var wishes = new List<Wish>();
        while (queue.Wishes.TryDequeue(out var wish))
        {
            wishes.Add(wish);
        }

        try
        {
            var turns = await DrawAllAsync(key, queue, wishes, cancellation);
            foreach (var (wish, turn) in wishes.Zip(turns))
            {
                wish.Slot.SetResult(turn);
            }
        }
        catch (Exception fault)
        {
            // What is stored is doubtful now, and everybody who drew together must draw again.
            queue.Known = null;
            var told =
                fault is OperationCanceledException
                    ? new StorageUnavailableException("Drawing a turn was cut off; it is drawn again.", fault)
                    : fault;
            wishes.ForEach(wish => wish.Slot.SetException(told));
        }
    }

    private async Task<List<Slot>> DrawAllAsync(
        string key,
        Queue queue,
        List<Wish> wishes,
        CancellationToken cancellation
    )
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (line, etag) = queue.Known ??= await ReadAsync(key, cancellation);
            var turns = new List<Slot>(wishes.Count);
            foreach (var wish in wishes)
            {
                turns.Add(wish.Take(line, out line));
            }

            RowChange change = etag is null
                ? new RowChange.Insert(PacingRows.Line, line.Write())
                : new RowChange.Replace(PacingRows.Line, line.Write(), etag);
            var result = await tables.CommitAsync(PacingRows.Table, key, [change], cancellation);
            queue.Known = result is CommitResult.Committed stored ? (line, stored.ETags[0]) : null;
            if (queue.Known is not null)
            {
                return turns;
            }
        }

        throw new StorageUnavailableException($"No turn of {key} could be drawn in {Tries} tries; it is drawn again.");
    }

    private async Task<(Line Line, string? ETag)> ReadAsync(string key, CancellationToken cancellation) =>
        await tables.ReadAsync(PacingRows.Table, key, PacingRows.Line, cancellation) is { } row
            ? (Line.Read(row), row.ETag)
            : (Line.Empty(new(null, null)), null);

    private sealed class Queue
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public ConcurrentQueue<Wish> Wishes { get; } = new();

        /// <summary>The line as it was stored last by this process; null when it must be read.</summary>
        public (Line Line, string? ETag)? Known { get; set; }
    }

    private delegate Slot Take(Line stands, out Line next);

    private sealed record Wish(Take Take)
    {
        public TaskCompletionSource<Slot> Slot { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
