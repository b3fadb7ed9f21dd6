using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Catalog;

/// <summary>
/// The rows of a journey; its partition is its name. <c>v~{version}</c> holds the sources of one version and never
/// changes, <c>live</c> points at one, <c>a~{time}</c> says who published what.
/// </summary>
public static class CatalogRows
{
    public const string Table = "Journeys";

    public const string Live = "live";

    private const int Format = 1;

    public static string VersionKey(string version) => $"v~{version}";

    public static string AuditKey(Instant at, string version) => $"a~{SortableTime.Descending(at)}~{version}";

    public static Dictionary<string, object> Write(LiveJourney live)
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = Format,
            ["title"] = live.Title,
            ["version"] = live.Version,
            ["at"] = live.PublishedAt.ToDateTimeOffset(),
            ["by"] = live.By,
            ["shards"] = live.Shards,
        };
        PackedText.Write(properties, "listening", string.Join('\n', live.Listening.Order(StringComparer.Ordinal)));
        return properties;
    }

    public static LiveJourney ReadLive(TableRow row) =>
        new(
            row.Partition,
            row.Text("title")!,
            row.Text("version")!,
            Instant.FromDateTimeOffset((DateTimeOffset)row.Properties["at"]),
            row.Text("by")!,
            (int)row.Properties["shards"],
            (PackedText.Read(row, "listening") ?? "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .ToFrozenSet(StringComparer.Ordinal),
            row.ETag
        );

    /// <summary>The row of a version: its files, and the workspace's fields that its templates were checked against.</summary>
    public static Dictionary<string, object> Write(JourneySources sources, string? fields)
    {
        var properties = new Dictionary<string, object> { ["f"] = Format, ["folder"] = sources.Folder };
        PackedText.Write(properties, "definition", sources.Definition);
        PackedText.Write(properties, "emails", Json(sources.Emails));
        PackedText.Write(properties, "calendars", Json(sources.Calendars));
        if (fields is not null)
        {
            PackedText.Write(properties, "fields", fields);
        }

        return properties;
    }

    public static (JourneySources Sources, string? Fields) ReadSources(TableRow row)
    {
        var sources = new JourneySources(
            row.Text("folder")!,
            PackedText.Read(row, "definition")!,
            Texts(PackedText.Read(row, "emails")!),
            Texts(PackedText.Read(row, "calendars")!)
        );
        return (sources, PackedText.Read(row, "fields"));
    }

    private static string Json(ImmutableSortedDictionary<string, string> texts) =>
        JsonSerializer.Serialize(new(texts), CatalogJson.Default.DictionaryStringString);

    private static ImmutableSortedDictionary<string, string> Texts(string json) =>
        JsonSerializer
            .Deserialize(json, CatalogJson.Default.DictionaryStringString)!
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
}

/// <summary>The persisted JSON of the catalog.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
public sealed partial class CatalogJson : JsonSerializerContext;
