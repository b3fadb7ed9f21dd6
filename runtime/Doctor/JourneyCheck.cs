using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Doctor;

/// <summary>Looks at a journey as a whole: whether somebody still comes in, and whether those inside are being moved.</summary>
public sealed class JourneyCheck(ITables tables, MoveOrders orders, TimeProvider clock)
{
    /// <summary>How many of the newest entries show a journey's usual pace.</summary>
    public const int Entries = 50;

    /// <summary>With fewer entries nothing is usual yet.</summary>
    public const int FewestEntries = 5;

    /// <summary>How many times the longest usual pause is long.</summary>
    public const int Times = 3;

    /// <summary>No pause of a day is long.</summary>
    public static readonly Duration Shortest = Duration.FromDays(1);

    /// <summary>How long an order may be left alone.</summary>
    public static readonly Duration OrderPatience = Duration.FromMinutes(10);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Looks at one journey.</summary>
    public async Task CheckAsync(LiveJourney journey, Examination into, CancellationToken cancellation)
    {
        await CheckEntriesAsync(journey, into, cancellation);
        if (await orders.FindAsync(journey.Journey, cancellation) is { } order && order.TouchedAt < Now - OrderPatience)
        {
            await into.NoteAsync(
                Ailment.UnfinishedMove,
                journey.Journey,
                $"to version {order.Version}, ordered by {order.By}; {order.Moved} are moved",
                null,
                order.TouchedAt,
                () =>
                {
                    orders.Announce(journey.Journey);
                    return Task.FromResult(true);
                }
            );
        }
    }

    private async Task CheckEntriesAsync(LiveJourney journey, Examination into, CancellationToken cancellation)
    {
        var newest = new PriorityQueue<Instant, Instant>();
        for (var shard = 0; shard < journey.Shards; shard++)
        {
            var partition = InstanceRows.Partition(journey.Journey, shard);
            var query = RowQuery.Prefixed(partition, InstanceRows.StatePrefix) with { Select = ["began"] };
            foreach (var row in await tables.QueryAllAsync(InstanceRows.Table, query, cancellation))
            {
                if (row.Properties.GetValueOrDefault("began") is DateTimeOffset began)
                {
                    var at = Instant.FromDateTimeOffset(began);
                    newest.Enqueue(at, at);
                    if (newest.Count > Entries)
                    {
                        newest.Dequeue();
                    }
                }
            }
        }

        if (newest.Count >= FewestEntries)
        {
            Judge(journey, [.. newest.UnorderedItems.Select(item => item.Element).Order()], into);
        }
    }

    private void Judge(LiveJourney journey, IReadOnlyList<Instant> entries, Examination into)
    {
        var longest = entries.Zip(entries.Skip(1), (before, after) => after - before).Max();
        var silent = Now - entries[^1];
        if (silent > Duration.Max(longest * Times, Shortest))
        {
            into.Note(
                Ailment.Silent,
                journey.Journey,
                $"its longest pause used to be {Words(longest)}",
                null,
                entries[^1]
            );
        }
    }

    private static string Words(Duration span) =>
        span.TotalDays >= 2 ? $"{span.TotalDays:0} days"
        : span.TotalHours >= 2 ? $"{span.TotalHours:0} hours"
        : $"{Math.Max(1, span.TotalMinutes):0} minutes";
}
