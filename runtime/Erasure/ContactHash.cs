using System.Security.Cryptography;
using System.Text;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Erasure;

/// <summary>
/// What is left of an erased contact: a hash of its key that nobody can compute who has not this store's secret, so that a
/// list of addresses cannot be tried against the receipts alone. The secret is made once and never changes, because a
/// contact that comes back in years must still be recognised.
/// </summary>
public sealed class ContactHash(ITables tables, RuntimeSettings settings)
{
    private const string Partition = "secret";
    private const string Row = "secret";
    private const int Bytes = 32;

    // 128 bits: no two contacts share a hash by chance.
    private const int Digits = 32;

    private volatile byte[]? secret;
    private volatile bool isAbsent;

    /// <summary>The hash of a contact's key: 32 hexadecimal digits.</summary>
    public async Task<string> OfAsync(string contact, CancellationToken cancellation)
    {
        var known = secret ??= await SecretAsync(cancellation);
        return Of(known, contact);
    }

    /// <summary>The hash of a contact's key; null when there is no secret yet, so that nobody can have been erased.</summary>
    public async Task<string?> IfAnyAsync(string contact, CancellationToken cancellation)
    {
        if (secret is null && !isAbsent)
        {
            if (await ReadAsync(cancellation) is { } found)
            {
                secret = found;
            }
            else
            {
                // Where others write too, they may make it at any time; and it may have been made here since it was read.
                isAbsent = settings.SingleWriter;
            }
        }

        return secret is { } known ? Of(known, contact) : null;
    }

    private static string Of(byte[] secret, string contact)
    {
        // What the hash is for is part of it, so that the secret may serve another purpose without joining the two.
        var hash = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"erased contact\n{contact}"));
        return Convert.ToHexStringLower(hash)[..Digits];
    }

    private async Task<byte[]> SecretAsync(CancellationToken cancellation)
    {
        if (await ReadAsync(cancellation) is { } known)
        {
            return known;
        }

        var made = new Dictionary<string, object> { ["f"] = 1, ["secret"] = RandomNumberGenerator.GetBytes(Bytes) };
        await tables.CommitAsync(ErasureRows.Table, Partition, [new RowChange.Insert(Row, made)], cancellation);
        // Another process may have been faster; what stands there counts.
        return await ReadAsync(cancellation)
            ?? throw new StorageUnavailableException("The secret of erasures could not be kept; try again.");
    }

    private async Task<byte[]?> ReadAsync(CancellationToken cancellation) =>
        await tables.ReadAsync(ErasureRows.Table, Partition, Row, cancellation) is { } row
            ? (byte[])row.Properties["secret"]
            : null;
}
