using Journeys.Faults.Tests.Worlds;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Tests;

namespace Journeys.Faults.Tests.Watching;

/// <summary>
/// The rows of one instance as they were last written, and what they promise each other: history without gaps, each decision of which
/// comes out again; a due row exactly where the state is due; effects that are written with the decision; none that is over and opens
/// again; none awaited that nobody performs.
/// </summary>
internal sealed class InstanceWatch(string instance, WatchedTables tables, Tally tally, ManualTime wall)
{
    private readonly HashSet<string> due = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EffectStatus> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EffectStatus> over = new(StringComparer.Ordinal);
    private readonly HashSet<string> events = new(StringComparer.Ordinal);
    private readonly List<HistoryRecord> news = [];
    private JourneyState before = new JourneyState.Unentered(instance);
    private string? broken;
    private int sequence;
    private bool isMoved;

    public string Instance => instance;

    public JourneyState State { get; private set; } = new JourneyState.Unentered(instance);

    /// <summary>Whether its contact was erased, and it has not begun anew.</summary>
    public bool IsErased { get; private set; }

    /// <summary>The newest history row's number.</summary>
    public int Sequence => sequence;

    /// <summary>Whether an event stands in the history.</summary>
    public bool Knows(string key) => events.Contains(key);

    /// <summary>What has not come to rest, in words; null when everything has.</summary>
    public string? Unsettled() =>
        IsErased ? null
        : State is not (JourneyState.Finished or JourneyState.Held or JourneyState.Unentered) ? $"{instance} is {State}"
        : open.Count > 0 ? $"{instance} has open effects: {string.Join(", ", open)}"
        : null;

    /// <summary>A transaction begins that touches it.</summary>
    public void Begin()
    {
        (before, broken, isMoved) = (State, null, false);
        news.Clear();
    }

    /// <summary>Takes one change.</summary>
    public void Take(string partition, RowChange change)
    {
        var isDeleted = change is RowChange.Delete;
        switch (change.Row[0])
        {
            case 's' when isDeleted:
                Erase();
                break;
            case 's':
                IsErased = false;
                TakeState(InstanceRows.Read(instance, Rows.Of(partition, change)));
                break;
            case 'h' when !isDeleted:
                news.Add(HistoryRecord.Read(Rows.Of(partition, change)));
                break;
            case 'd' when !IsErased || !isDeleted:
                _ = isDeleted ? due.Remove(change.Row) : due.Add(change.Row);
                break;
            case 'o' when isDeleted:
                open.Remove(change.Row[2..]);
                break;
            case 'o':
                TakeOpen(LedgerRows.Read(Rows.Of(partition, change)));
                break;
            case 'm' when !isDeleted:
                var entry = LedgerRows.Read(Rows.Of(partition, change));
                if (
                    entry.Status == EffectStatus.Uncertain
                    && over.GetValueOrDefault(entry.Id) != EffectStatus.Uncertain
                )
                {
                    tally.Count("Uncertain");
                }

                over[entry.Id] = entry.Status;
                break;
        }
    }

    /// <summary>Judges the transaction.</summary>
    /// <returns>The promise that it broke; null when it broke none.</returns>
    public string? Judge() => IsErased ? broken : broken ?? JudgeHistory() ?? JudgeDue() ?? JudgeEffects();

    // Its other rows follow in transactions of their own, and whatever begins anew begins with nothing.
    private void Erase()
    {
        if (!tables.MayGo(instance))
        {
            broken = "it is gone although nobody asked for it";
        }

        tally.Count("InstancesErased");
        IsErased = true;
        State = before = new JourneyState.Unentered(instance);
        sequence = 0;
        due.Clear();
        open.Clear();
        over.Clear();
        events.Clear();
        news.Clear();
    }

    private void TakeState(Standing standing)
    {
        State = standing.State;
        isMoved = standing.Sequence != sequence;
        if (standing.Sequence < sequence)
        {
            broken = $"its sequence went back from {sequence} to {standing.Sequence}";
        }

        sequence = standing.Sequence;
        tally.Tell(wall.GetUtcNow(), () => $"{instance} #{sequence} {Describe()}");
    }

    private string Describe() => $"{StateView.Of(State).Status} {StateView.Of(State).Step} {State}";

    private void TakeOpen(LedgerEntry entry)
    {
        if (over.TryGetValue(entry.Id, out var status))
        {
            broken = $"effect {entry.Id} is open again although it was {status}";
        }

        if (entry.Status == EffectStatus.Sending && open.GetValueOrDefault(entry.Id) != EffectStatus.Sending)
        {
            tables.OnSending?.Invoke(entry);
        }

        open[entry.Id] = entry.Status;
    }

    private string? JudgeHistory()
    {
        if (isMoved != news.Count > 0)
        {
            return $"{news.Count} rows of history came with a state that {(isMoved ? "moved" : "did not move")}";
        }

        news.Sort((one, other) => one.Sequence.CompareTo(other.Sequence));
        var state = before;
        for (var i = 0; i < news.Count; i++)
        {
            var record = news[i];
            var expected = sequence - news.Count + i + 1;
            if (record.Sequence != expected)
            {
                return $"its history has {record.Sequence} where {expected} should come";
            }

            var definition = tables.Version(InstanceId.Parse(instance).Journey, record.Version).Definition;
            state = Replay.Again(definition, state, record);
            if (record.Input is JourneyInput.EventArrived { Event.Id: var id })
            {
                events.Add(id);
            }
        }

        return news.Count > 0 && !state.Equals(State)
            ? $"its history replayed up to {sequence} gives {state} instead of {State}"
            : null;
    }

    private string? JudgeDue()
    {
        var expected = State.DueAt is { } at ? InstanceRows.DueKey(at, instance) : null;
        return expected is null
            ? due.Count == 0
                ? null
                : $"it is due at {string.Join(", ", due)} although it is {State}"
            : due.Count == 1 && due.Contains(expected)
                ? null
                : $"it should be due at {expected} alone, and is at: {string.Join(", ", due)}";
    }

    private string? JudgeEffects()
    {
        foreach (var effect in news.SelectMany(record => record.Effects))
        {
            if (!open.ContainsKey(effect) && !over.ContainsKey(effect))
            {
                return $"effect {effect} was decided and is not in the ledger";
            }
        }

        return State is JourneyState.Performing { Effect: var awaited } && !open.ContainsKey(awaited)
            ? $"it waits for the result of {awaited}, which nobody performs any more"
            : null;
    }
}
