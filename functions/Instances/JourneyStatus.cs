using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Runtime.Instances;

namespace Journeys.Functions.Instances;

/// <summary>
/// What Durable's own tools show of an instance: the custom status of its orchestration. It names no contact: whoever may
/// look into the task hub need not be allowed to see people.
/// </summary>
/// <param name="Status">How it stands, in the words of <see cref="StateView"/>, or <see cref="Failing"/>.</param>
/// <param name="Step">Where it stands; null when it stands nowhere.</param>
/// <param name="Sequence">The newest move that the orchestration has seen.</param>
/// <param name="Due">When it goes on by itself; null when it waits to be told something.</param>
public sealed record JourneyStatus(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("step")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        string? Step,
    [property: JsonPropertyName("sequence")] int Sequence,
    [property: JsonPropertyName("due")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        DateTimeOffset? Due
)
{
    /// <summary>The word for an instance whose turns fail by a fault of ours; they go on being tried.</summary>
    public const string Failing = "failing";

    // A custom status may have 16 KiB; a reason needs a line.
    private const int LongestReason = 300;

    /// <summary>Why turns fail; null when they do not.</summary>
    [JsonPropertyName("because")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Because { get; init; }

    public static JourneyStatus Of(TurnReport report) => new(report.Status, report.Step, report.Sequence, report.Due);

    /// <summary>The status of an instance whose turn failed.</summary>
    /// <param name="known">What was shown before; null when nothing was.</param>
    /// <param name="why">Why it failed.</param>
    /// <param name="again">When it is tried again.</param>
    public static JourneyStatus Failed(JourneyStatus? known, string why, DateTimeOffset again) =>
        new(Failing, known?.Step, known?.Sequence ?? 0, again)
        {
            Because = why.Length > LongestReason ? why[..LongestReason] : why,
        };

    /// <summary>The sequence in a custom status as Durable keeps it; null when it has none.</summary>
    public static int? SequenceIn(string? status)
    {
        if (string.IsNullOrEmpty(status))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(status);
            return Waking.SequenceOf(document.RootElement) is > 0 and var sequence ? sequence : null;
        }
        catch (JsonException)
        {
            // Not written by this orchestration: it says nothing about a sequence.
            return null;
        }
    }
}
