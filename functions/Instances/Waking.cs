using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Runtime.Instances;

namespace Journeys.Functions.Instances;

/// <summary>
/// Says that an instance has something to do. It carries no news, the rows of the instance do, so it may come twice, late
/// or in any order. It is the orchestration's input, its one external event, and the input of the activity; the names of
/// its members are kept in Durable's history and must stay.
/// </summary>
/// <param name="Instance">The instance's id, which is the orchestration's too.</param>
/// <param name="Sequence">The number of the newest move when it was sent; 0 when the sender does not know.</param>
public sealed record Waking(
    [property: JsonPropertyName("instance")] string Instance,
    [property: JsonPropertyName("sequence")] int Sequence
)
{
    /// <summary>The name of the external event.</summary>
    public const string Event = "woken";

    /// <summary>What the orchestration showed before it continued as new, which only it sets; null otherwise.</summary>
    [JsonPropertyName("shown")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JourneyStatus? Shown { get; init; }

    /// <summary>
    /// What the turn before reported as settled, for the activity (<see cref="TurnReport.Settled"/>); null when there was none
    /// or it failed.
    /// </summary>
    [JsonPropertyName("settled")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Settled { get; init; }

    /// <summary>
    /// The sequence in the payload of an event. Anybody with access to Durable's own tools may raise one by hand: whatever
    /// is no waking wakes all the same, and knows no sequence.
    /// </summary>
    public static int SequenceOf(object? payload) =>
        payload is JsonElement { ValueKind: JsonValueKind.Object } waking
        && waking.TryGetProperty("sequence", out var sequence)
        && sequence.ValueKind == JsonValueKind.Number
        && sequence.TryGetInt32(out var number)
            ? number
            : 0;
}
