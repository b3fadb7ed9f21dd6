using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Journeys.Runtime;

/// <summary>
/// What the runtime measures, under the one name <see cref="Name"/>. Hosts that export traces and metrics listen to it;
/// nobody else pays for it.
/// </summary>
public static class Telemetry
{
    public const string Name = "Journeys";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "journeys.events",
        description: "Events that came, by result: accepted, duplicate, rejected, erased, failed."
    );

    private static readonly Counter<long> Steps = Meter.CreateCounter<long>(
        "journeys.steps",
        description: "Inputs that had a consequence, by journey."
    );

    private static readonly Counter<long> Effects = Meter.CreateCounter<long>(
        "journeys.effects",
        description: "Effects performed, by kind and status."
    );

    private static readonly Counter<long> Held = Meter.CreateCounter<long>(
        "journeys.held",
        description: "Instances that came to be held, by journey."
    );

    private static readonly Gauge<long> Late = Meter.CreateGauge<long>(
        "journeys.overdue",
        description: "Instances whose turn was overdue when the watchdog last looked; 0 when all is well."
    );

    private static readonly Gauge<long> Left = Meter.CreateGauge<long>(
        "journeys.unfinished",
        description: "Instances with effects that nobody performed when the watchdog last looked; 0 when all is well."
    );

    private static readonly Gauge<long> Pauses = Meter.CreateGauge<long>(
        "journeys.paused",
        description: "Journeys whose sending is paused; 0 when none is."
    );

    public static void Paused(int journeys) => Pauses.Record(journeys);

    public static void Event(string result) => Events.Add(1, KeyValuePair.Create<string, object?>("result", result));

    public static void Moved(string journey, int steps) =>
        Steps.Add(steps, KeyValuePair.Create<string, object?>("journey", journey));

    public static void Performed(string kind, string status) =>
        Effects.Add(
            1,
            KeyValuePair.Create<string, object?>("kind", kind),
            KeyValuePair.Create<string, object?>("status", status)
        );

    public static void Overdue(int instances) => Late.Record(instances);

    public static void Unfinished(int instances) => Left.Record(instances);

    public static void Hold(string journey) => Held.Add(1, KeyValuePair.Create<string, object?>("journey", journey));
}
