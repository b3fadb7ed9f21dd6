using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Access;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tables;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/sending</c>: how fast and whether the mails of each journey go, and pausing them.</summary>
public sealed class SendingEndpoint(JourneyCatalog catalog, Pauses pauses, ITables tables, TimeProvider clock)
{
    private const int Words = 500;

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary><c>GET /api/sending</c>: the sending of all live journeys, by name.</summary>
    public async Task<IResult> ListAsync(CancellationToken cancellation)
    {
        var summaries = new List<SendingSummary>();
        var journeys = (await catalog.LiveAsync(cancellation)).Values;
        foreach (var journey in journeys.OrderBy(journey => journey.Journey, StringComparer.Ordinal))
        {
            summaries.Add(await SummaryAsync(journey, cancellation));
        }

        return Results.Json(new Page<SendingSummary>(summaries), ApiJson.Answers.PageSendingSummary);
    }

    /// <summary><c>POST /api/journeys/{journey}/sending/{action}</c>: pause or resume.</summary>
    public async Task<IResult> PostAsync(
        HttpRequest request,
        string journey,
        string action,
        CancellationToken cancellation
    )
    {
        if (action is not ("pause" or "resume"))
        {
            return Problems.NotFound("action", action, "Known are pause, resume.");
        }

        if (await catalog.FindAsync(journey, cancellation) is not { } live)
        {
            return Problems.NotFound("journey", journey, JourneysEndpoint.Advice);
        }

        var body = await request.ReadJsonAsync(ApiJson.Default.SendingRequest, cancellation);
        if (body is { Why.Length: > Words })
        {
            return Problems.BadRequest($"\"why\" takes at most {Words} characters.");
        }

        var by = request.By(body?.By) ?? "an operator";
        if (action == "pause")
        {
            await pauses.PauseAsync(journey, by, body?.Why ?? "an operator decided so", cancellation);
        }
        else
        {
            await pauses.ResumeAsync(journey, by, cancellation);
        }

        return Results.Json(await SummaryAsync(live, cancellation), ApiJson.Answers.SendingSummary);
    }

    private async Task<SendingSummary> SummaryAsync(LiveJourney live, CancellationToken cancellation)
    {
        var published = await catalog.GetAsync(live.Journey, live.Version, cancellation);
        var sending = published.Definition.Sending;
        var pause = await pauses.FindAsync(live.Journey, cancellation);
        var line = await tables.ReadAsync(PacingRows.Table, live.Journey, PacingRows.Line, cancellation);
        var until = line is null ? Instant.MinValue : Line.Read(line).Tail;
        return new(
            live.Journey,
            pause is { Paused: true },
            pause?.Since.ToDateTimeOffset(),
            pause?.By,
            pause is { Paused: true } ? pause.Why : null,
            sending.Rate?.PerSecond,
            sending.Rate?.PerDay,
            until > Now ? until.ToDateTimeOffset() : null,
            sending.PauseAfter?.Failed,
            sending.PauseAfter?.Of,
            await FailedAsync(live.Journey, sending.PauseAfter, pause, cancellation)
        );
    }

    private async Task<int> FailedAsync(string journey, PauseAfter? rule, Pause? pause, CancellationToken cancellation)
    {
        if (rule is null)
        {
            return 0;
        }

        var row = await tables.ReadAsync(PacingRows.Table, journey, PacingRows.Tally, cancellation);
        var after = pause is { Paused: false } ? pause.Since : Instant.MinValue;
        return row is null ? 0 : Tally.Read(row).Failed(rule.Of, after, Now);
    }
}
