using System.Threading.Channels;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Erasure;

/// <summary>The orders to erase contacts and the receipts of those that were carried out, and the news that there is one.</summary>
public sealed class Erasures(ITables tables, TimeProvider clock)
{
    private readonly Channel<string> announced = Channel.CreateUnbounded<string>();

    /// <summary>The hashes of the contacts for which an order was given in this process, as they come.</summary>
    internal ChannelReader<string> Announced => announced.Reader;

    /// <summary>Tells whoever erases in this process that there is something to do.</summary>
    internal void Announce(string hash) => announced.Writer.TryWrite(hash);

    /// <summary>The order under way for a contact; null when there is none.</summary>
    internal async Task<ErasureOrder?> FindAsync(string hash, CancellationToken cancellation) =>
        await tables.ReadAsync(ErasureRows.Table, ErasureRows.Orders, hash, cancellation) is { } row
            ? ErasureRows.ReadOrder(row)
            : null;

    /// <summary>All orders under way.</summary>
    internal async Task<IReadOnlyList<ErasureOrder>> AllAsync(CancellationToken cancellation)
    {
        var query = new RowQuery { Partition = ErasureRows.Orders };
        var rows = await tables.QueryAllAsync(ErasureRows.Table, query, cancellation);
        return [.. rows.Select(ErasureRows.ReadOrder)];
    }

    /// <summary>Gives an order, unless one is under way.</summary>
    internal Task<CommitResult> GiveAsync(ErasureOrder order, CancellationToken cancellation) =>
        CommitAsync(new RowChange.Insert(order.Hash, ErasureRows.Write(order)), cancellation);

    /// <summary>Keeps how far an order has come.</summary>
    /// <returns>The order as it is stored; null when another process has taken over, or has ended it.</returns>
    internal async Task<ErasureOrder?> SaveAsync(ErasureOrder order, CancellationToken cancellation)
    {
        var touched = order with { TouchedAt = Instant.FromDateTimeOffset(clock.GetUtcNow()) };
        var change = new RowChange.Replace(order.Hash, ErasureRows.Write(touched), order.ETag);
        return await CommitAsync(change, cancellation) is CommitResult.Committed committed
            ? touched with
            {
                ETag = committed.ETags[0],
            }
            : null;
    }

    /// <summary>The order is carried out: leaves the receipt, and takes the order away with the last that names the contact.</summary>
    internal async Task<ErasureReceipt> CompleteAsync(ErasureOrder order, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var receipt = new ErasureReceipt(order.Receipt, order.Hash, order.By, order.At, now, order.Rows);
        var put = new RowChange.Put(ErasureRows.Receipt, ErasureRows.Write(receipt));
        var partition = ErasureRows.ReceiptPartition(order.Receipt);
        await tables.CommitAsync(ErasureRows.Table, partition, [put], cancellation);
        await CommitAsync(new RowChange.Delete(order.Hash), cancellation);
        return receipt;
    }

    /// <summary>A receipt by its id; null when there is none, or its erasure is still under way.</summary>
    internal async Task<ErasureReceipt?> ReceiptAsync(string id, CancellationToken cancellation)
    {
        var partition = ErasureRows.ReceiptPartition(id);
        return
            TableKey.IsPossible(partition)
            && await tables.ReadAsync(ErasureRows.Table, partition, ErasureRows.Receipt, cancellation) is { } row
            ? ErasureRows.ReadReceipt(id, row)
            : null;
    }

    private Task<CommitResult> CommitAsync(RowChange change, CancellationToken cancellation) =>
        tables.CommitAsync(ErasureRows.Table, ErasureRows.Orders, [change], cancellation);
}
