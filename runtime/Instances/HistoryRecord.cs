using System.Collections.Immutable;
using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Instances;

/// <summary>
/// One input that had a consequence, with what decided it: enough to tell it to a person, and to make the decision again
/// (<see cref="Replay"/>).
/// </summary>
/// <param name="Sequence">Its number within the instance, from 1.</param>
/// <param name="At">The instant of the decision.</param>
/// <param name="Version">The version of the journey that decided.</param>
/// <param name="Input">What happened.</param>
/// <param name="Path">What was decided.</param>
/// <param name="Looked">What the decisions looked at.</param>
/// <param name="Effects">The ids of the effects that followed.</param>
public sealed record HistoryRecord(
    int Sequence,
    Instant At,
    string Version,
    JourneyInput Input,
    ImmutableArray<Passage> Path,
    ImmutableArray<Look> Looked,
    ImmutableArray<string> Effects
)
{
    public Dictionary<string, object> Write()
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = InstanceRows.Format,
            ["seq"] = Sequence,
            ["at"] = At.ToDateTimeOffset(),
            ["version"] = Version,
        };
        PackedText.Write(properties, "input", JsonSerializer.Serialize(Input, JourneyJson.Default.JourneyInput));
        PackedText.Write(properties, "path", JsonSerializer.Serialize([.. Path], JourneyJson.Default.PassageArray));
        if (!Looked.IsEmpty)
        {
            PackedText.Write(
                properties,
                "looked",
                JsonSerializer.Serialize([.. Looked], JourneyJson.Default.LookArray)
            );
        }

        if (!Effects.IsEmpty)
        {
            properties["effects"] = string.Join(' ', Effects);
        }

        return properties;
    }

    /// <summary>A record as it came over the API.</summary>
    /// <exception cref="JsonException">This version cannot read it.</exception>
    public static HistoryRecord Read(RecordedMove move) =>
        new(
            move.Sequence,
            Instant.FromDateTimeOffset(move.At),
            move.Version,
            move.Input.Deserialize(JourneyJson.Default.JourneyInput)!,
            [.. move.Path.Deserialize(JourneyJson.Default.PassageArray)!],
            [.. move.Looked.Deserialize(JourneyJson.Default.LookArray)!],
            [.. move.Effects]
        );

    public static HistoryRecord Read(TableRow row)
    {
        InstanceRows.CheckFormat(row);
        return new(
            (int)row.Properties["seq"],
            Instant.FromDateTimeOffset((DateTimeOffset)row.Properties["at"]),
            row.Text("version")!,
            JsonSerializer.Deserialize(PackedText.Read(row, "input")!, JourneyJson.Default.JourneyInput)!,
            [.. JsonSerializer.Deserialize(PackedText.Read(row, "path")!, JourneyJson.Default.PassageArray)!],
            [.. JsonSerializer.Deserialize(PackedText.Read(row, "looked") ?? "[]", JourneyJson.Default.LookArray)!],
            [.. (row.Text("effects") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)]
        );
    }
}
