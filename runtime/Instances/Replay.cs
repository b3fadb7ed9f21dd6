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
    public static JourneyState Again(JourneyDefinition definition, JourneyState before, HistoryRecord record)
    {
        var facts = Facts.Recorded(record.At, record.Looked);
        return JourneyMachine.Apply(definition, before, record.Input, facts) is Outcome.Moved moved
            ? moved.Next
            : throw new UnreachableException($"input {record.Sequence} had a consequence when it was recorded");
    }
}
