using System.Collections.Immutable;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Catalog;

/// <summary>Reads who published what, the newest first.</summary>
public sealed class Publications(ITables tables)
{
    /// <summary>One page of a journey's publications.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="top">The most in the page.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<(IReadOnlyList<PublicationRecord> Records, string? Next)> ListAsync(
        string journey,
        int top,
        string? after,
        CancellationToken cancellation
    )
    {
        var query = RowQuery.Prefixed(journey, CatalogRows.AuditPrefix) with { Top = top, After = after };
        var page = await tables.QueryAsync(CatalogRows.Table, query, cancellation);
        return ([.. page.Rows.Select(PublicationRecord.Read)], page.Next);
    }

    /// <summary>The newest publication of the version that is live; null when the audit has lost it.</summary>
    public async Task<PublicationRecord?> NewestAsync(LiveJourney live, CancellationToken cancellation)
    {
        // Two publications of the same instant stand in no order.
        var (records, _) = await ListAsync(live.Journey, 10, null, cancellation);
        return records.FirstOrDefault(record => record.Version == live.Version);
    }

    /// <summary>When a journey was first published; null when it never was.</summary>
    public async Task<Instant?> FirstAsync(string journey, CancellationToken cancellation)
    {
        var query = RowQuery.Prefixed(journey, CatalogRows.AuditPrefix) with { Select = ["at"] };
        var rows = await tables.QueryAllAsync(CatalogRows.Table, query, cancellation);
        return rows is [.., var first] ? Instant.FromDateTimeOffset((DateTimeOffset)first.Properties["at"]) : null;
    }

    /// <summary>The sources of one version and the fields they were checked against; null when it was never published.</summary>
    public async Task<(Orchestrations.Definitions.JourneySources Sources, string? Fields)?> SourcesAsync(
        string journey,
        string version,
        CancellationToken cancellation
    )
    {
        var key = CatalogRows.VersionKey(version);
        var row = TableKey.IsPossible(key)
            ? await tables.ReadAsync(CatalogRows.Table, journey, key, cancellation)
            : null;
        return row is null ? null : CatalogRows.ReadSources(row);
    }
}

/// <summary>One publication, as it is kept.</summary>
/// <param name="Version">What was made live.</param>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Inside">What they chose for those inside.</param>
/// <param name="Map">Which step follows which.</param>
/// <param name="Result">What came of moving those inside; null while it is under way, and when nobody was to be moved.</param>
/// <param name="WasOvertaken">Whether something else was published before everybody was moved.</param>
public sealed record PublicationRecord(
    string Version,
    Instant At,
    string By,
    InsideChoice Inside,
    ImmutableSortedDictionary<string, string> Map,
    MoveOrder? Result,
    bool WasOvertaken
)
{
    /// <summary>What came of moving those inside, for people; null while it is under way, and when they stayed.</summary>
    public MovingProgress? Moving => Result is null ? null : Result.Progress(null) with { Overtaken = WasOvertaken };

    public static PublicationRecord Read(TableRow row) =>
        new(
            row.Text("version")!,
            Instant.FromDateTimeOffset((DateTimeOffset)row.Properties["at"]),
            row.Text("by")!,
            InsideWords.Read(row.Text("inside")),
            CatalogRows.ReadTexts(row, "map"),
            row.Properties.ContainsKey("moved") ? MoveOrder.Read(row) : null,
            row.Properties.GetValueOrDefault("overtaken") is true
        );
}
