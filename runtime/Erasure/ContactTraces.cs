using System.Collections.Immutable;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Erasure;

/// <summary>By what a contact is known in all that is stored.</summary>
/// <param name="Contact">Its key.</param>
/// <param name="Addresses">Its mail addresses.</param>
/// <param name="Instances">Its instance of every journey that was ever published, whether it was ever in it or not.</param>
public sealed record ContactTraces(
    string Contact,
    ImmutableArray<string> Addresses,
    ImmutableArray<InstancePlace> Instances
)
{
    /// <summary>Whether the id of an effect, of a task or of an instance is of this contact.</summary>
    public bool Own(string? id) =>
        id is not null && Instances.Any(place => id.StartsWith(place.Instance, StringComparison.Ordinal));

    /// <summary>Whether a text that nobody could take in names this contact.</summary>
    public bool IsNamedIn(string text) =>
        Naming.Names(text, Contact)
        || Addresses.Any(address => Naming.Names(text, address))
        || Instances.Any(place => text.Contains(place.Instance, StringComparison.Ordinal));
}

/// <summary>Where the rows of an instance are.</summary>
/// <param name="Instance">Its id.</param>
/// <param name="Partition">Its partition in table <see cref="InstanceRows.Table"/>.</param>
public sealed record InstancePlace(string Instance, string Partition);

/// <summary>Gathers by what a contact is known.</summary>
public sealed class ContactTracer(ITables tables)
{
    private static readonly IReadOnlyList<string> Needed = ["shards"];

    /// <summary>The traces of a contact.</summary>
    /// <param name="contact">Its key.</param>
    /// <param name="addresses">The mail addresses it has besides.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ContactTraces> OfAsync(
        string contact,
        IEnumerable<string> addresses,
        CancellationToken cancellation
    )
    {
        var journeys = new SortedDictionary<string, int>(StringComparer.Ordinal);
        // A journey's shards never change; the publications name them even where nothing is live any more.
        await AddAsync(journeys, CatalogRows.AuditPrefix, cancellation);
        await AddAsync(journeys, CatalogRows.Live, cancellation);
        return new(
            contact,
            [.. addresses.Where(address => !address.Equals(contact, StringComparison.OrdinalIgnoreCase)).Distinct()],
            [.. journeys.Select(journey => Place(journey.Key, journey.Value, contact))]
        );
    }

    private static InstancePlace Place(string journey, int shards, string contact)
    {
        var id = InstanceId.For(journey, contact);
        return new(id.ToString(), InstanceRows.Partition(journey, id.Shard(shards)));
    }

    private async Task AddAsync(SortedDictionary<string, int> journeys, string prefix, CancellationToken cancellation)
    {
        var query = new RowQuery
        {
            From = prefix,
            Before = prefix + "~",
            Select = Needed,
        };
        foreach (var row in await tables.QueryAllAsync(CatalogRows.Table, query, cancellation))
        {
            journeys[row.Partition] = (int)row.Properties["shards"];
        }
    }
}
