using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Catalog;

/// <summary>
/// Publishes journeys: checks everything first, then writes version, pointer and audit in one transaction. Instances stay
/// on the version they began with; new runs begin with this one.
/// </summary>
public sealed class Publisher(
    ITables tables,
    JourneyCatalog catalog,
    Workspace workspace,
    RuntimeSettings settings,
    TimeProvider clock,
    ILogger<Publisher> log
)
{
    private const int Tries = 20;

    /// <summary>Publishes a journey.</summary>
    /// <param name="journey">The name it is to have, which its file must bear too.</param>
    /// <param name="request">Its files.</param>
    /// <param name="by">Who publishes it, for the audit.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Publication> PublishAsync(
        string journey,
        PublishRequest request,
        string by,
        CancellationToken cancellation
    )
    {
        var teamsBag = new DiagnosticBag("teams.json");
        var teams = request.Teams is { } text ? Teams.Read(text, teamsBag) : await workspace.TeamsAsync(cancellation);
        var fields = request.Fields ?? await workspace.FieldsAsync(cancellation);
        var sources = SourcesOf(journey, request);
        var compilation = JourneyCompiler.Compile(
            sources,
            fields,
            // While the teams cannot be read, nobody knows which there are.
            teams.ByName.IsEmpty && teamsBag.HasErrors
                ? null
                : teams
        );
        ImmutableArray<Diagnostic> found = [.. teamsBag.Items, .. compilation.Diagnostics];
        if (compilation.Journey is not { } compiled || teamsBag.HasErrors)
        {
            return new Publication.Refused(found);
        }

        await workspace.WriteAsync(request.Teams, request.Fields, cancellation);
        var changed = await WriteAsync(compiled, fields, by, cancellation);
        catalog.Forget();
        if (changed)
        {
            RuntimeLog.Published(log, journey, sources.Version, by);
        }

        return new Publication.Published(
            new(journey, sources.Version, changed, [.. found.Select(finding => finding.ToString())])
        );
    }

    private static JourneySources SourcesOf(string journey, PublishRequest request) =>
        new(
            journey,
            request.Definition,
            request.Emails.ToImmutableSortedDictionary(StringComparer.Ordinal),
            request.Calendars.ToImmutableSortedDictionary(StringComparer.Ordinal)
        );

    // False: this very content is live already.
    private async Task<bool> WriteAsync(
        PublishedJourney compiled,
        string? fields,
        string by,
        CancellationToken cancellation
    )
    {
        var journey = compiled.Definition.Name;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var row = await tables.ReadAsync(CatalogRows.Table, journey, CatalogRows.Live, cancellation);
            var live = row is null ? null : CatalogRows.ReadLive(row);
            if (live?.Version == compiled.Sources.Version)
            {
                return false;
            }

            var changes = await ChangesAsync(compiled, fields, live, by, cancellation);
            if (await tables.CommitAsync(CatalogRows.Table, journey, changes, cancellation) is CommitResult.Committed)
            {
                return true;
            }
        }

        throw new StorageUnavailableException($"Journey {journey} was published {Tries} times meanwhile; try again.");
    }

    private async Task<List<RowChange>> ChangesAsync(
        PublishedJourney compiled,
        string? fields,
        LiveJourney? before,
        string by,
        CancellationToken cancellation
    )
    {
        var definition = compiled.Definition;
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var live = new LiveJourney(
            definition.Name,
            definition.Title,
            compiled.Sources.Version,
            now,
            by,
            before?.Shards ?? settings.Shards,
            definition.Concerning.Concat(before?.Listening ?? []).ToFrozenSet(),
            before?.ETag ?? ""
        );
        var pointer = CatalogRows.Write(live);
        var changes = new List<RowChange>
        {
            before is null
                ? new RowChange.Insert(CatalogRows.Live, pointer)
                : new RowChange.Replace(CatalogRows.Live, pointer, before.ETag),
            new RowChange.Put(CatalogRows.AuditKey(now, live.Version), pointer),
        };
        var key = CatalogRows.VersionKey(live.Version);
        if (await tables.ReadAsync(CatalogRows.Table, definition.Name, key, cancellation) is null)
        {
            changes.Add(new RowChange.Insert(key, CatalogRows.Write(compiled.Sources, fields)));
        }

        return changes;
    }
}

/// <summary>What came of publishing.</summary>
public abstract record Publication
{
    private Publication() { }

    /// <summary>It is live.</summary>
    public sealed record Published(PublishAnswer Answer) : Publication;

    /// <summary>There are errors; nothing was changed.</summary>
    public sealed record Refused(ImmutableArray<Diagnostic> Diagnostics) : Publication;
}
