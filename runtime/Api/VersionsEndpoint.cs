using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/journeys/{journey}/versions</c>: who published what, and the files of each version.</summary>
public sealed class VersionsEndpoint(
    JourneyCatalog catalog,
    Publications publications,
    MoveOrders orders,
    InstanceStore instances
)
{
    /// <summary><c>GET /api/journeys/{journey}/versions</c>: the publications, the newest first.</summary>
    public async Task<IResult> ListAsync(HttpRequest request, string journey, CancellationToken cancellation)
    {
        if (await catalog.FindAsync(journey, cancellation) is not { } live)
        {
            return Problems.NotFound("journey", journey, JourneysEndpoint.Advice);
        }

        var (top, after) = (request.Top(), request.Query("after"));
        var (records, next) = await publications.ListAsync(journey, top, after, cancellation);
        var funnel = await instances.CountAsync(live, cancellation);
        var order = await orders.FindAsync(journey, cancellation);
        var page = new Page<VersionEntry>([.. records.Select(record => Entry(record, live, funnel, order))], next);
        return Results.Json(page, ApiJson.Answers.PageVersionEntry);
    }

    /// <summary><c>GET /api/journeys/{journey}/versions/{version}</c>: its files.</summary>
    public async Task<IResult> GetAsync(string journey, string version, CancellationToken cancellation)
    {
        if (await catalog.FindAsync(journey, cancellation) is null)
        {
            return Problems.NotFound("journey", journey, JourneysEndpoint.Advice);
        }

        if (await publications.SourcesAsync(journey, version, cancellation) is not var (sources, fields))
        {
            return Problems.NotFound(
                "version",
                version,
                $"GET /api/journeys/{journey}/versions lists those there are."
            );
        }

        return Results.Json(Detail(journey, version, sources, fields), ApiJson.Answers.VersionDetail);
    }

    /// <summary>A version's files as the API gives them.</summary>
    internal static VersionDetail Detail(string journey, string version, JourneySources sources, string? fields) =>
        new(journey, version, sources.Definition, sources.Emails, sources.Calendars, fields);

    private static VersionEntry Entry(PublicationRecord record, LiveJourney live, Funnel funnel, MoveOrder? order) =>
        new(
            record.Version,
            record.At.ToDateTimeOffset(),
            record.By,
            record.Version == live.Version,
            funnel.Versions.GetValueOrDefault(record.Version),
            record.Inside,
            record.Map,
            record.Moving
                ?? (order?.At == record.At ? order.Progress(funnel.OutsideOf(order.Version, order.Refused)) : null)
        );
}
