using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Journeys.Local.Demo.Report;

/// <summary>What <c>journeys demo --json</c> prints as its last line.</summary>
/// <param name="Contacts">How many contacts the host knows.</param>
/// <param name="Emails">How many mails were captured.</param>
/// <param name="Tasks">Tasks and hand-overs by outcome; <c>open</c> and <c>withdrawn</c> beside them.</param>
/// <param name="Handovers">How many hand-overs were accepted.</param>
/// <param name="HandedOver">Those hand-overs, by contact.</param>
/// <param name="Held">How many instances wait for somebody.</param>
/// <param name="Finished">Finished instances by outcome.</param>
/// <param name="WallSeconds">How long the program took.</param>
internal sealed record DemoDocument(
    int Contacts,
    EventTally Events,
    int Emails,
    SortedDictionary<string, int> Tasks,
    int Handovers,
    IReadOnlyList<HandOver> HandedOver,
    int Held,
    SortedDictionary<string, int> Finished,
    double WallSeconds
)
{
    private static readonly DemoJson Json = new(
        // It is read by programs, and names of people should stay readable.
        new JsonSerializerOptions(DemoJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    public static DemoDocument Of(DemoReport report) =>
        new(
            report.Contacts.Count,
            report.Events,
            report.Mails.Count,
            report.TasksByOutcome,
            report.HandOvers.Count,
            [.. report.HandOvers.Select(task => new HandOver(task.Contact, task.Journey, task.Owner))],
            report.Held.Count,
            report.Finished,
            Math.Round(report.Wall.TotalSeconds, 1)
        );

    public string ToLine() => JsonSerializer.Serialize(this, Json.DemoDocument);
}

/// <summary>A contact that has a new owner.</summary>
internal sealed record HandOver(string Contact, string Journey, string Owner);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemoDocument))]
internal sealed partial class DemoJson : JsonSerializerContext;
