using System.Diagnostics;
using System.Text.Json;
using Journeys.Local.Demo.World;
using Journeys.Runtime.Api;

namespace Journeys.Local.Demo;

/// <summary>
/// The doors that everybody outside has: the HTTP API and the storage queue. When a call returns, what was brought is
/// safe with the host, or was refused.
/// </summary>
internal sealed class Doors(HostApi api, HostQueue queue)
{
    private const int BatchEvents = 100;
    private const int Lanes = 8;

    private const string Events = "events";
    private const string One = "application/cloudevents+json";
    private const string Many = "application/cloudevents-batch+json";
    private const string Json = "application/json";

    /// <summary>Does everything that is planned for one instant.</summary>
    /// <returns>The outcomes of the tasks that were answered.</returns>
    public async Task<IReadOnlyList<string>> DoAsync(Moment moment, CancellationToken cancellation)
    {
        var reports = moment.Reports.OrderBy(report => report.Key, StringComparer.Ordinal);
        foreach (var batch in reports.Chunk(BatchEvents))
        {
            await DoAsync(new Act.SendAll(batch), cancellation);
        }

        // What one contact and its colleagues do keeps its order; different contacts do not wait for each other.
        foreach (var lanes in moment.Acts.GroupBy(Who).Chunk(Lanes))
        {
            await Task.WhenAll(lanes.Select(acts => DoInOrderAsync(acts, cancellation)));
        }

        await queue.TakeAsync(cancellation);
        return [.. moment.Acts.OfType<Act.Answer>().Select(answer => answer.Outcome)];
    }

    private static string Who(Act act) =>
        act switch
        {
            Act.Send send => send.Event.Contact,
            Act.Answer answer => answer.Contact,
            _ => "",
        };

    private async Task DoInOrderAsync(IEnumerable<Act> acts, CancellationToken cancellation)
    {
        foreach (var act in acts)
        {
            await DoAsync(act, cancellation);
        }
    }

    private Task DoAsync(Act act, CancellationToken cancellation) =>
        act switch
        {
            Act.Send { Door: Door.Queue } send => queue.PutAsync(send.Event.Json, cancellation),
            Act.Send send => api.PostAsync(Events, send.Event.Json, One, cancellation),
            Act.SendAll all => api.PostAsync(Events, Together(all.Events), Many, cancellation),
            Act.Blunder { Door: Door.Queue } blunder => queue.PutAsync(blunder.Body, cancellation),
            Act.Blunder blunder => api.PostBadlyAsync(Events, blunder.Body, TypeOf(blunder), cancellation),
            Act.Answer answer => AnswerAsync(answer, cancellation),
            _ => throw new UnreachableException($"{act} has no door"),
        };

    private Task AnswerAsync(Act.Answer answer, CancellationToken cancellation) =>
        api.PostAsync(
            $"tasks/{Uri.EscapeDataString(answer.Task)}/{answer.Outcome}",
            JsonSerializer.Serialize(new(answer.By, answer.Answers), ApiJson.Default.TaskAnswerRequest),
            Json,
            cancellation
        );

    private static string Together(IEnumerable<OutsideEvent> events) =>
        $"[{string.Join(',', events.Select(one => one.Json))}]";

    private static string TypeOf(Act.Blunder blunder) => blunder.Good.Count > 0 ? Many : One;
}
