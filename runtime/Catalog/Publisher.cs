using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime.Api;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Catalog;

/// <summary>
/// Publishes journeys: checks everything first, then writes version, pointer, audit and the order to move those inside in one
/// transaction. New runs begin with the new version; what becomes of the others is the publisher's choice.
/// </summary>
public sealed class Publisher(
    ITables tables,
    JourneyCatalog catalog,
    Workspace workspace,
    InstanceStore instances,
    MoveOrders orders,
    RuntimeSettings settings,
    TimeProvider clock,
    ILogger<Publisher> log
)
{
    private const int Tries = 20;

    /// <summary>Publishes a journey, whatever is live.</summary>
    /// <inheritdoc cref="PublishAsync(string, PublishRequest, string, LiveCondition, CancellationToken)"/>
    public Task<Publication> PublishAsync(
        string journey,
        PublishRequest request,
        string by,
        CancellationToken cancellation
    ) => PublishAsync(journey, request, by, LiveCondition.None, cancellation);

    /// <summary>Publishes a journey.</summary>
    /// <param name="journey">The name it is to have, which its file must bear too.</param>
    /// <param name="request">Its files, and what becomes of those inside.</param>
    /// <param name="by">Who publishes it, for the audit.</param>
    /// <param name="condition">What must be live now.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Publication> PublishAsync(
        string journey,
        PublishRequest request,
        string by,
        LiveCondition condition,
        CancellationToken cancellation
    )
    {
        var teamsBag = new DiagnosticBag("teams.json");
        var teams = request.Teams is { } text ? Teams.Read(text, teamsBag) : await workspace.TeamsAsync(cancellation);
        var fields = request.Fields ?? await workspace.FieldsAsync(cancellation);
        var compilation = JourneyCompiler.Compile(VersionSources.Of(journey, request), fields, teams);
        ImmutableArray<Diagnostic> found = [.. teamsBag.Items, .. compilation.Diagnostics];
        return compilation.Journey is not { } compiled || teamsBag.HasErrors
            ? new Publication.Refused(found)
            : await WriteAsync(new(compiled, fields, request, by, condition, found), cancellation);
    }

    private async Task<Publication> WriteAsync(Draft draft, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var situation = await LookAsync(draft, cancellation);
            if (Objection(draft, situation) is { } objection)
            {
                return objection;
            }

            if (attempt == 1)
            {
                // Before the journey, which may name what is new in them.
                await workspace.WriteAsync(draft.Request.Teams, draft.Request.Fields, cancellation);
            }

            var plan = await PlanAsync(draft, situation, cancellation);
            if (
                plan.Changes.Count == 0
                || await tables.CommitAsync(CatalogRows.Table, draft.Name, plan.Changes, cancellation)
                    is CommitResult.Committed
            )
            {
                return Published(draft, situation, plan);
            }
        }

        throw new StorageUnavailableException(
            $"Journey {draft.Name} was published {Tries} times meanwhile; try again."
        );
    }

    private Publication.Published Published(Draft draft, Situation situation, Plan plan)
    {
        catalog.Forget();
        var isNew = situation.Live?.Version != draft.Version;
        if (isNew)
        {
            RuntimeLog.Published(log, draft.Name, draft.Version, draft.By);
        }

        if (plan.Order is not null)
        {
            orders.Announce(draft.Name);
        }

        return new(
            new(
                draft.Name,
                draft.Version,
                isNew,
                [.. draft.Found.Select(finding => finding.ToString())],
                plan.Order?.Progress(situation.Funnel?.OutsideOf(draft.Version) ?? 0)
            )
        );
    }

    private async Task<Situation> LookAsync(Draft draft, CancellationToken cancellation)
    {
        var row = await tables.ReadAsync(CatalogRows.Table, draft.Name, CatalogRows.Live, cancellation);
        if (row is null)
        {
            return new(null, null, null, null);
        }

        var live = CatalogRows.ReadLive(row);
        return new(
            live,
            await catalog.GetAsync(live.Journey, live.Version, cancellation),
            await orders.FindAsync(draft.Name, cancellation),
            draft.Request.Inside == InsideChoice.Stay ? null : await instances.CountAsync(live, cancellation)
        );
    }

    // Null: nothing speaks against it.
    private static Publication? Objection(Draft draft, Situation situation)
    {
        var live = situation.Live;
        // Whoever repeats a request whose answer was lost finds its own version live, which is what it wanted.
        if (live?.Version != draft.Version && !draft.Condition.Holds(live))
        {
            return new Publication.Overtaken(live);
        }

        var bag = new DiagnosticBag($"{draft.Name}/journey.json");
        if (draft.Request is { Inside: not InsideChoice.Move, Map.Count: > 0 })
        {
            bag.Error("J454", Place.Start, "\"map\" says where those lead who are moved: it needs inside: move");
        }
        else if (
            draft.Request.Inside == InsideChoice.Move
            && situation is { Published: { } before, Funnel: { } funnel }
        )
        {
            InsideCheck.Check(before.Definition, draft.Journey.Definition, draft.Request, funnel.Standing, bag);
        }

        return bag.HasErrors ? new Publication.Refused([.. bag.Items]) : null;
    }

    private async Task<Plan> PlanAsync(Draft draft, Situation situation, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var order = OrderOf(draft, situation, now);
        var isLive = situation.Live?.Version == draft.Version;
        if (isLive && (order is null || order.IsSameAs(situation.Order)))
        {
            return new([], situation.Order);
        }

        var live = isLive ? situation.Live! : Pointer(draft, situation.Live, now);
        var pointer = CatalogRows.Write(live);
        var changes = new List<RowChange>
        {
            situation.Live is null
                ? new RowChange.Insert(CatalogRows.Live, pointer)
                : new RowChange.Replace(CatalogRows.Live, pointer, situation.Live.ETag),
            new RowChange.Put(
                CatalogRows.AuditKey(now, live.Version),
                CatalogRows.WriteAudit(live with { PublishedAt = now, By = draft.By }, draft.Request.Inside, draft.Map)
            ),
        };
        await AddOrderAsync(changes, order, situation.Order, cancellation);
        var key = CatalogRows.VersionKey(live.Version);
        if (await tables.ReadAsync(CatalogRows.Table, draft.Name, key, cancellation) is null)
        {
            changes.Add(new RowChange.Insert(key, CatalogRows.Write(draft.Journey.Sources, draft.Fields)));
        }

        return new(changes, order);
    }

    // Null: nobody is to be moved.
    private static MoveOrder? OrderOf(Draft draft, Situation situation, Instant now) =>
        draft.Request.Inside == InsideChoice.Stay
        || situation is not { Live: { } live, Funnel: { } funnel }
        || (live.Version == draft.Version && funnel.OutsideOf(draft.Version) == 0)
            ? null
            : new(draft.Name, draft.Version, draft.Request.Inside, draft.Map, draft.By, now);

    // The newest order takes over from the one under way, if there is one.
    private async Task AddOrderAsync(
        List<RowChange> changes,
        MoveOrder? next,
        MoveOrder? before,
        CancellationToken cancellation
    )
    {
        if (before is not null)
        {
            changes.AddRange(await orders.EndAsync(before, overtaken: true, cancellation));
            changes.RemoveAll(change => next is not null && change.Row == CatalogRows.Order);
        }

        if (next is not null)
        {
            changes.Add(
                before is null
                    ? new RowChange.Insert(CatalogRows.Order, next.Write())
                    : new RowChange.Replace(CatalogRows.Order, next.Write(), before.ETag)
            );
        }
    }

    private LiveJourney Pointer(Draft draft, LiveJourney? before, Instant now) =>
        new(
            draft.Name,
            draft.Journey.Definition.Title,
            draft.Version,
            now,
            draft.By,
            before?.Shards ?? settings.Shards,
            draft.Journey.Definition.Concerning.Concat(before?.Listening ?? []).ToFrozenSet(),
            before?.ETag ?? ""
        );

    // What is to be published.
    private sealed record Draft(
        PublishedJourney Journey,
        string? Fields,
        PublishRequest Request,
        string By,
        LiveCondition Condition,
        ImmutableArray<Diagnostic> Found
    )
    {
        public string Name => Journey.Definition.Name;

        public string Version { get; } = Journey.Sources.Version;

        public ImmutableSortedDictionary<string, string> Map =>
            Request.Map?.ToImmutableSortedDictionary(StringComparer.Ordinal) ?? MoveOrder.NoMap;
    }

    // What it meets; all null when the journey is new. Those inside are counted only if something is to become of them.
    private sealed record Situation(LiveJourney? Live, PublishedJourney? Published, MoveOrder? Order, Funnel? Funnel);

    // What is to be written, and the order that is under way then.
    private sealed record Plan(IReadOnlyList<RowChange> Changes, MoveOrder? Order);
}

/// <summary>What came of publishing.</summary>
public abstract record Publication
{
    private Publication() { }

    /// <summary>It is live.</summary>
    public sealed record Published(PublishAnswer Answer) : Publication;

    /// <summary>There are errors; nothing was changed.</summary>
    public sealed record Refused(ImmutableArray<Diagnostic> Diagnostics) : Publication;

    /// <summary>Something else is live than its publisher knew; nothing was changed.</summary>
    /// <param name="Live">What is live now; null: nothing.</param>
    public sealed record Overtaken(LiveJourney? Live) : Publication;
}
