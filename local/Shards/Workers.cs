using System.Collections.Concurrent;
using System.Threading.Channels;
using Journeys.Local.Clock;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Local.Shards;

/// <summary>
/// Performs effects, several at a time, and tells their instances. An effect whose instance does not wait for it is tried
/// again here when it fails for now; the others are tried again by the machine, which knows what they mean.
/// </summary>
internal sealed class Workers(
    EffectPerformer performer,
    Ledger ledger,
    LocalInstances instances,
    Activity activity,
    HostClock clock,
    ILogger logger
)
{
    /// <summary>How many effects are performed at a time.</summary>
    public const int Hands = 32;

    private readonly ConcurrentDictionary<string, LedgerEntry> underWay = new(StringComparer.Ordinal);
    private readonly Channel<LedgerEntry> work = Channel.CreateUnbounded<LedgerEntry>();

    /// <summary>Performs an effect, unless it is being performed already.</summary>
    public void Take(LedgerEntry entry)
    {
        if (!underWay.TryAdd(entry.Id, entry))
        {
            return;
        }

        activity.Begin();
        if (!work.Writer.TryWrite(entry))
        {
            // The host is stopping; the ledger keeps it for the next start.
            activity.End();
        }
    }

    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, Hands).Select(_ => WorkAsync(cancellation)));

    private async Task WorkAsync(CancellationToken cancellation)
    {
        try
        {
            while (await work.Reader.WaitToReadAsync(cancellation))
            {
                while (work.Reader.TryRead(out var entry))
                {
                    await FinishAsync(entry, cancellation);
                }
            }
        }
        catch (OperationCanceledException)
        {
            work.Writer.TryComplete();
        }
    }

    private async Task FinishAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        try
        {
            if (entry.NotBefore is { } at && at > clock.Now)
            {
                _ = AgainAsync(entry, at, cancellation);
            }
            else
            {
                await PerformAsync(entry, cancellation);
            }
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // Its result could not be told; the ledger keeps it open, and the next start performs it again.
            ShardLog.EffectBroken(logger, entry.Id, fault);
        }
        finally
        {
            activity.End();
        }
    }

    private async Task PerformAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        if (await TryAsync(entry, cancellation) is { } told)
        {
            await TellAsync(entry, told, cancellation);
            if (told is { IsToBeRepeated: true, Entry: { NotBefore: { } at } again })
            {
                ShardLog.EffectAgain(logger, entry.Id, at.ToDateTimeOffset(), again.Detail!);
                _ = AgainAsync(again, at, cancellation);
                return;
            }
        }

        underWay.TryRemove(entry.Id, out _);
    }

    // Nobody else tells the result before the next start, so it is not given up because the store is away, nor cut off
    // because the host is stopping.
    private Task<IReadOnlyList<AdvanceAnswer>> TellAsync(
        LedgerEntry entry,
        Told told,
        CancellationToken cancellation
    ) =>
        Retries.Short.UntilAnsweredAsync(
            () => instances.TellAsync(new(entry.Instance, entry.Contact, [told]), CancellationToken.None),
            (fault, pause) => ShardLog.EffectWaits(logger, entry.Id, pause, fault.Message),
            clock.Wall,
            cancellation
        );

    private async Task<Told?> TryAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        var current = entry;
        try
        {
            return await Retries.Short.UntilAnsweredAsync(
                async () =>
                {
                    // After a lost answer the ledger may know more than we do.
                    current ??= await ledger.FindAsync(entry.Id, cancellation) ?? entry;
                    var performing = current;
                    current = null;

                    // What ended it meanwhile, an answer of ours that was lost or the provider's word, was told with it.
                    return performing.Effect is null ? null : await performer.PerformAsync(performing, cancellation);
                },
                (fault, pause) => ShardLog.EffectWaits(logger, entry.Id, pause, fault.Message),
                clock.Wall,
                cancellation
            );
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // A fault of ours must be seen, by us in the log and by operators at the instance.
            ShardLog.EffectBroken(logger, entry.Id, fault);
            return new(
                new JourneyInput.EffectFailed(entry.Id, Failure.Permanent, fault.Message),
                entry.As(EffectStatus.Failed, fault.Message)
            );
        }
    }

    // Its contact may have been erased while it waited, and the effect with it.
    private async Task<bool> IsLeftAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        try
        {
            return await ledger.FindAsync(entry.Id, cancellation) is not null;
        }
        catch (StorageUnavailableException)
        {
            // Whoever performs it looks again.
            return true;
        }
    }

    private async Task AgainAsync(LedgerEntry entry, Instant at, CancellationToken cancellation)
    {
        await clock.UntilAsync(at, cancellation);
        activity.Begin();
        if (await IsLeftAsync(entry, cancellation))
        {
            await FinishAsync(entry, cancellation);
            return;
        }

        underWay.TryRemove(entry.Id, out _);
        activity.End();
    }
}
