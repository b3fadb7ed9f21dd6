using System.Threading.Channels;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Catalog;

/// <summary>The orders to move those inside, as they are stored, and the news that there is one.</summary>
public sealed class MoveOrders(ITables tables, TimeProvider clock)
{
    private readonly Channel<string> announced = Channel.CreateUnbounded<string>();

    /// <summary>The journeys for which an order was given in this process, as they come.</summary>
    public ChannelReader<string> Announced => announced.Reader;

    /// <summary>Tells whoever moves instances in this process that there is something to do.</summary>
    public void Announce(string journey) => announced.Writer.TryWrite(journey);

    /// <summary>The order under way for a journey; null when there is none.</summary>
    public async Task<MoveOrder?> FindAsync(string journey, CancellationToken cancellation) =>
        await tables.ReadAsync(CatalogRows.Table, journey, CatalogRows.Order, cancellation) is { } row
            ? MoveOrder.Read(row)
            : null;

    /// <summary>All orders under way.</summary>
    public async Task<IReadOnlyList<MoveOrder>> AllAsync(CancellationToken cancellation)
    {
        // As for the live journeys: a small scan over the partitions of a small table.
        var query = new RowQuery { From = CatalogRows.Order, Before = CatalogRows.Order + "~" };
        var rows = await tables.QueryAllAsync(CatalogRows.Table, query, cancellation);
        return [.. rows.Select(MoveOrder.Read)];
    }

    /// <summary>Keeps how far an order has come.</summary>
    /// <returns>The order as it is stored; null when another one, or another process, has taken over.</returns>
    public async Task<MoveOrder?> SaveAsync(MoveOrder order, CancellationToken cancellation)
    {
        var touched = order with { TouchedAt = Instant.FromDateTimeOffset(clock.GetUtcNow()) };
        var change = new RowChange.Replace(CatalogRows.Order, touched.Write(), order.ETag);
        return
            await tables.CommitAsync(CatalogRows.Table, order.Journey, [change], cancellation)
                is CommitResult.Committed committed
            ? touched with
            {
                ETag = committed.ETags[0],
            }
            : null;
    }

    /// <summary>The order is carried out: takes it away, and writes what came of it beside the publication that gave it.</summary>
    public async Task CompleteAsync(MoveOrder order, CancellationToken cancellation)
    {
        var changes = await EndAsync(order, overtaken: false, cancellation);
        await tables.CommitAsync(CatalogRows.Table, order.Journey, changes, cancellation);
    }

    /// <summary>The changes that end an order, for a transaction.</summary>
    /// <param name="order">The order.</param>
    /// <param name="overtaken">Whether it ends because something else was published, and not because it was carried out.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<RowChange>> EndAsync(
        MoveOrder order,
        bool overtaken,
        CancellationToken cancellation
    )
    {
        var changes = new List<RowChange> { new RowChange.Delete(CatalogRows.Order, order.ETag) };
        if (await tables.ReadAsync(CatalogRows.Table, order.Journey, order.AuditRow, cancellation) is { } audit)
        {
            var properties = new Dictionary<string, object>(audit.Properties, StringComparer.Ordinal)
            {
                ["overtaken"] = overtaken,
            };
            order.WriteProgress(properties);
            changes.Add(new RowChange.Replace(order.AuditRow, properties, audit.ETag));
        }

        return changes;
    }
}
