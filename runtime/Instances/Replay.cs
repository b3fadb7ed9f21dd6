using System.Diagnostics;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Machine;

namespace Journeys.Runtime.Instances;

/// <summary>
/// Makes a decision again from its history row. The row holds what was looked at, and the machine has no other source of
/// knowledge, so the same state must come out.
/// </summary>
public static class Replay
{
    /// <summary>The state after a recorded input.</summary>
    /// <param name="definition">The version that decided.</param>
    /// <param name="before">The state before it.</param>
    /// <param name="record">What was recorded.</param>
    public static JourneyState Again(JourneyDefinition definition, JourneyState before, HistoryRecord record) =>
        Decide(definition, before, record) is Outcome.Moved moved
            ? moved.Next
            : throw new UnreachableException($"input {record.Sequence} had a consequence when it was recorded");

    /// <summary>Makes all decisions of an instance again, and compares each with what was recorded.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="history">Everything that happened to it, from the first on.</param>
    /// <param name="definition">The versions that decided, by name.</param>
    /// <param name="stands">What it is doing now.</param>
    /// <returns>Where something else comes out; null when the same does.</returns>
    public static ReplayDifference? Compare(
        string instance,
        IEnumerable<HistoryRecord> history,
        Func<string, JourneyDefinition> definition,
        JourneyState stands
    )
    {
        JourneyState state = new JourneyState.Unentered(instance);
        HistoryRecord? last = null;
        foreach (var record in history)
        {
            var outcome = Decide(definition(record.Version), state, record);
            if (Difference(record, outcome) is { } difference)
            {
                return difference;
            }

            (state, last) = (((Outcome.Moved)outcome).Next, record);
        }

        return state.Equals(stands)
            ? null
            : new(last?.Sequence ?? 0, Words(StateView.Of(stands)), Words(StateView.Of(state)));
    }

    private static Outcome Decide(JourneyDefinition definition, JourneyState before, HistoryRecord record) =>
        JourneyMachine.Apply(definition, before, record.Input, Facts.Recorded(record.At, record.Looked));

    private static ReplayDifference? Difference(HistoryRecord record, Outcome outcome) =>
        outcome switch
        {
            Outcome.Ignored ignored => new(record.Sequence, Words(record.Path), $"ignored: {ignored.Because}"),
            Outcome.Moved moved when !moved.Path.SequenceEqual(record.Path) => new(
                record.Sequence,
                Words(record.Path),
                Words(moved.Path)
            ),
            Outcome.Moved moved when !moved.Effects.Select(effect => effect.Id).SequenceEqual(record.Effects) => new(
                record.Sequence,
                $"did {string.Join(", ", record.Effects)}",
                $"did {string.Join(", ", moved.Effects.Select(effect => effect.Id))}"
            ),
            _ => null,
        };

    private static string Words(IEnumerable<Passage> path) =>
        string.Join(
            "; ",
            path.Select(passage => $"{passage.Step}: {passage.Because}{(passage.To is null ? "" : $" → {passage.To}")}")
        );

    private static string Words(StateView view) =>
        view.Status + (view.Step is null ? "" : $" at {view.Step}") + (view.Outcome is null ? "" : $": {view.Outcome}");
}

/// <summary>A decision that comes out otherwise than it was recorded.</summary>
/// <param name="Sequence">The number of the input.</param>
/// <param name="Recorded">What was decided, in words.</param>
/// <param name="Replayed">What comes out now.</param>
public sealed record ReplayDifference(int Sequence, string Recorded, string Replayed);
