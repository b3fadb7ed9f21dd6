using System.Text.Json;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Contacts;

/// <summary>
/// The rows of a contact. Its partition is its key; <c>profile~{contact}</c> is what is known of it, <c>t~{time}~{id}</c>
/// are its touchpoints with the newest first, and <c>e~{id}</c> marks each touchpoint that was recorded, and the time that it
/// was recorded with: the duplicate check. While a contact is being erased, a fence stands in the profile's place (<see cref="Fence"/>).
/// </summary>
/// <remarks>
/// The profile's row key repeats the contact because the emulator finds rows by their row key first: one key that all
/// partitions share makes it slower with every contact.
/// </remarks>
public static class ContactRows
{
    public const string Table = "Contacts";

    public const string TouchpointPrefix = "t~";

    private const int Format = 1;

    public static string Partition(string contact) => TableKey.Escape(contact);

    public static string ProfileKey(string contact) => $"profile~{TableKey.Escape(contact)}";

    public static string TouchpointKey(Touchpoint touchpoint) => TouchpointKey(touchpoint.Id, touchpoint.Time);

    public static string TouchpointKey(string id, Instant time) =>
        $"{TouchpointPrefix}{SortableTime.Descending(time)}~{id}";

    public static string MarkKey(string touchpoint) => $"e~{touchpoint}";

    /// <summary>The mark of a touchpoint.</summary>
    public static Dictionary<string, object> Mark(Touchpoint touchpoint) =>
        new() { ["at"] = touchpoint.Time.ToDateTimeOffset() };

    /// <summary>The time that a touchpoint was recorded with; null in marks of earlier versions.</summary>
    public static Instant? ReadMark(TableRow row) =>
        row.Properties.GetValueOrDefault("at") is DateTimeOffset at ? Instant.FromDateTimeOffset(at) : null;

    public static Dictionary<string, object> Write(Contact contact)
    {
        var properties = new Dictionary<string, object> { ["f"] = Format, ["contact"] = contact.Key };
        PackedText.Write(properties, "profile", JsonSerializer.Serialize(contact.Profile, HubJson.Default.Fields));
        PackedText.Write(
            properties,
            "summary",
            JsonSerializer.Serialize(contact.Touchpoints.Newest, HubJson.Default.Newest)
        );
        if (contact.Permissions != Permissions.None)
        {
            PackedText.Write(
                properties,
                "permissions",
                JsonSerializer.Serialize(contact.Permissions, HubJson.Default.Permissions)
            );
        }

        return properties;
    }

    /// <summary>
    /// What stands in the place of a profile while its contact is being erased, so that nothing new is written beside it.
    /// </summary>
    /// <param name="hadProfile">Whether there was a profile.</param>
    public static Dictionary<string, object> Fence(bool hadProfile) =>
        new()
        {
            ["f"] = Format,
            ["fence"] = true,
            ["had"] = hadProfile,
        };

    /// <summary>Whether the row in a profile's place is a fence.</summary>
    public static bool IsFence(TableRow row) => row.Properties.ContainsKey("fence");

    public static Contact Read(string key, TableRow row) =>
        new(
            key,
            ReadFields(row, "profile"),
            new TouchpointSummary(
                JsonSerializer
                    .Deserialize(PackedText.Read(row, "summary") ?? "{}", HubJson.Default.Newest)!
                    .WithComparers(StringComparer.Ordinal)
            )
        )
        {
            Permissions = PackedText.Read(row, "permissions") is { } json
                ? JsonSerializer.Deserialize(json, HubJson.Default.Permissions)!
                : Permissions.None,
        };

    public static Dictionary<string, object> Write(Touchpoint touchpoint)
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = Format,
            ["id"] = touchpoint.Id,
            ["type"] = touchpoint.Type,
            ["at"] = touchpoint.Time.ToDateTimeOffset(),
            ["source"] = touchpoint.Source,
        };
        if (touchpoint.About is { } about)
        {
            properties["about"] = about;
        }

        WriteFields(properties, "data", touchpoint.Data);
        WriteFields(properties, "told", touchpoint.Contact);
        return properties;
    }

    public static Touchpoint ReadTouchpoint(TableRow row) =>
        new(
            row.Text("id")!,
            row.Text("type")!,
            Instant.FromDateTimeOffset((DateTimeOffset)row.Properties["at"]),
            row.Text("source")!,
            row.Text("about"),
            ReadFields(row, "data"),
            ReadFields(row, "told")
        );

    public static void WriteFields(IDictionary<string, object> properties, string name, Fields fields)
    {
        if (fields.Count > 0)
        {
            PackedText.Write(properties, name, JsonSerializer.Serialize(fields, HubJson.Default.Fields));
        }
    }

    public static Fields ReadFields(TableRow row, string name) =>
        PackedText.Read(row, name) is { } json
            ? JsonSerializer.Deserialize(json, HubJson.Default.Fields) ?? Fields.Empty
            : Fields.Empty;
}
