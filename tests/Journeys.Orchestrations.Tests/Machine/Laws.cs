using System.Text.Json;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>What must hold of every answer the machine gives, whatever it was asked.</summary>
internal static class Laws
{
    public static void Check(
        JourneyDefinition definition,
        JourneyState before,
        JourneyInput input,
        Facts facts,
        Outcome outcome
    )
    {
        AssertReplays(definition, before, input, facts, outcome);
        if (outcome is not Outcome.Moved moved)
        {
            return;
        }

        AssertNobodyIsForgotten(moved.Next);
        AssertReadsBack(moved.Next, JourneyJson.Default.JourneyState);
        AssertReadsBack(input, JourneyJson.Default.JourneyInput);
        Assert.All(moved.Effects, effect => AssertReadsBack(effect, JourneyJson.Default.Effect));
        Assert.All(moved.Effects, effect => AssertNamed(effect, moved.Next));
        if (input is not JourneyInput.OperatorDecided { Action: OperatorAction.Retry })
        {
            AssertNothingTwice(definition, moved.Next, input, facts);
        }
    }

    // What was looked at is enough to decide again.
    private static void AssertReplays(
        JourneyDefinition definition,
        JourneyState before,
        JourneyInput input,
        Facts facts,
        Outcome outcome
    )
    {
        switch (outcome)
        {
            case Outcome.Moved moved:
                var again = JourneyMachine.Apply(definition, before, input, Facts.Recorded(facts.Now, moved.Looked));
                var same = Assert.IsType<Outcome.Moved>(again);
                Assert.Equal(moved.Next, same.Next);
                Assert.Equal(moved.Effects.AsEnumerable(), same.Effects);
                Assert.Equal(moved.Path.AsEnumerable(), same.Path);
                Assert.Equal(moved.Looked.AsEnumerable(), same.Looked);
                break;
            case Outcome.Ignored ignored:
                again = JourneyMachine.Apply(definition, before, input, Facts.Recorded(facts.Now, ignored.Looked));
                Assert.Equal(ignored.Because, Assert.IsType<Outcome.Ignored>(again).Because);
                break;
        }
    }

    private static void AssertNobodyIsForgotten(JourneyState state) =>
        Assert.Equal(state is JourneyState.Waiting or JourneyState.Performing, state.DueAt is not null);

    private static void AssertReadsBack<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        Assert.Equal(value, JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type));

    private static void AssertNamed(Effect effect, JourneyState next)
    {
        var course = CourseOf(next)!;
        Assert.True(EffectId.TryParse(effect.Id, out var id), effect.Id);
        Assert.Equal((course.Instance, course.Run), (id.Instance, id.Run));
        Assert.InRange(id.Visit, 1, course.Visits);
    }

    private static void AssertNothingTwice(
        JourneyDefinition definition,
        JourneyState next,
        JourneyInput input,
        Facts facts
    )
    {
        if (input is JourneyInput.VersionChanged)
        {
            // Which version an instance is pinned to is kept beside its state, and whoever keeps it ignores the second telling.
            return;
        }

        if (JourneyMachine.Apply(definition, next, input, facts) is Outcome.Moved second)
        {
            Assert.Equal(next, second.Next);
            Assert.Empty(second.Effects);
        }
    }

    /// <summary>The run so far; null before it began.</summary>
    public static Course? CourseOf(JourneyState state) =>
        state switch
        {
            JourneyState.Waiting waiting => waiting.Course,
            JourneyState.Performing performing => performing.Course,
            JourneyState.Held held => held.Course,
            JourneyState.Finished finished => finished.Course,
            JourneyState.Paused paused => CourseOf(paused.Inner),
            _ => null,
        };

    /// <summary>The visit the run stands in; null when it stands nowhere.</summary>
    public static Visit? VisitOf(JourneyState state) =>
        state switch
        {
            JourneyState.Waiting waiting => waiting.Visit,
            JourneyState.Performing performing => performing.Visit,
            JourneyState.Held held => held.Visit,
            JourneyState.Paused paused => VisitOf(paused.Inner),
            _ => null,
        };
}
