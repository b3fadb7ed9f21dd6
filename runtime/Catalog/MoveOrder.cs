using System.Collections.Immutable;
using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Catalog;

/// <summary>
/// The order to move, or to finish, whoever is inside an older version of a journey. It is written in the transaction that
/// publishes the version, and stays until nobody is left; a journey has one at most, because the newest takes over.
/// </summary>
/// <param name="Journey">The journey.</param>
/// <param name="Version">The version that was published.</param>
/// <param name="Inside">What becomes of those inside.</param>
/// <param name="Map">Which step follows which; a step that is not named keeps its name.</param>
/// <param name="By">Who published and chose it.</param>
/// <param name="At">When.</param>
public sealed record MoveOrder(
    string Journey,
    string Version,
    InsideChoice Inside,
    ImmutableSortedDictionary<string, string> Map,
    string By,
    Instant At
)
{
    private const int Format = 1;

    /// <summary>How many were moved or finished so far.</summary>
    public int Moved { get; init; }

    /// <summary>How many could not be, by the reason in words.</summary>
    public ImmutableSortedDictionary<string, int> Refused { get; init; } = NoCounts;

    /// <summary>
    /// The instances that are being told of it now. Should the process die, whoever goes on looks what became of them, so
    /// that each is counted once.
    /// </summary>
    public ImmutableArray<string> Pending { get; init; } = [];

    /// <summary>When somebody last worked at it; when it was given, if nobody has.</summary>
    public Instant TouchedAt { get; init; } = At;

    /// <summary>The mark of its row.</summary>
    public string ETag { get; init; } = "";

    /// <summary>No reasons.</summary>
    public static ImmutableSortedDictionary<string, int> NoCounts { get; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>No steps.</summary>
    public static ImmutableSortedDictionary<string, string> NoMap { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The row of the publication that gave it.</summary>
    public string AuditRow => CatalogRows.AuditKey(At, Version);

    /// <summary>The same as the machine is told it.</summary>
    public ImmutableArray<StepMove> Steps => [.. Map.Select(pair => new StepMove(pair.Key, pair.Value))];

    /// <summary>Whether it asks for the same as another one.</summary>
    public bool IsSameAs(MoveOrder? other) =>
        other is not null && (Version, Inside) == (other.Version, other.Inside) && Map.SequenceEqual(other.Map);

    /// <summary>How far it has come, for people.</summary>
    /// <param name="left">How many are still to be moved; null: none, because it is over.</param>
    public MovingProgress Progress(int? left) =>
        new(
            Version,
            Inside,
            Map,
            By,
            At.ToDateTimeOffset(),
            Done: left is null,
            Moved,
            left ?? 0,
            [.. Refused.Select(pair => new MovingRefusal(pair.Key, pair.Value))]
        );

    public Dictionary<string, object> Write()
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = Format,
            ["version"] = Version,
            ["inside"] = InsideWords.Of(Inside),
            ["by"] = By,
            ["at"] = At.ToDateTimeOffset(),
            ["touched"] = TouchedAt.ToDateTimeOffset(),
        };
        WriteProgress(properties);
        CatalogRows.WriteTexts(properties, "map", Map);
        PackedText.Write(properties, "pending", string.Join(' ', Pending));
        return properties;
    }

    /// <summary>Writes how far it has come, as the publication's row keeps it for good.</summary>
    public void WriteProgress(IDictionary<string, object> properties)
    {
        properties["moved"] = Moved;
        PackedText.Write(
            properties,
            "refused",
            JsonSerializer.Serialize(new(Refused), CatalogJson.Default.DictionaryStringInt32)
        );
    }

    public static MoveOrder Read(TableRow row) =>
        new(
            row.Partition,
            row.Text("version")!,
            InsideWords.Read(row.Text("inside")),
            CatalogRows.ReadTexts(row, "map"),
            row.Text("by")!,
            Instant.FromDateTimeOffset((DateTimeOffset)row.Properties["at"])
        )
        {
            Moved = row.Properties.GetValueOrDefault("moved") as int? ?? 0,
            Refused = JsonSerializer
                .Deserialize(PackedText.Read(row, "refused") ?? "{}", CatalogJson.Default.DictionaryStringInt32)!
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
            Pending = [.. (PackedText.Read(row, "pending") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            TouchedAt = Instant.FromDateTimeOffset(
                (DateTimeOffset)(row.Properties.GetValueOrDefault("touched") ?? row.Properties["at"])
            ),
            ETag = row.ETag,
        };
}
