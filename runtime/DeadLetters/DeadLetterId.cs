using System.Globalization;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.DeadLetters;

/// <summary>
/// Where a dead letter is kept, as its id says: <c>{shard}-{time}-{hash}</c> for events and messages, the effect's own id
/// for effects, and <c>{day}~{shard}~{row}</c> for those that were kept before there was a list.
/// </summary>
internal abstract record DeadLetterId
{
    private const int HashLength = 12;

    private const int TimeLength = 19;

    private DeadLetterId() { }

    /// <summary>An event or a message in today's layout.</summary>
    /// <param name="Shard">Which shard.</param>
    /// <param name="Suffix"><c>{time}~{hash}</c>: its row keys without their prefix.</param>
    public sealed record Kept(int Shard, string Suffix) : DeadLetterId
    {
        public string Partition => DeadLetterRows.Partition(Shard);

        public string Open => DeadLetterRows.OpenPrefix + Suffix;

        public string Over => DeadLetterRows.OverPrefix + Suffix;
    }

    /// <summary>An event or a message in the layout of days.</summary>
    public sealed record Older(string Partition, string Row) : DeadLetterId;

    /// <summary>An effect.</summary>
    public sealed record OfEffect(EffectId Effect) : DeadLetterId;

    /// <summary>The id of a row.</summary>
    public static string Of(TableRow row) =>
        row.Partition.StartsWith(DeadLetterRows.PartitionPrefix, StringComparison.Ordinal)
            ? $"{row.Partition[DeadLetterRows.PartitionPrefix.Length..]}-{row.Row[DeadLetterRows.OpenPrefix.Length..].Replace('~', '-')}"
            : $"{row.Partition}~{row.Row}";

    /// <summary>Reads an id; null when it is none.</summary>
    public static DeadLetterId? Read(string id) =>
        EffectId.TryParse(id, out var effect) && Instances.InstanceId.TryParse(effect.Instance, out _)
            ? new OfEffect(effect)
            : (DeadLetterId?)ReadKept(id) ?? ReadOlder(id);

    private static Kept? ReadKept(string id) =>
        id.Split('-') is [{ Length: 2 } shard, { Length: TimeLength } time, { Length: HashLength } hash]
        && int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && time.All(char.IsAsciiDigit)
        && hash.All(char.IsAsciiLetterOrDigit)
            ? new(number, $"{time}~{hash}")
            : null;

    private static Older? ReadOlder(string id) =>
        id.Split('~') is [{ Length: 10 } day, { Length: 2 } shard, { Length: TimeLength } time, { Length: 20 } hash]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && shard.All(char.IsAsciiDigit)
        && time.All(char.IsAsciiDigit)
        && hash.All(char.IsAsciiLetterOrDigit)
            ? new($"{day}~{shard}", $"{time}~{hash}")
            : null;

    /// <summary>The suffix of a dead letter's row keys.</summary>
    public static string SuffixOf(NodaTime.Instant at, string name) =>
        $"{SortableTime.Descending(at)}~{Orchestrations.Values.StableHash.Base32(name, HashLength)}";
}
