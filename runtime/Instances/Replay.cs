using System.Diagnostics;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

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
        JourneyMachine.Apply(definition, before, record.Input, FactsOf(record)) is Outcome.Moved moved
            ? moved.Next
            : throw new UnreachableException($"input {record.Sequence} had a consequence when it was recorded");

    private static Facts FactsOf(HistoryRecord record) =>
        new(record.At, Known(record, "contact."), Known(record, "account."), new RecordedTouchpoints(record));

    private static Fields Known(HistoryRecord record, string root) =>
        Fields.Of(
            from look in record.Looked
            where look.Value is not null && look.Path.StartsWith(root, StringComparison.Ordinal)
            select KeyValuePair.Create(look.Path[root.Length..], look.Value)
        );

    private sealed class RecordedTouchpoints(HistoryRecord record) : ITouchpoints
    {
        public int Count(string type, Instant since) =>
            record.Looked.FirstOrDefault(look => look.Path == $"did {type} since {since}")?.Value
                is FieldValue.Number count
                ? (int)count.Value
                : 0;
    }
}
