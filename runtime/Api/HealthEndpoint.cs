using Journeys.Runtime.Catalog;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tables;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/health</c>: whether the host works, and how its clock stands.</summary>
public sealed class HealthEndpoint(
    ITables tables,
    HostVitals vitals,
    Pauses pauses,
    RuntimeSettings settings,
    TimeProvider clock
)
{
    /// <summary><c>GET /api/health</c>: always 200 while the host runs; <c>degraded</c> says what it cannot do.</summary>
    public async Task<IResult> GetAsync(CancellationToken cancellation)
    {
        var problems = vitals.Problems.ToList();
        try
        {
            await tables.ReadAsync(CatalogRows.Table, "health", "health", cancellation);
            var paused = (await pauses.AllAsync(cancellation)).Values.Where(pause => pause.Paused);
            problems.AddRange(
                paused
                    .OrderBy(pause => pause.Journey, StringComparer.Ordinal)
                    .Select(pause =>
                        $"The sending of {pause.Journey} is paused: journeys sending tells why, and "
                        + $"journeys sending resume {pause.Journey} lets it go on."
                    )
            );
        }
        catch (StorageUnavailableException fault)
        {
            problems.Add(fault.Message);
        }

        var health = new Health(
            problems.Count == 0 ? "healthy" : "degraded",
            settings.Version,
            clock.GetUtcNow(),
            vitals.Speed,
            problems,
            vitals.Mail
        );
        return Results.Json(health, ApiJson.Answers.Health);
    }
}
