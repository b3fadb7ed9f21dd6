using System.Text.Json;
using Journeys.Runtime.Access;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/journeys</c>: what is published, and how its instances stand.</summary>
public sealed class JourneysEndpoint(
    JourneyCatalog catalog,
    Publisher publisher,
    Publications publications,
    MoveOrders orders,
    InstanceStore instances
)
{
    /// <summary>Where to look for a journey's name.</summary>
    internal const string Advice = "GET /api/journeys lists those that are published.";

    private static readonly string[] Statuses = ["waiting", "performing", "paused", "held", "finished"];

    /// <summary><c>GET /api/journeys</c>: the live journeys by name.</summary>
    public async Task<IResult> ListAsync(CancellationToken cancellation)
    {
        var journeys = await catalog.LiveAsync(cancellation);
        var summaries = new List<JourneySummary>(journeys.Count);
        foreach (var journey in journeys.Values.OrderBy(journey => journey.Journey, StringComparer.Ordinal))
        {
            summaries.Add(Summary(journey, await instances.CountAsync(journey, cancellation)));
        }

        return Results.Json(new Page<JourneySummary>(summaries), ApiJson.Answers.PageJourneySummary);
    }

    /// <summary><c>GET /api/journeys/{journey}</c>: the funnel, and how far moving those inside has come.</summary>
    public async Task<IResult> GetAsync(HttpRequest request, string journey, CancellationToken cancellation)
    {
        if (await catalog.FindAsync(journey, cancellation) is not { } live)
        {
            return Problems.NotFound("journey", journey, Advice);
        }

        var published = await catalog.GetAsync(journey, live.Version, cancellation);
        var funnel = await instances.CountAsync(live, cancellation);
        using var definition = JsonDocument.Parse(
            published.Sources.Definition,
            new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
        );
        var detail = new JourneyDetail(
            Summary(live, funnel),
            funnel.Steps(published.Definition),
            funnel.Outcomes,
            definition.RootElement.Clone(),
            live.By,
            await MovingAsync(live, funnel, cancellation)
        );
        request.HttpContext.Response.Headers.ETag = LiveCondition.Tag(live.Version);
        return Results.Json(detail, ApiJson.Answers.JourneyDetail);
    }

    /// <summary><c>PUT /api/journeys/{journey}</c>: publishes.</summary>
    public async Task<IResult> PutAsync(HttpRequest request, string journey, CancellationToken cancellation)
    {
        if (await request.ReadJsonAsync(ApiJson.Default.PublishRequest, cancellation) is not { } files)
        {
            return Problems.BadRequest("There is no body: send the journey's files as JSON.");
        }

        var by = request.By(request.Query("by")) ?? "api";
        var condition = LiveCondition.Of(request.Headers.IfMatch.ToString(), request.Headers.IfNoneMatch.ToString());
        switch (await publisher.PublishAsync(journey, files, by, condition, cancellation))
        {
            case Publication.Published published:
                request.HttpContext.Response.Headers.ETag = LiveCondition.Tag(published.Answer.Version);
                return Results.Json(published.Answer, ApiJson.Answers.PublishAnswer);
            case Publication.Refused refused:
                return Problems.Unpublishable(
                    "Nothing was changed. Mend it and publish again.",
                    [.. refused.Diagnostics.Select(finding => finding.ToString())]
                );
            case Publication.Overtaken overtaken:
                return Problems.Overtaken(journey, overtaken.Live);
            case var other:
                throw new System.Diagnostics.UnreachableException($"{other} is no publication");
        }
    }

    private async Task<MovingProgress?> MovingAsync(LiveJourney live, Funnel funnel, CancellationToken cancellation)
    {
        if (await orders.FindAsync(live.Journey, cancellation) is { } order)
        {
            return order.Progress(funnel.OutsideOf(order.Version, order.Refused));
        }

        return (await publications.NewestAsync(live, cancellation))?.Moving;
    }

    /// <summary><c>GET /api/journeys/{journey}/instances</c>: who is in it.</summary>
    public async Task<IResult> InstancesAsync(HttpRequest request, string journey, CancellationToken cancellation)
    {
        if (await catalog.FindAsync(journey, cancellation) is not { } live)
        {
            return Problems.NotFound("journey", journey, Advice);
        }

        var status = request.Query("status");
        if (status is not null && !Statuses.Contains(status))
        {
            return Problems.BadRequest($"\"status\" is \"{status}\": give one of {string.Join(", ", Statuses)}.");
        }

        var page = await instances.ListAsync(
            live,
            status,
            request.Query("step"),
            request.Top(),
            request.Query("after"),
            cancellation
        );
        return Results.Json(page, ApiJson.Answers.PageInstanceSummary);
    }

    private static JourneySummary Summary(LiveJourney journey, Funnel funnel) =>
        new(journey.Journey, journey.Title, journey.Version, journey.PublishedAt.ToDateTimeOffset(), funnel.Counts);
}
