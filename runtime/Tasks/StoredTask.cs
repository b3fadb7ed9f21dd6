using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Tasks;

/// <summary>A task or a hand-over, as it is stored.</summary>
/// <param name="Effect">The effect that opened it; its id is the task's.</param>
/// <param name="Contact">The contact's key.</param>
/// <param name="ContactName">What the contact is called.</param>
/// <param name="Title">What is to be done, rendered.</param>
/// <param name="Owner">Who it is assigned to: a member's address.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="Status"><c>open</c>, <c>answered</c> or <c>withdrawn</c>.</param>
/// <param name="Outcome">The decision; null while it is open, and when it was withdrawn.</param>
/// <param name="By">Who decided.</param>
/// <param name="Brief">What was known when it was opened.</param>
public sealed record StoredTask(
    Effect.OpenTask Effect,
    string Contact,
    string ContactName,
    string Title,
    string Owner,
    Instant OpenedAt,
    string Status,
    string? Outcome,
    string? By,
    ImmutableArray<BriefLine> Brief
)
{
    /// <summary>When it was decided or withdrawn; null while it is open, and where that was not kept.</summary>
    public Instant? ClosedAt { get; init; }

    public const string Open = "open";

    public const string Answered = "answered";

    public const string Withdrawn = "withdrawn";

    private const int Format = 1;

    public string Id => Effect.Id;

    public string Instance => Id[..Id.LastIndexOf('~')];

    public string Journey => Id[..Id.IndexOf('~')];

    public bool IsOpen => Status == Open;

    public Dictionary<string, object> Write()
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = Format,
            ["contact"] = Contact,
            ["contactName"] = ContactName,
            ["owner"] = Owner,
            ["openedAt"] = OpenedAt.ToDateTimeOffset(),
            ["status"] = Status,
        };
        PackedText.Write(properties, "title", Title);
        PackedText.Write(properties, "effect", JsonSerializer.Serialize(Effect, JourneyJson.Default.Effect));
        PackedText.Write(properties, "brief", JsonSerializer.Serialize([.. Brief], TaskJson.Default.BriefLineArray));
        if (Outcome is not null)
        {
            properties["outcome"] = Outcome;
        }

        if (By is not null)
        {
            properties["by"] = By;
        }

        if (ClosedAt is { } closedAt)
        {
            properties["closedAt"] = closedAt.ToDateTimeOffset();
        }

        return properties;
    }

    /// <summary>Reads a task; null for the mark of one that was closed before it was ever opened.</summary>
    public static StoredTask? Read(TableRow row) =>
        PackedText.Read(row, "effect") is not { } effect
            ? null
            : new(
                (Effect.OpenTask)JsonSerializer.Deserialize(effect, JourneyJson.Default.Effect)!,
                row.Text("contact")!,
                row.Text("contactName")!,
                PackedText.Read(row, "title")!,
                row.Text("owner")!,
                Instant.FromDateTimeOffset((DateTimeOffset)row.Properties["openedAt"]),
                row.Text("status")!,
                row.Text("outcome"),
                row.Text("by"),
                [.. JsonSerializer.Deserialize(PackedText.Read(row, "brief")!, TaskJson.Default.BriefLineArray)!]
            )
            {
                ClosedAt = row.Properties.GetValueOrDefault("closedAt") is DateTimeOffset at
                    ? Instant.FromDateTimeOffset(at)
                    : null,
            };

    /// <summary>The task as the API shows it.</summary>
    /// <param name="now">The host's clock, which says whether it is late.</param>
    /// <param name="brief">The brief; null: as it was when the task was opened.</param>
    public TaskDetail ToDetail(Instant now, ImmutableArray<BriefLine>? brief = null) =>
        new(
            Id,
            Effect.Kind == TaskKind.Handoff ? "handoff" : "task",
            Title,
            Journey,
            Instance,
            Contact,
            ContactName,
            Effect.Team,
            Owner,
            OpenedAt.ToDateTimeOffset(),
            Effect.Due.ToDateTimeOffset(),
            IsOpen && now > Effect.Due,
            Status,
            Outcome,
            By,
            Effect.Outcomes,
            Effect.Asks,
            brief ?? Brief
        );
}

/// <summary>The persisted JSON of tasks.</summary>
[JsonSerializable(typeof(BriefLine[]))]
public sealed partial class TaskJson : JsonSerializerContext;
