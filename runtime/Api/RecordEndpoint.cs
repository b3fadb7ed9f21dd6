using System.Text.Json;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/instances/{id}/record</c>: everything that was recorded of an instance, to make its decisions again.</summary>
public sealed class RecordEndpoint(
    InstanceStore store,
    Advance advance,
    Publications publications,
    ContactStore contacts,
    FactsReader facts,
    TimeProvider clock
)
{
    /// <summary><c>GET /api/instances/{id}/record</c>: inputs, facts, states and versions in full.</summary>
    public async Task<IResult> GetAsync(string id, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } summary)
        {
            return Problems.NotFound("instance", id, InstancesEndpoint.Advice);
        }

        var history = await store.HistoryAsync(id, cancellation);
        var standing = await advance.LoadAsync(id, cancellation);
        var known = await facts.ReadAsync(summary.Contact, cancellation);
        var record = new InstanceRecord(
            summary,
            JsonSerializer.SerializeToElement(standing.State, JourneyJson.Default.JourneyState),
            history.Count == standing.Sequence,
            clock.GetUtcNow(),
            [.. history.Select(Move)],
            await VersionsAsync(summary.Journey, history, cancellation),
            known.Account,
            await TouchpointsAsync(summary.Contact, cancellation)
        );
        return Results.Json(record, ApiJson.Answers.InstanceRecord);
    }

    private static RecordedMove Move(HistoryRecord record) =>
        new(
            record.Sequence,
            record.At.ToDateTimeOffset(),
            record.Version,
            JsonSerializer.SerializeToElement(record.Input, JourneyJson.Default.JourneyInput),
            JsonSerializer.SerializeToElement([.. record.Path], JourneyJson.Default.PassageArray),
            JsonSerializer.SerializeToElement([.. record.Looked], JourneyJson.Default.LookArray),
            record.Effects
        );

    private async Task<IReadOnlyList<VersionDetail>> VersionsAsync(
        string journey,
        IReadOnlyList<HistoryRecord> history,
        CancellationToken cancellation
    )
    {
        var found = new List<VersionDetail>();
        foreach (var version in history.Select(record => record.Version).Distinct(StringComparer.Ordinal))
        {
            if (await publications.SourcesAsync(journey, version, cancellation) is var (sources, fields))
            {
                found.Add(VersionsEndpoint.Detail(journey, version, sources, fields));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<RecordedTouchpoint>> TouchpointsAsync(
        string contact,
        CancellationToken cancellation
    )
    {
        var (newest, _) = await contacts.TouchpointsAsync(contact, TableLimits.PageRows, null, cancellation);
        return [.. newest.Reverse().Select(Touched)];
    }

    internal static RecordedTouchpoint Touched(Touchpoint touchpoint) =>
        new(
            touchpoint.Id,
            touchpoint.Type,
            touchpoint.Time.ToDateTimeOffset(),
            touchpoint.Source,
            touchpoint.About,
            touchpoint.Data,
            touchpoint.Contact
        );
}
