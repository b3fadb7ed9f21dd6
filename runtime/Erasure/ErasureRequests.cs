using System.Collections.Immutable;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Erasure;

/// <summary>What people ask of erasures: what would go, that it goes, how far it is, and that a contact may come back.</summary>
public sealed class ErasureRequests(
    Erasures erasures,
    ErasureMarks marks,
    ContactHash hashes,
    ContactStore contacts,
    ContactTracer tracer,
    ContactEraser eraser,
    TimeProvider clock
)
{
    private const string Address = "email";

    private const int ReceiptLetters = 20;

    /// <summary>Counts what is kept about a contact.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(string contact, CancellationToken cancellation) =>
        await eraser.CountAsync(await TracesAsync(contact, cancellation), cancellation);

    /// <summary>By what a contact is known.</summary>
    public async Task<ContactTraces> TracesAsync(string contact, CancellationToken cancellation) =>
        await tracer.OfAsync(contact, await AddressesAsync(contact, cancellation), cancellation);

    /// <summary>The newest erasure of a contact, if it is under way or the contact has not consented again since; null otherwise.</summary>
    public async Task<ErasureState?> FindAsync(string contact, CancellationToken cancellation)
    {
        var hash = await hashes.OfAsync(contact, cancellation);
        if (await erasures.FindAsync(hash, cancellation) is { } order)
        {
            return ErasureState.Of(order);
        }

        return
            await marks.ReceiptAsync(hash, cancellation) is { } id
            && await erasures.ReceiptAsync(id, cancellation) is { } receipt
            ? ErasureState.Of(receipt)
            : null;
    }

    /// <summary>An erasure by the id of its receipt; null when there is none.</summary>
    public async Task<ErasureState?> ReceiptAsync(string id, CancellationToken cancellation)
    {
        if (await erasures.ReceiptAsync(id, cancellation) is { } receipt)
        {
            return ErasureState.Of(receipt);
        }

        var order = (await erasures.AllAsync(cancellation)).FirstOrDefault(order => order.Receipt == id);
        return order is null ? null : ErasureState.Of(order);
    }

    /// <summary>
    /// Gives the order to erase a contact; whoever erases in this process begins at once. While one is under way, and when
    /// the contact was erased before and nothing came since, no new one is given.
    /// </summary>
    /// <param name="contact">The contact's key.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="cancellation">Ends the wait; the order stands once it is given.</param>
    /// <returns>The erasure; null when nothing is kept about such a contact, and never was.</returns>
    public async Task<ErasureState?> EraseAsync(string contact, string by, CancellationToken cancellation)
    {
        var hash = await hashes.OfAsync(contact, cancellation);
        if (await FindAsync(contact, cancellation) is { } earlier)
        {
            if (!earlier.IsDone || (await CountAsync(contact, cancellation)).Count == 0)
            {
                erasures.Announce(hash);
                return earlier;
            }
        }
        else if (
            !await contacts.ExistsAsync(contact, cancellation)
            && (await CountAsync(contact, cancellation)).Count == 0
        )
        {
            return null;
        }

        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var id = StableHash.Base32($"{hash}\n{now.ToUnixTimeTicks()}", ReceiptLetters);
        var addresses = await AddressesAsync(contact, cancellation);
        await erasures.GiveAsync(new(hash, id, contact, by, now, addresses), cancellation);
        erasures.Announce(hash);
        // Somebody else may have given the order at the same moment; then it is theirs.
        return await FindAsync(contact, cancellation)
            ?? throw new StorageUnavailableException("The order could not be kept; send it again.");
    }

    /// <summary>Lets an erased contact be taken in again, because it consented anew.</summary>
    /// <exception cref="StorageUnavailableException">It is being erased at this moment; come again in a while.</exception>
    public async Task LiftAsync(string contact, CancellationToken cancellation)
    {
        var hash = await hashes.OfAsync(contact, cancellation);
        if (await erasures.FindAsync(hash, cancellation) is { } order)
        {
            if (order.Phase == ErasurePhase.Watching)
            {
                await eraser.EraseAsync(hash, isOver: true, cancellation);
            }

            if (await erasures.FindAsync(hash, cancellation) is not null)
            {
                throw new StorageUnavailableException(
                    "The contact is being erased at this moment, so its new consent cannot be kept yet; send it again."
                );
            }
        }

        // A process that died late may have left the fence.
        await contacts.UnfenceAsync(contact, cancellation);
        await marks.RemoveAsync(hash, cancellation);
        contacts.Forget(contact);
    }

    /// <summary>What is kept instead of an event of an erased contact: the hash of the contact.</summary>
    public Task<string> HashAsync(string contact, CancellationToken cancellation) =>
        hashes.OfAsync(contact, cancellation);

    private async Task<ImmutableArray<string>> AddressesAsync(string contact, CancellationToken cancellation) =>
        (await contacts.ReadAsync(contact, cancellation)).Profile.Text(Address) is { Length: > 0 } address
            ? [address]
            : [];
}

/// <summary>How an erasure stands.</summary>
/// <param name="Receipt">The id of its receipt.</param>
/// <param name="Hash">The contact's hash.</param>
/// <param name="By">Who gave the order.</param>
/// <param name="At">When.</param>
/// <param name="Status"><c>removing</c>, <c>watching</c> or <c>done</c>.</param>
/// <param name="DoneAt">When the order was gone too, or will be; null while rows are being removed.</param>
/// <param name="Rows">How many rows and messages of each kind there were; empty until they are counted.</param>
/// <param name="Removed">How many of these are gone.</param>
public sealed record ErasureState(
    string Receipt,
    string Hash,
    string By,
    Instant At,
    string Status,
    Instant? DoneAt,
    IReadOnlyDictionary<string, int> Rows,
    int Removed
)
{
    public const string Removing = "removing";

    public const string Watching = "watching";

    public const string Done = "done";

    public bool IsDone => Status == Done;

    internal static ErasureState Of(ErasureOrder order) =>
        new(
            order.Receipt,
            order.Hash,
            order.By,
            order.At,
            order.Phase == ErasurePhase.Watching ? Watching : Removing,
            order.GoneAt + ContactEraser.Grace,
            order.Rows,
            order.Removed
        );

    internal static ErasureState Of(ErasureReceipt receipt) =>
        new(
            receipt.Id,
            receipt.Hash,
            receipt.By,
            receipt.At,
            Done,
            receipt.DoneAt,
            receipt.Rows,
            receipt.Rows.Values.Sum()
        );
}
