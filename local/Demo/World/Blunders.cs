using System.Text.Json.Nodes;
using NodaTime;

namespace Journeys.Local.Demo.World;

/// <summary>What other systems get wrong: the host must refuse it, say why, and go on with the rest.</summary>
internal sealed class Blunders(IReadOnlyList<Lead> leads, Instant start)
{
    private const int BatchSize = 10;

    public void PlanAll(Plan plan)
    {
        var at = start + Duration.FromHours(3);
        foreach (var (body, door) in Bodies())
        {
            plan.Add(at, new Act.Blunder(body, [], door));
            at += Duration.FromHours(5);
        }

        PlanBatch(plan, start + Duration.FromHours(30));
    }

    private IEnumerable<(string Body, Door Door)> Bodies()
    {
        yield return (Faulty("b-1", cloud => cloud["time"] = "yesterday at noon"), Door.Http);
        yield return (Faulty("b-2", cloud => cloud["time"] = "1970-01-01T00:00:00Z"), Door.Http);
        yield return (Faulty("b-3", cloud => cloud["time"] = "2090-06-01T12:00:00Z"), Door.Queue);
        yield return (Faulty("b-4", cloud => cloud["subject"] = new string('x', 2_000)), Door.Http);
        yield return (Faulty("b-5", cloud => cloud["subject"] = "ann\u0007@bell.example"), Door.Http);
        yield return ("Dear Journeys, please find attached the list of last week's leads.", Door.Queue);
    }

    // Everything in a batch but one event is in order.
    private void PlanBatch(Plan plan, Instant at)
    {
        var good = leads
            .Where(lead => lead.Trigger != "dormant" && lead.At < at)
            .Take(BatchSize - 1)
            .Select(lead => OutsideEvent.Of(OutsideEvent.Website, "page.visited", lead.Id, at, Page()))
            .ToList();
        var bodies = good.Select(one => one.Json).Append(Faulty("b-7", cloud => cloud.Remove("type")));
        plan.Add(at, new Act.Blunder($"[{string.Join(',', bodies)}]", good, Door.Http));
    }

    private string Faulty(string id, Action<JsonObject> spoil)
    {
        var sound = OutsideEvent.Of(OutsideEvent.Website, "page.visited", "nobody@blunder.example", start, Page());
        var cloud = JsonNode.Parse(sound.Json)!.AsObject();
        cloud["id"] = id;
        spoil(cloud);
        return cloud.ToJsonString();
    }

    private static JsonObject Page() => new() { ["url"] = "https://norrland-automation.example/prices" };
}
