using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Effects;

/// <summary>The rows <c>m~{effect}</c> of table <see cref="InstanceRows.Table"/>, in the partition of their instance.</summary>
public static class LedgerRows
{
    public const string Prefix = "m~";

    public static string Key(string effect) => $"{Prefix}{effect}";

    public static string InstancePrefix(string instance) => $"{Prefix}{instance}~";

    public static Dictionary<string, object> Write(LedgerEntry entry)
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = InstanceRows.Format,
            ["contact"] = entry.Contact,
            ["version"] = entry.Version,
            ["at"] = entry.ClaimedAt.ToDateTimeOffset(),
            ["kind"] = entry.Kind,
            ["what"] = entry.What,
            ["status"] = EffectStatusWords.Of(entry.Status),
            ["open"] = entry.Open,
        };
        if (entry.Detail is { } detail)
        {
            PackedText.Write(properties, "detail", detail);
        }

        // What is over is not done again; its words are enough, and the row stays small.
        if (entry.Effect is { } effect && entry.Status is not (EffectStatus.Done or EffectStatus.Failed))
        {
            PackedText.Write(properties, "effect", JsonSerializer.Serialize(effect, JourneyJson.Default.Effect));
        }

        return properties;
    }

    public static LedgerEntry Read(TableRow row)
    {
        InstanceRows.CheckFormat(row);
        return new(
            row.Row[Prefix.Length..],
            row.Text("contact")!,
            row.Text("version")!,
            Instant.FromDateTimeOffset((DateTimeOffset)row.Properties["at"]),
            PackedText.Read(row, "effect") is { } json
                ? JsonSerializer.Deserialize(json, JourneyJson.Default.Effect)
                : null,
            row.Text("kind")!,
            row.Text("what")!,
            EffectStatusWords.Read(row.Text("status")!),
            PackedText.Read(row, "detail")
        );
    }
}
