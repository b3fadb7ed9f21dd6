using System.Diagnostics;
using Journeys.Runtime.Events;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Journeys.Runtime.Api;

/// <summary><c>/api/events</c>: takes CloudEvents in.</summary>
public sealed class EventsEndpoint(EventIntake intake, TimeProvider clock)
{
    /// <summary><c>POST /api/events</c>: one event or a batch.</summary>
    public async Task<IResult> PostAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = await request.ReadBytesAsync(EventLimits.BatchBytes, cancellation);
        var headers = request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return CloudEventReader.Read(request.ContentType, headers, body, now) switch
        {
            EventReading.Fault fault => Refuse(fault),
            EventReading.Read read => await AcceptAsync(read, cancellation),
            var other => throw new UnreachableException($"{other} is no reading"),
        };
    }

    private static IResult Refuse(EventReading.Fault fault) =>
        fault.Kind switch
        {
            EventFault.TooLarge => Problems.TooLarge(fault.Reason),
            EventFault.WrongContentType => Problems.WrongContentType(fault.Reason),
            _ => Problems.BadRequest(fault.Reason, [fault.Reason]),
        };

    private async Task<IResult> AcceptAsync(EventReading.Read read, CancellationToken cancellation)
    {
        // Whoever sends one event is told to send it again; in a batch that would be said of all of them.
        var answer = read.Batch
            ? await intake.AcceptEachAsync(read, cancellation)
            : await intake.AcceptAsync(read, cancellation);
        return !read.Batch && answer.Events is [{ Result: EventResult.Rejected, Reason: { } reason }]
            ? Problems.BadRequest(reason, [reason])
            : Results.Json(answer, ApiJson.Answers.EventsAnswer);
    }
}
