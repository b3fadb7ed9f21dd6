using System.Runtime.CompilerServices;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;

namespace Journeys.Runtime.Erasure;

/// <summary>The contact's own partition of the hub: profile, touchpoints, duplicate marks, and whatever else is kept there.</summary>
internal sealed class HubPlace(ITables tables) : TablePlace(tables, ContactRows.Table)
{
    public override IReadOnlyList<string> Kinds { get; } =
    [ContactKinds.Profile, ContactKinds.Touchpoints, ContactKinds.Marks, ContactKinds.Other];

    public override async IAsyncEnumerable<ContactFind> FindAsync(
        ContactTraces traces,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var query = new RowQuery { Partition = ContactRows.Partition(traces.Contact) };
        await foreach (var row in RowsAsync(query, cancellation))
        {
            if (!ContactRows.IsFence(row))
            {
                yield return new(Kind(row.Row), row);
            }
            else if (row.Properties.GetValueOrDefault("had") is true)
            {
                yield return new(ContactKinds.Profile, row) { IsFence = true };
            }
        }
    }

    private static string Kind(string row) =>
        row.StartsWith(ContactRows.TouchpointPrefix, StringComparison.Ordinal) ? ContactKinds.Touchpoints
        : row.StartsWith(ContactRows.MarkKey(""), StringComparison.Ordinal) ? ContactKinds.Marks
        : row.StartsWith(ContactRows.ProfileKey(""), StringComparison.Ordinal) ? ContactKinds.Profile
        : ContactKinds.Other;
}

/// <summary>The contact's instances: state, timer, effects and history, in this order, so that what ends a run goes first.</summary>
internal sealed class JourneyPlace(ITables tables) : TablePlace(tables, InstanceRows.Table)
{
    public override IReadOnlyList<string> Kinds { get; } =
    [ContactKinds.Instances, ContactKinds.Timers, ContactKinds.Effects, ContactKinds.Failed, ContactKinds.History];

    public override async IAsyncEnumerable<ContactFind> FindAsync(
        ContactTraces traces,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var (instance, partition) in traces.Instances)
        {
            var place = InstanceRows.StateKey(instance);
            if (await Tables.ReadAsync(InstanceRows.Table, partition, place, cancellation) is { } state)
            {
                yield return new(ContactKinds.Instances, state);
                // What goes need not be understood: another version of the program may have written it.
                if (InstanceRows.DueOf(state) is { } due)
                {
                    var key = InstanceRows.DueKey(due, instance);
                    if (await Tables.ReadAsync(InstanceRows.Table, partition, key, cancellation) is { } row)
                    {
                        yield return new(ContactKinds.Timers, row);
                    }
                }
            }

            foreach (var (kind, prefix) in Ranges(instance))
            {
                await foreach (var row in RowsAsync(RowQuery.Prefixed(partition, prefix), cancellation))
                {
                    yield return new(kind, row);
                }
            }
        }
    }

    private static IEnumerable<(string Kind, string Prefix)> Ranges(string instance) =>
        [
            (ContactKinds.Effects, LedgerRows.OpenOf(instance)),
            (ContactKinds.Effects, LedgerRows.OverOf(instance)),
            (ContactKinds.Failed, LedgerRows.FailedOf(instance)),
            (ContactKinds.History, InstanceRows.HistoryPrefix(instance)),
        ];
}

/// <summary>
/// The contact's tasks: in the lists of all teams, also of those that are no more, and by id. The whole table is read,
/// because the ledger of a run that ended long ago does not name its tasks any more.
/// </summary>
internal sealed class TaskPlace(ITables tables) : TablePlace(tables, TaskRows.Table)
{
    public override IReadOnlyList<string> Kinds { get; } = [ContactKinds.Tasks];

    public override async IAsyncEnumerable<ContactFind> FindAsync(
        ContactTraces traces,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in RowsAsync(new RowQuery(), cancellation))
        {
            if (row.Text("contact") == traces.Contact || traces.Own(TaskRows.TaskOf(row.Row)))
            {
                yield return new(ContactKinds.Tasks, row);
            }
        }
    }
}

/// <summary>The events that were refused, and the messages nobody could read, that name the contact. The whole table is read.</summary>
internal sealed class RejectedPlace(ITables tables) : TablePlace(tables, RejectedEvents.Table)
{
    public override IReadOnlyList<string> Kinds { get; } = [ContactKinds.Rejected];

    public override async IAsyncEnumerable<ContactFind> FindAsync(
        ContactTraces traces,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in RowsAsync(new RowQuery(), cancellation))
        {
            if (PackedText.All(row).Any(text => IsOf(traces, text.Name, text.Value)))
            {
                yield return new(ContactKinds.Rejected, row);
            }
        }
    }

    private static bool IsOf(ContactTraces traces, string name, string text) =>
        traces.IsNamedIn(text)
        || (name is "subject" or "contact" && text.Trim() == traces.Contact)
        || (name == "reason" && text.Contains($"contact {traces.Contact} ", StringComparison.Ordinal));
}
