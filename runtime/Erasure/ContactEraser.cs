using Journeys.Runtime.Contacts;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Erasure;

/// <summary>
/// Carries out the orders to erase contacts. First a mark says for good that the contact was erased, and a fence in the
/// place of its profile keeps every process from recording anything of it or deciding anything about it; then everything is
/// counted, and removed. What was under way at that moment may still write a row, so it is looked again until nothing that
/// had begun before can be alive (<see cref="Grace"/>); then the fence and the order go, and a receipt stays.
/// </summary>
/// <remarks>
/// Each step may be done twice. Whoever dies is followed by another one: the order's row names the contact and how far it
/// came. Whoever works at an order writes its row before it changes anything, and again before it removes anything; so of
/// two processes only the one that wrote last goes on, and neither goes on with an order that is ended, after which the
/// contact may be there again.
/// </remarks>
public sealed class ContactEraser(
    Erasures erasures,
    ErasureMarks marks,
    ContactStore contacts,
    ContactTracer tracer,
    IEnumerable<IContactPlace> places,
    IEnumerable<IInstanceMemory> memories,
    TimeProvider clock,
    ILogger<ContactEraser> log
)
{
    /// <summary>
    /// How long it is watched for what was under way: longer than Azure lets a function run (10 minutes, host.json), or a
    /// provider takes to answer.
    /// </summary>
    public static readonly Duration Grace = Duration.FromMinutes(15);

    // How many finds are removed between two reports of how far it has come.
    private const int Portion = 1_000;

    // What is changed while it is removed is found by a second look, and mostly by no third one.
    private const int Looks = 20;

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Carries out every order that nobody works at. One that fails holds up none of the others.</summary>
    /// <param name="leftAlone">How long nobody must have worked at one.</param>
    /// <param name="cancellation">Ends it; the next round goes on.</param>
    public async Task EraseAllAsync(Duration leftAlone, CancellationToken cancellation)
    {
        foreach (var order in await erasures.AllAsync(cancellation))
        {
            if (order.TouchedAt + leftAlone <= Now)
            {
                await TryAsync(order.Hash, order, cancellation);
            }
        }
    }

    /// <summary>Carries out the order that was just given for a contact, unless somebody has done so already.</summary>
    /// <param name="hash">The contact's hash.</param>
    /// <param name="cancellation">Ends it; the next round goes on.</param>
    internal Task EraseGivenAsync(string hash, CancellationToken cancellation) => TryAsync(hash, null, cancellation);

    // What fails here fails for this contact alone, and must be seen; a store that does not answer fails for all.
    private async Task TryAsync(string hash, ErasureOrder? order, CancellationToken cancellation)
    {
        try
        {
            order ??= await erasures.FindAsync(hash, cancellation);
            await EraseAsync(hash, isOver: false, cancellation);
        }
        catch (Exception fault) when (fault is not StorageUnavailableException && !cancellation.IsCancellationRequested)
        {
            RuntimeLog.ErasureFailed(log, order?.Receipt, fault.GetType().Name, fault.StackTrace);
        }
    }

    /// <summary>Carries an order out as far as it can be now.</summary>
    /// <param name="hash">The contact's hash.</param>
    /// <param name="isOver">Whether nothing can be under way any more, or may be kept if it is.</param>
    /// <param name="cancellation">Ends it; the next round goes on.</param>
    /// <exception cref="StorageUnavailableException">The store does not answer; whoever goes on finds what is left.</exception>
    internal async Task EraseAsync(string hash, bool isOver, CancellationToken cancellation)
    {
        if (
            await erasures.FindAsync(hash, cancellation) is not { } found
            || await erasures.SaveAsync(found, cancellation) is not { } order
        )
        {
            return;
        }

        var traces = await tracer.OfAsync(order.Contact, order.Addresses, cancellation);
        if (order.Phase != ErasurePhase.Watching && !await CloseAsync(order, cancellation))
        {
            return;
        }

        if (order.Phase == ErasurePhase.Given)
        {
            var counted = order with { Phase = ErasurePhase.Removing, Rows = await CountAsync(traces, cancellation) };
            if (await erasures.SaveAsync(counted, cancellation) is not { } saved)
            {
                return;
            }

            order = saved;
        }

        if (await RemoveAsync(order, traces, cancellation) is not { } gone)
        {
            // Another process goes on with it.
            return;
        }

        if (isOver || Now >= gone.GoneAt + Grace)
        {
            await CompleteAsync(gone, cancellation);
        }
    }

    // Marks and fences the contact, unless another process has ended the order meanwhile: nobody would take the fence away.
    private async Task<bool> CloseAsync(ErasureOrder order, CancellationToken cancellation)
    {
        await marks.PutAsync(order, cancellation);
        await contacts.FenceAsync(order.Contact, cancellation);
        if (await erasures.FindAsync(order.Hash, cancellation) is not null)
        {
            return true;
        }

        await contacts.UnfenceAsync(order.Contact, cancellation);
        return false;
    }

    /// <summary>How much of each kind there is about a contact.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> CountAsync(
        ContactTraces traces,
        CancellationToken cancellation
    )
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var place in places)
        {
            await foreach (var find in place.FindAsync(traces, cancellation))
            {
                counts[find.Kind] = counts.GetValueOrDefault(find.Kind) + 1;
            }
        }

        return counts;
    }

    private async Task<ErasureOrder?> RemoveAsync(
        ErasureOrder order,
        ContactTraces traces,
        CancellationToken cancellation
    )
    {
        foreach (var place in places)
        {
            for (var look = 1; ; look++)
            {
                var (after, found) = await RemoveAsync(order, place, traces, cancellation);
                if (after is null)
                {
                    return null;
                }

                order = after;
                if (found == 0)
                {
                    break;
                }

                if (look == Looks)
                {
                    throw new StorageUnavailableException(
                        $"What is kept about a contact changed {Looks} times while it was removed; it is gone on with."
                    );
                }
            }
        }

        var gone = order with { Phase = ErasurePhase.Watching, GoneAt = order.GoneAt ?? Now };
        if (await erasures.SaveAsync(gone, cancellation) is not { } saved)
        {
            return null;
        }

        await ForgetAsync(saved, traces, cancellation);
        return saved;
    }

    // One look at one place. No order: another process has taken over.
    private async Task<(ErasureOrder? Order, int Found)> RemoveAsync(
        ErasureOrder order,
        IContactPlace place,
        ContactTraces traces,
        CancellationToken cancellation
    )
    {
        var found = 0;
        var portion = new List<ContactFind>();
        var current = order;
        await foreach (var find in place.FindAsync(traces, cancellation))
        {
            if (find.IsFence)
            {
                continue;
            }

            portion.Add(find);
            found++;
            if (portion.Count == Portion)
            {
                if (await RemoveAsync(current, place, portion, cancellation) is not { } saved)
                {
                    return (null, found);
                }

                current = saved;
                portion.Clear();
            }
        }

        return (await RemoveAsync(current, place, portion, cancellation), found);
    }

    private async Task<ErasureOrder?> RemoveAsync(
        ErasureOrder order,
        IContactPlace place,
        List<ContactFind> portion,
        CancellationToken cancellation
    )
    {
        if (portion.Count == 0)
        {
            return order;
        }

        if (await erasures.SaveAsync(order, cancellation) is not { } saved)
        {
            return null;
        }

        await place.RemoveAsync(portion, cancellation);
        return Counted(saved, portion);
    }

    // What came after everything was gone was not counted before.
    private static ErasureOrder Counted(ErasureOrder order, List<ContactFind> removed)
    {
        var rows = new SortedDictionary<string, int>(new Dictionary<string, int>(order.Rows), StringComparer.Ordinal);
        if (order.Phase == ErasurePhase.Watching)
        {
            foreach (var find in removed)
            {
                rows[find.Kind] = rows.GetValueOrDefault(find.Kind) + 1;
            }
        }

        return order with
        {
            Removed = order.Removed + removed.Count,
            Rows = rows,
        };
    }

    private async Task ForgetAsync(ErasureOrder order, ContactTraces traces, CancellationToken cancellation)
    {
        contacts.Forget(order.Contact);
        foreach (var memory in memories)
        {
            foreach (var place in traces.Instances)
            {
                await memory.ForgetAsync(place, cancellation);
            }
        }
    }

    private async Task CompleteAsync(ErasureOrder order, CancellationToken cancellation)
    {
        await contacts.UnfenceAsync(order.Contact, cancellation);
        var receipt = await erasures.CompleteAsync(order, cancellation);
        // Whoever fenced it in between still saw the order.
        await contacts.UnfenceAsync(order.Contact, cancellation);
        RuntimeLog.Erased(log, receipt.Id, receipt.Rows.Values.Sum());
    }
}
