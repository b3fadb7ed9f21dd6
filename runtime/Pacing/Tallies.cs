using System.Collections.Concurrent;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Pacing;

/// <summary>
/// Counts what becomes of the mails of each journey, and pauses its sending when too many fail. Those that were sent are
/// counted in memory and stored with every failure, or every <see cref="SentAtOnce"/>, so that a mail costs next to no
/// request; a process that dies forgets fewer than that.
/// </summary>
public sealed class Tallies(
    ITables tables,
    JourneyCatalog catalog,
    Pauses pauses,
    TimeProvider clock,
    ILogger<Tallies> log
)
{
    // A provider may say a lot.
    private const int MostWords = 300;

    /// <summary>After how many mails without a failure the count is stored.</summary>
    public const int SentAtOnce = 25;

    private const int Tries = 20;

    private readonly ConcurrentDictionary<string, Counted> unstored = new(StringComparer.Ordinal);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>A mail of a journey was sent.</summary>
    public Task SentAsync(string journey, CancellationToken cancellation) => CountAsync(journey, null, cancellation);

    /// <summary>A mail of a journey failed for good.</summary>
    public Task FailedAsync(string journey, MailFailure failure, CancellationToken cancellation) =>
        CountAsync(journey, failure, cancellation);

    private async Task CountAsync(string journey, MailFailure? failure, CancellationToken cancellation)
    {
        var counted = unstored.GetOrAdd(journey, static _ => new());
        var isEnough = counted.Add(failure);
        if (!isEnough)
        {
            return;
        }

        // Whoever holds the gate is told to end as well, and lets go.
        await counted.Gate.WaitAsync(CancellationToken.None);
        try
        {
            await StoreAsync(journey, counted, cancellation);
        }
        catch (Exception fault)
        {
            // It stays counted here, and is stored with the next one: what became of a mail must not depend on its being counted.
            RuntimeLog.NotCounted(log, journey, fault);
        }
        finally
        {
            counted.Gate.Release();
        }
    }

    private async Task StoreAsync(string journey, Counted counted, CancellationToken cancellation)
    {
        var live = await catalog.GetAsync(journey, cancellation);
        var rule = (await catalog.GetAsync(journey, live.Version, cancellation)).Definition.Sending.PauseAfter;
        var (sent, failures) = counted.Take();
        if (rule is null || (sent == 0 && failures.Count == 0))
        {
            return;
        }

        Tally tally;
        try
        {
            tally = await AddAsync(journey, sent, failures, cancellation);
        }
        catch
        {
            counted.PutBack(sent, failures);
            throw;
        }

        if (failures.Count > 0 && tally.Failed(rule.Of, Instant.MinValue, Now) >= rule.Failed)
        {
            await JudgeAsync(journey, rule, tally, failures[^1], cancellation);
        }
    }

    // Another process may have resumed it a moment ago, so what this one remembers does not count.
    private async Task JudgeAsync(
        string journey,
        PauseAfter rule,
        Tally tally,
        MailFailure newest,
        CancellationToken cancellation
    )
    {
        var before = await pauses.ReadAsync(journey, cancellation);
        var failed = tally.Failed(rule.Of, before?.Since ?? Instant.MinValue, Now);
        if (before is { Paused: true } || failed < rule.Failed)
        {
            return;
        }

        var why =
            $"{failed} of the last {Math.Min(rule.Of, tally.Total)} mails failed, the newest: {Plain.Short(Nameless(newest.Why), MostWords)}";
        await pauses.PauseAsync(journey, Pause.Itself, why, cancellation);
    }

    // Why a journey's sending is paused is told to whoever has a mail that waits; so it must not name whose mail failed.
    private static string Nameless(string words) =>
        string.Join(' ', words.Split(' ').Select(word => word.Contains('@') ? "…" : word));

    private async Task<Tally> AddAsync(
        string journey,
        int sent,
        List<MailFailure> failures,
        CancellationToken cancellation
    )
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var row = await tables.ReadAsync(PacingRows.Table, journey, PacingRows.Tally, cancellation);
            var tally = (row is null ? Tally.Empty : Tally.Read(row)).With(sent, failures, Now);
            RowChange change = row is null
                ? new RowChange.Insert(PacingRows.Tally, tally.Write())
                : new RowChange.Replace(PacingRows.Tally, tally.Write(), row.ETag);
            if (await tables.CommitAsync(PacingRows.Table, journey, [change], cancellation) is CommitResult.Committed)
            {
                return tally;
            }
        }

        throw new StorageUnavailableException($"The mails of {journey} could not be counted in {Tries} tries.");
    }

    private sealed class Counted
    {
        private readonly Lock gate = new();
        private List<MailFailure> failures = [];
        private int sent;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>Counts one mail.</summary>
        /// <returns>Whether it is time to store the count.</returns>
        public bool Add(MailFailure? failure)
        {
            lock (gate)
            {
                if (failure is null)
                {
                    sent++;
                }
                else
                {
                    failures.Add(failure);
                }

                return sent >= SentAtOnce || failures.Count > 0;
            }
        }

        public (int Sent, List<MailFailure> Failures) Take()
        {
            lock (gate)
            {
                var taken = (sent, failures);
                (sent, failures) = (0, []);
                return taken;
            }
        }

        public void PutBack(int moreSent, List<MailFailure> earlier)
        {
            lock (gate)
            {
                sent += moreSent;
                failures = [.. earlier, .. failures];
            }
        }
    }
}
