using System.Security.Cryptography;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Links;

/// <summary>
/// Where the key of signed links comes from: the setting, or, where there is none, a row that the first process makes and
/// all others read. Whoever can read the tables can then make links; a setting keeps the key apart from the data.
/// </summary>
public sealed class LinkKeyStore(ITables tables, RuntimeSettings settings)
{
    public const string Table = "Keys";

    private const string Partition = "links";
    private const string Row = "made";
    private const string Property = "key";

    private volatile SignedLinks? links = settings.LinkKeys is { } given ? new(given) : null;

    /// <summary>The links of this host; read once.</summary>
    /// <exception cref="StorageUnavailableException">The key's row can be neither read nor made just now.</exception>
    public async ValueTask<SignedLinks> GetAsync(CancellationToken cancellation) =>
        links ??= new(LinkKeys.Of(await ReadAsync(cancellation) ?? await MakeAsync(cancellation)));

    private async Task<byte[]?> ReadAsync(CancellationToken cancellation) =>
        (await tables.ReadAsync(Table, Partition, Row, cancellation))?.Properties[Property] as byte[];

    private async Task<byte[]> MakeAsync(CancellationToken cancellation)
    {
        var made = new Dictionary<string, object> { [Property] = RandomNumberGenerator.GetBytes(LinkKeys.Least) };

        // Another process may be faster, or the answer may have been lost: the row that is there is the one that counts.
        await tables.CommitAsync(Table, Partition, [new RowChange.Insert(Row, made)], cancellation);
        return await ReadAsync(cancellation)
            ?? throw new StorageUnavailableException("The key of links was made and cannot be read; try again.");
    }
}
