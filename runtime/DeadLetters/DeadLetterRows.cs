using System.Globalization;
using System.Text;
using System.Text.Json;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.DeadLetters;

/// <summary>
/// The rows of dead events and messages in table <see cref="Table"/>: partition <c>dead~{shard}</c>, rows
/// <c>o~{time}~{hash}</c> while they wait and <c>c~{time}~{hash}</c> afterwards, the newest first. Rows of the first format
/// lie in partitions <c>{day}~{shard}</c>, the oldest first, and are read as well. Failed effects stand with their instance
/// (<see cref="Effects.LedgerRows.FailedPrefix"/>); only how they ended stands here.
/// </summary>
public static class DeadLetterRows
{
    public const string Table = RejectedEvents.Table;

    public const string PartitionPrefix = "dead~";

    public const string OpenPrefix = "o~";

    public const string OverPrefix = "c~";

    /// <summary>Over how many partitions they are spread.</summary>
    public const int Shards = 16;

    private const int Format = 2;

    public static string Partition(int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{PartitionPrefix}{shard:00}");

    /// <summary>All that waits and was kept in the first format.</summary>
    /// <remarks>Its row keys begin with the digits of a time; the others with a letter.</remarks>
    public static RowQuery OfFirstFormat => new() { From = "0", Before = ":" };

    /// <summary>The row of what was refused just now.</summary>
    public static (string Partition, RowChange Row) New(RejectedEvent rejected, Instant now)
    {
        var name = $"{rejected.Source}\n{rejected.Id}\n{rejected.Reason}\n{rejected.Raw}\n{rejected.Erased}";
        var said = Said(rejected.Raw);
        var letter = new DeadLetter("", rejected.IsMessage ? DeadKind.Message : DeadKind.Event, now, rejected.Reason)
        {
            Source = rejected.Source,
            EventId = rejected.Id,
            Type = rejected.Type ?? said.Type,
            Contact = rejected.Erased ?? said.Contact,
            Raw = rejected.Raw,
        };
        var row = OpenPrefix + DeadLetterId.SuffixOf(now, name);
        return (Partition((int)(StableHash.Number(name) % Shards)), new RowChange.Put(row, Write(letter)));
    }

    public static Dictionary<string, object> Write(DeadLetter letter)
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = Format,
            ["kind"] = Word(letter.Kind),
            ["at"] = letter.At.ToDateTimeOffset(),
        };
        Add("reason", letter.Reason);
        Add("id", letter.EventId);
        Add("source", letter.Source);
        Add("type", letter.Type);
        Add("contact", letter.Contact);
        Add("raw", letter.Raw);
        if (letter.Tries > 0)
        {
            properties["tries"] = letter.Tries;
        }

        if (letter.TriedAt is { } triedAt)
        {
            properties["triedAt"] = triedAt.ToDateTimeOffset();
        }

        if (letter.Ending is { } ending)
        {
            properties["replayed"] = ending.Replayed;
            properties["endedAt"] = ending.At.ToDateTimeOffset();
            Add("by", ending.By);
            Add("result", ending.Result);
        }

        return properties;

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                PackedText.Write(properties, name, text);
            }
        }
    }

    public static DeadLetter Read(TableRow row)
    {
        var (source, raw) = (PackedText.Read(row, "source"), PackedText.Read(row, "raw"));
        var isFirst = row.Properties.GetValueOrDefault("f") is 1;
        var said = isFirst ? Said(raw) : (Type: row.Text("type"), Contact: row.Text("contact"));
        return new(
            DeadLetterId.Of(row),
            isFirst ? KindOf(row.Text("id"), source) : Kind(row.Text("kind")),
            Time(row, "at")!.Value,
            PackedText.Read(row, "reason") ?? ""
        )
        {
            Source = source,
            EventId = PackedText.Read(row, "id"),
            Type = said.Type,
            Contact = said.Contact,
            Raw = raw,
            Tries = row.Properties.GetValueOrDefault("tries") as int? ?? 0,
            TriedAt = Time(row, "triedAt"),
            Ending = row.Properties.GetValueOrDefault("replayed") is bool replayed
                ? new(replayed, row.Text("by") ?? "", Time(row, "endedAt")!.Value, PackedText.Read(row, "result") ?? "")
                : null,
            ETag = row.ETag,
        };
    }

    /// <summary>The word for a kind, in rows, in the API and in commands.</summary>
    public static string Word(DeadKind kind) =>
        kind switch
        {
            DeadKind.Event => "event",
            DeadKind.Message => "message",
            _ => "effect",
        };

    private static DeadKind Kind(string? word) =>
        word switch
        {
            "message" => DeadKind.Message,
            "effect" => DeadKind.Effect,
            _ => DeadKind.Event,
        };

    // The first format did not say; only messages came without an id and from a queue or a topic.
    private static DeadKind KindOf(string? id, string? source) =>
        id is null
        && source is not null
        && (
            source.StartsWith("queue ", StringComparison.Ordinal)
            || source.StartsWith("topic ", StringComparison.Ordinal)
        )
            ? DeadKind.Message
            : DeadKind.Event;

    // What the text says of itself, as far as it can be read.
    private static (string? Type, string? Contact) Said(string? raw)
    {
        if (raw is null)
        {
            return (null, null);
        }

        try
        {
            var root = EventScan.Of(Encoding.UTF8.GetBytes(raw)).Root;
            var subject = root.Peek("subject");
            return (
                root.Peek("type"),
                subject is not null && ContactKey.TryFrom(subject, out var key, out _) ? key : subject
            );
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static Instant? Time(TableRow row, string name) =>
        row.Properties.GetValueOrDefault(name) is DateTimeOffset time ? Instant.FromDateTimeOffset(time) : null;
}
