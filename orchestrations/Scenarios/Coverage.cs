using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Simulation;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>Counts how often each step of a journey is come to, and how often each way out of it is taken.</summary>
public sealed class Coverage
{
    private readonly JourneyDefinition definition;
    private readonly Dictionary<string, int> visits = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Step, int Way), int> taken = [];

    public Coverage(JourneyDefinition definition) => this.definition = definition;

    /// <summary>The steps in the order of the file, each with its ways out.</summary>
    public ImmutableArray<CoveredStep> Steps =>
        [
            .. definition.InOrder.Select(step => new CoveredStep(
                step.Name,
                step.Verb,
                visits.GetValueOrDefault(step.Name),
                [
                    .. step.Ways.Select(
                        (way, i) =>
                            new CoveredWay(way.Label, way.To ?? Way.Stay, taken.GetValueOrDefault((step.Name, i)))
                    ),
                ]
            )),
        ];

    /// <summary>Counts what an input led to.</summary>
    public void Count(Outcome.Moved moved)
    {
        foreach (var passage in moved.Path)
        {
            var way =
                passage.Visit > 0 && definition.Steps.TryGetValue(passage.Step, out var step)
                    ? WayTaken.By(step, passage)
                    : null;
            if (way is not null)
            {
                Add(
                    taken,
                    (passage.Step, definition.Steps[passage.Step].Ways.TakeWhile(other => other != way).Count())
                );
            }

            // Besides by a way, a run comes to a step by entering, and because an operator says so.
            if (
                passage.To is { } to
                && (way is not null || passage.Because.Code is ReasonCode.Entered or ReasonCode.SkippedByOperator)
            )
            {
                Add(visits, to);
            }
        }
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}

/// <summary>How often a step was come to.</summary>
public sealed record CoveredStep(string Step, string Verb, int Visits, ImmutableArray<CoveredWay> Ways);

/// <summary>How often a way out of a step was taken.</summary>
/// <param name="Label">Its name: <c>then</c>, an outcome, a branch's condition.</param>
/// <param name="To">Where it leads; <c>stay</c> back to the late task.</param>
public sealed record CoveredWay(string Label, string To, int Taken);
