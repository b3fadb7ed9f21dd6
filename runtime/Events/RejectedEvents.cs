using System.Globalization;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Events;

/// <summary>
/// Events that were refused, and messages nobody could read, each with its reason: nothing that was sent vanishes.
/// Partitions are days, spread over shards; the same event refused twice for the same reason at the same instant is one
/// row.
/// </summary>
public sealed class RejectedEvents(ITables tables, TimeProvider clock)
{
    public const string Table = "Events";

    private const int Shards = 16;

    /// <summary>Keeps one.</summary>
    public async Task KeepAsync(RejectedEvent rejected, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var name = $"{rejected.Source}\n{rejected.Id}\n{rejected.Reason}\n{rejected.Raw}";
        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var partition = string.Create(CultureInfo.InvariantCulture, $"{day}~{StableHash.Number(name) % Shards:00}");
        var row = $"{SortableTime.Ascending(Instant.FromDateTimeOffset(now))}~{StableHash.Base32(name, 20)}";
        await tables.CommitAsync(Table, partition, [new RowChange.Put(row, Write(rejected, now))], cancellation);
    }

    private static Dictionary<string, object> Write(RejectedEvent rejected, DateTimeOffset now)
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = 1,
            ["at"] = now,
            ["reason"] = rejected.Reason,
        };
        Add("id", rejected.Id);
        Add("source", rejected.Source);
        Add("raw", rejected.Raw);
        return properties;

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                PackedText.Write(properties, name, text);
            }
        }
    }
}

/// <summary>An event that was refused.</summary>
/// <param name="Id">Its id; null when it could not be read.</param>
/// <param name="Source">Its source; null when it could not be read.</param>
/// <param name="Reason">Why it was refused, and how to mend it.</param>
/// <param name="Raw">What came, as text; null when it is not known any more.</param>
public sealed record RejectedEvent(string? Id, string? Source, string Reason, string? Raw)
{
    public static RejectedEvent Of(EventRead.Refused refused) =>
        new(refused.Id, refused.Source, refused.Reason, refused.Raw);

    public static RejectedEvent Of(CloudEvent cloud, string reason) =>
        new(cloud.Id, cloud.Source, reason, cloud.Data.ValueKind == default ? null : cloud.Data.GetRawText());
}
