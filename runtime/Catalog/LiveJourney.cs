using System.Collections.Frozen;
using NodaTime;

namespace Journeys.Runtime.Catalog;

/// <summary>A journey's pointer to its live version, which new runs begin with.</summary>
/// <param name="Journey">The journey's name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Version">The live version.</param>
/// <param name="PublishedAt">When it became live.</param>
/// <param name="By">Who published it.</param>
/// <param name="Shards">Over how many shards its instances are spread; settled when it was first published.</param>
/// <param name="Listening">
/// The event types that any of its versions ever entered on or listened for: instances may still be pinned to an older
/// one.
/// </param>
/// <param name="ETag">The mark of the row.</param>
public sealed record LiveJourney(
    string Journey,
    string Title,
    string Version,
    Instant PublishedAt,
    string By,
    int Shards,
    FrozenSet<string> Listening,
    string ETag
);
