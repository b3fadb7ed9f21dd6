using System.Globalization;
using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Instances;

/// <summary>
/// The rows of an instance in table <see cref="Table"/>. All share a partition, <c>{journey}~{shard}</c>, so one
/// transaction moves an instance: <c>s~{instance}</c> is its state, <c>h~{instance}~{sequence}</c> its history,
/// <c>o~{effect}</c> and <c>m~{effect}</c> its effects (<see cref="Effects.LedgerRows"/>), <c>d~{due}~{instance}</c> its timer.
/// </summary>
public static class InstanceRows
{
    public const string Table = "JourneyInstances";

    public const string StatePrefix = "s~";

    public const string DuePrefix = "d~";

    /// <summary>The version of the row formats; a row of another one is refused rather than misread.</summary>
    public const int Format = 1;

    /// <summary>The most characters of the reason why an instance is held that lists show; its state has the whole.</summary>
    public const int BecauseLength = 1_000;

    /// <summary>What lists need of a state row; the state itself is left out.</summary>
    public static readonly IReadOnlyList<string> SummaryProperties =
    [
        "journey",
        "version",
        "contact",
        "run",
        "status",
        "step",
        "since",
        "due",
        "outcome",
        "because",
    ];

    public static string Partition(string journey, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{journey}~{shard:00}");

    public static string StateKey(string instance) => $"{StatePrefix}{instance}";

    public static string HistoryPrefix(string instance) => $"h~{instance}~";

    public static string HistoryKey(string instance, int sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"h~{instance}~{sequence:000000}");

    public static string DueKey(Instant due, string instance) => $"{DuePrefix}{SortableTime.Ascending(due)}~{instance}";

    public static Dictionary<string, object> Write(Standing standing)
    {
        var look = StateView.Of(standing.State);
        var properties = new Dictionary<string, object>
        {
            ["f"] = Format,
            ["seq"] = standing.Sequence,
            ["journey"] = InstanceId.Parse(standing.Instance).Journey,
            ["version"] = standing.Version,
            ["contact"] = standing.Contact,
            ["run"] = look.Run,
            ["status"] = look.Status,
            ["since"] = look.Since.ToDateTimeOffset(),
            ["visited"] = string.Join(' ', look.Visited),
        };
        AddIfAny(properties, "began", look.Began?.ToDateTimeOffset());
        AddIfAny(properties, "step", look.Step);
        AddIfAny(properties, "due", standing.Timer?.Due.ToDateTimeOffset());
        AddIfAny(properties, "outcome", look.Outcome);
        AddIfAny(properties, "because", look.Because is { } because ? Plain.Short(because, BecauseLength) : null);
        PackedText.Write(
            properties,
            "state",
            JsonSerializer.Serialize(standing.State, JourneyJson.Default.JourneyState)
        );
        return properties;
    }

    public static Standing Read(string instance, TableRow row)
    {
        CheckFormat(row);
        var state = JsonSerializer.Deserialize(PackedText.Read(row, "state") ?? "", JourneyJson.Default.JourneyState);
        return new(
            instance,
            row.Text("contact") ?? "",
            row.Text("version") ?? "",
            (int)row.Properties["seq"],
            state!,
            row.ETag
        );
    }

    /// <summary>When the timer of a state row is due, as the row itself says, whether its state can be read or not; null: it has none.</summary>
    public static Instant? DueOf(TableRow row) =>
        row.Properties.GetValueOrDefault("due") is DateTimeOffset due ? Instant.FromDateTimeOffset(due) : null;

    public static void CheckFormat(TableRow row)
    {
        if (row.Properties.GetValueOrDefault("f") is not Format)
        {
            throw new InvalidDataException(
                $"Row {row.Row} of {row.Partition} has format {row.Properties.GetValueOrDefault("f") ?? "none"}; "
                    + $"this version reads {Format}."
            );
        }
    }

    private static void AddIfAny(Dictionary<string, object> properties, string name, object? value)
    {
        if (value is not null)
        {
            properties[name] = value;
        }
    }
}
