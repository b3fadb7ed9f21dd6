using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Effects;

/// <summary>
/// The ledger's rows in table <see cref="InstanceRows.Table"/>, in the partition of their instance: <c>o~{effect}</c> while
/// an effect is open, <c>m~{effect}</c> when it is over. So what is left to do is a short range of its own, however long the
/// history of what was done.
/// </summary>
public static class LedgerRows
{
    public const string OpenPrefix = "o~";

    public const string OverPrefix = "m~";

    /// <summary>
    /// What failed for good, once more: a short range of its own, so that dead letters are found however much was done.
    /// </summary>
    public const string FailedPrefix = "x~";

    public static string OpenKey(string effect) => $"{OpenPrefix}{effect}";

    public static string OverKey(string effect) => $"{OverPrefix}{effect}";

    public static string FailedKey(string effect) => $"{FailedPrefix}{effect}";

    public static string FailedOf(string instance) => $"{FailedPrefix}{instance}~";

    public static string OpenOf(string instance) => $"{OpenPrefix}{instance}~";

    public static string OverOf(string instance) => $"{OverPrefix}{instance}~";

    /// <summary>The changes that write an entry: its row appears, is marked, or moves to those that are over.</summary>
    /// <param name="entry">The entry as it stands from now on.</param>
    /// <param name="isStored">Whether it has a row already.</param>
    public static IEnumerable<RowChange> Changes(LedgerEntry entry, bool isStored)
    {
        var properties = Write(entry);
        if (entry.Open)
        {
            var key = OpenKey(entry.Id);
            // An effect whose row is gone was erased with its contact, and must not come back.
            yield return isStored
                ? new RowChange.Replace(key, properties, entry.ETag ?? "*")
                : new RowChange.Insert(key, properties);
            yield break;
        }

        if (entry.Status == EffectStatus.Deferred)
        {
            // Nothing was done, so nothing is kept. If another process has marked it meanwhile, it is that one's.
            yield return new RowChange.Delete(OpenKey(entry.Id), entry.ETag ?? "*");
            yield break;
        }

        if (isStored)
        {
            yield return new RowChange.Delete(OpenKey(entry.Id));
        }

        // What is over already may be corrected by several at once.
        yield return !isStored && entry.ETag is { } over
            ? new RowChange.Replace(OverKey(entry.Id), properties, over)
            : new RowChange.Put(OverKey(entry.Id), properties);
    }

    /// <summary>The row of an effect that failed for good.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="at">When it failed.</param>
    public static RowChange Failure(LedgerEntry entry, Instant at) =>
        new RowChange.Put(
            FailedKey(entry.Id),
            new Dictionary<string, object>(Write(entry), StringComparer.Ordinal)
            {
                ["failedAt"] = at.ToDateTimeOffset(),
            }
        );

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
        };
        if (entry.Tries > 0)
        {
            properties["tries"] = entry.Tries;
        }

        if (entry.NotBefore is { } notBefore)
        {
            properties["notBefore"] = notBefore.ToDateTimeOffset();
        }

        if (entry.By is { } by)
        {
            properties["by"] = by;
        }

        if (entry.Detail is { } detail)
        {
            PackedText.Write(properties, "detail", detail);
        }

        if (entry.DeliveredAt is { } delivered)
        {
            properties["delivered"] = delivered.ToDateTimeOffset();
        }

        if (entry.Word is { } word)
        {
            PackedText.Write(properties, "word", word);
        }

        if (entry.Clicks.Length > 0)
        {
            properties["clicks"] = MailClick.Write(entry.Clicks);
        }

        // What is over is not done again; its words are enough, and the row stays small.
        if (entry is { Effect: { } effect, Unsettled: true })
        {
            PackedText.Write(properties, "effect", JsonSerializer.Serialize(effect, JourneyJson.Default.Effect));
        }

        return properties;
    }

    public static LedgerEntry Read(TableRow row)
    {
        InstanceRows.CheckFormat(row);
        return new(
            row.Row[OpenPrefix.Length..],
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
        )
        {
            Tries = row.Properties.GetValueOrDefault("tries") as int? ?? 0,
            NotBefore = row.Properties.GetValueOrDefault("notBefore") is DateTimeOffset notBefore
                ? Instant.FromDateTimeOffset(notBefore)
                : null,
            By = row.Text("by"),
            DeliveredAt = row.Properties.GetValueOrDefault("delivered") is DateTimeOffset delivered
                ? Instant.FromDateTimeOffset(delivered)
                : null,
            Word = PackedText.Read(row, "word"),
            Clicks = MailClick.Read(row.Text("clicks")),
            ETag = row.ETag,
        };
    }
}
