using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Erasure;

/// <summary>
/// The marks of erased contacts, by which one that was erased is not taken in again. They are looked at only for a contact
/// that has no profile, so the events of contacts that are known cost nothing more.
/// </summary>
public sealed class ErasureMarks(ITables tables, ContactHash hash)
{
    /// <summary>Whether a contact was erased, and has not consented again since.</summary>
    public async Task<bool> AreOnAsync(string contact, CancellationToken cancellation) =>
        await hash.IfAnyAsync(contact, cancellation) is { } known
        && await ReceiptAsync(known, cancellation) is not null;

    /// <summary>The id of the receipt of the erasure that marked a contact; null when it bears no mark.</summary>
    internal async Task<string?> ReceiptAsync(string contactHash, CancellationToken cancellation) =>
        (await tables.ReadAsync(ErasureRows.Table, contactHash, ErasureRows.Mark, cancellation))?.Text("receipt");

    /// <summary>Marks a contact; doing it again changes nothing.</summary>
    internal Task PutAsync(ErasureOrder order, CancellationToken cancellation)
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = 1,
            ["receipt"] = order.Receipt,
            ["at"] = order.At.ToDateTimeOffset(),
        };
        var put = new RowChange.Put(ErasureRows.Mark, properties);
        return tables.CommitAsync(ErasureRows.Table, order.Hash, [put], cancellation);
    }

    /// <summary>Takes the mark away: the contact may be taken in again.</summary>
    internal Task RemoveAsync(string contactHash, CancellationToken cancellation) =>
        tables.CommitAsync(ErasureRows.Table, contactHash, [new RowChange.Delete(ErasureRows.Mark)], cancellation);
}
