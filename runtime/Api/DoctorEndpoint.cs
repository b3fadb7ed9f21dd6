using Journeys.Runtime.Doctor;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/doctor</c>: looks at the whole store step by step, and mends what can be mended.</summary>
public sealed class DoctorEndpoint(Physician physician)
{
    // Few enough that the answer comes well before callers and hosts lose patience.
    private const int StepsAtOnce = 8;

    /// <summary><c>GET /api/doctor</c>: looks, and changes nothing.</summary>
    public Task<IResult> GetAsync(HttpRequest request, CancellationToken cancellation) =>
        StepAsync(request, new Examination(repairs: false), cancellation);

    /// <summary><c>POST /api/doctor/repair</c>: looks, and mends what can be mended without losing a decision.</summary>
    public Task<IResult> RepairAsync(HttpRequest request, CancellationToken cancellation) =>
        StepAsync(request, new Examination(repairs: true), cancellation);

    private async Task<IResult> StepAsync(HttpRequest request, Examination examination, CancellationToken cancellation)
    {
        var (done, total, next) = await physician.StepAsync(request.Query("after"), examination, cancellation);
        for (var step = 1; step < StepsAtOnce && next is not null; step++)
        {
            (done, total, next) = await physician.StepAsync(next, examination, cancellation);
        }

        return Results.Json(
            new DoctorAnswer([.. examination.Findings.Select(Finding)], done, total, next),
            ApiJson.Answers.DoctorAnswer
        );
    }

    private static DoctorFinding Finding(Found found) =>
        new(
            found.Ailment.Code,
            found.Ailment.Title,
            found.What,
            found.Journey,
            found.Count,
            found.Subjects,
            found.Since?.ToDateTimeOffset(),
            found.Ailment.Why,
            found.Ailment.Todo,
            found.Ailment.Repairable,
            found.Repaired
        );
}
