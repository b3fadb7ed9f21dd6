using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Doctor;

/// <summary>
/// Goes through the history and the ledger of a shard, page by page: whose instance is not there any more, and which mails
/// are uncertain. Rows and states are sorted by instance alike, so a page of rows needs one short range of states.
/// </summary>
public sealed class RecordCheck(ITables tables, Advance advance)
{
    /// <summary>The most pages of one look; the next one goes on.</summary>
    public const int Pages = 20;

    private static readonly (string Prefix, string What)[] Kinds =
    [
        ("h~", "history"),
        (LedgerRows.OverPrefix, "effects that are over"),
        (LedgerRows.FailedPrefix, "effects that failed"),
    ];

    /// <summary>Looks at one shard from a row on.</summary>
    /// <param name="from">The row after which to go on; empty for the first.</param>
    /// <returns>The last row that was looked at; null when there are no more.</returns>
    public async Task<string?> CheckAsync(
        string journey,
        string partition,
        string from,
        Examination into,
        CancellationToken cancellation
    )
    {
        var left = Pages;
        foreach (var (prefix, what) in Kinds.Where(kind => string.CompareOrdinal(kind.Prefix + "~", from) > 0))
        {
            var whole = RowQuery.Prefixed(partition, prefix);
            var query = whole with
            {
                // No key lies between a key and the same key with a space behind it.
                From = from.StartsWith(prefix, StringComparison.Ordinal) ? from + " " : whole.From,
                Select = ["status", "at"],
            };
            while (true)
            {
                var page = await tables.QueryAsync(InstanceRows.Table, query, cancellation);
                await LookAsync(journey, partition, prefix, what, page.Rows, into, cancellation);
                if (page.Next is null)
                {
                    break;
                }

                if (--left <= 0 && page.Rows.Count > 0)
                {
                    return page.Rows[^1].Row;
                }

                query = query with { After = page.Next };
            }
        }

        return null;
    }

    private async Task LookAsync(
        string journey,
        string partition,
        string prefix,
        string what,
        IReadOnlyList<TableRow> rows,
        Examination into,
        CancellationToken cancellation
    )
    {
        if (rows.Count == 0)
        {
            return;
        }

        var instances = rows.Select(row => InstanceOf(row.Row[prefix.Length..])).Distinct().ToList();
        var known = await KnownAsync(partition, instances[0], instances[^1], cancellation);
        foreach (var instance in instances.Where(instance => !known.Contains(instance)))
        {
            // It may have been purged, or begun, since.
            var key = InstanceRows.StateKey(instance);
            if (await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation) is null)
            {
                into.Note(Ailment.Orphan, journey, what, instance, null);
            }
        }

        foreach (var row in rows.Where(row => prefix != "h~" && row.Text("status") == "uncertain"))
        {
            await LookAtUncertainAsync(journey, row, prefix, into, cancellation);
        }
    }

    private async Task<HashSet<string>> KnownAsync(
        string partition,
        string first,
        string last,
        CancellationToken cancellation
    )
    {
        var query = new RowQuery
        {
            Partition = partition,
            From = InstanceRows.StateKey(first),
            Before = InstanceRows.StateKey(last) + " ",
            Select = ["f"],
        };
        var rows = await tables.QueryAllAsync(InstanceRows.Table, query, cancellation);
        return [.. rows.Select(row => row.Row[InstanceRows.StatePrefix.Length..])];
    }

    // Once the journey has gone on, somebody or something has decided what was not known.
    private async Task LookAtUncertainAsync(
        string journey,
        TableRow row,
        string prefix,
        Examination into,
        CancellationToken cancellation
    )
    {
        if (!EffectId.TryParse(row.Row[prefix.Length..], out var effect))
        {
            return;
        }

        var state = (await advance.TryLoadAsync(effect.Instance, cancellation))?.State;
        var (course, visit) = state switch
        {
            JourneyState.Waiting { For: WaitingFor.Confirmation } waiting => (waiting.Course, waiting.Visit),
            JourneyState.Held held => (held.Course, held.Visit),
            _ => (null, null),
        };
        if (course?.Run == effect.Run && visit?.Number == effect.Visit && visit.Attempt == effect.Attempt)
        {
            var since = row.Properties.GetValueOrDefault("at") is DateTimeOffset at
                ? Instant.FromDateTimeOffset(at)
                : (Instant?)null;
            into.Note(Ailment.Uncertain, journey, $"at step {visit.Step}", effect.ToString(), since);
        }
    }

    // Both a history row's key and an effect's id end in one part more than their instance.
    private static string InstanceOf(string rest) => rest[..rest.LastIndexOf('~')];
}
