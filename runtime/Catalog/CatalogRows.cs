using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Catalog;

/// <summary>
/// The rows of a journey; its partition is its name. <c>v~{version}</c> holds the sources of one version and never
/// changes, <c>live</c> points at one, <c>a~{time}</c> says who published what, and what they chose for those inside;
/// <c>p~inside</c> is the order to move those, while it is under way.
/// </summary>
public static class CatalogRows
{
    public const string Table = "Journeys";

    public const string Live = "live";

    public const string AuditPrefix = "a~";

    public const string Order = "p~inside";

    /// <summary>The most characters of a journey's title that lists show.</summary>
    public const int TitleLength = 200;

    private const int Format = 1;

    public static string VersionKey(string version) => $"v~{version}";

    public static string AuditKey(Instant at, string version) =>
        $"{AuditPrefix}{SortableTime.Descending(at)}~{version}";

    public static Dictionary<string, object> Write(LiveJourney live)
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = Format,
            // For lists; the definition keeps the whole.
            ["title"] = Plain.Short(live.Title, TitleLength),
            ["version"] = live.Version,
            ["at"] = live.PublishedAt.ToDateTimeOffset(),
            ["by"] = live.By,
            ["shards"] = live.Shards,
        };
        PackedText.Write(properties, "listening", string.Join('\n', live.Listening.Order(StringComparer.Ordinal)));
        return properties;
    }

    /// <summary>The row of a publication: the pointer as it was set, and what was chosen for those inside.</summary>
    public static Dictionary<string, object> WriteAudit(
        LiveJourney live,
        InsideChoice inside,
        ImmutableSortedDictionary<string, string> map
    )
    {
        var properties = Write(live);
        properties["inside"] = InsideWords.Of(inside);
        WriteTexts(properties, "map", map);
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
        WriteTexts(properties, "emails", sources.Emails);
        WriteTexts(properties, "calendars", sources.Calendars);
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
            ReadTexts(row, "emails"),
            ReadTexts(row, "calendars")
        );
        return (sources, PackedText.Read(row, "fields"));
    }

    /// <summary>Writes texts by name.</summary>
    public static void WriteTexts(
        IDictionary<string, object> properties,
        string name,
        ImmutableSortedDictionary<string, string> texts
    ) =>
        PackedText.Write(
            properties,
            name,
            JsonSerializer.Serialize(new(texts), CatalogJson.Default.DictionaryStringString)
        );

    /// <summary>Reads texts by name; none when the row has none.</summary>
    public static ImmutableSortedDictionary<string, string> ReadTexts(TableRow row, string name) =>
        JsonSerializer
            .Deserialize(PackedText.Read(row, name) ?? "{}", CatalogJson.Default.DictionaryStringString)!
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
}

/// <summary>The persisted JSON of the catalog.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, int>))]
public sealed partial class CatalogJson : JsonSerializerContext;
