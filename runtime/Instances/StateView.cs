using System.Diagnostics;
using Journeys.Orchestrations.Machine;
using NodaTime;

namespace Journeys.Runtime.Instances;

/// <summary>A state in the plain words that lists and filters use.</summary>
/// <param name="Status"><c>waiting</c>, <c>performing</c>, <c>paused</c>, <c>held</c> or <c>finished</c>.</param>
/// <param name="Run">Which run it is, from 1.</param>
/// <param name="Step">Where it stands; null when it is finished.</param>
/// <param name="Since">Since when it stands like that.</param>
/// <param name="Outcome">How it ended; null while it has not.</param>
/// <param name="Because">Why it is held; null when it is not.</param>
/// <param name="Visited">The steps the run has been at.</param>
public sealed record StateView(
    string Status,
    int Run,
    string? Step,
    Instant Since,
    string? Outcome,
    string? Because,
    IEnumerable<string> Visited
)
{
    /// <summary>When the run began; null before the first.</summary>
    public Instant? Began { get; private init; }

    public static StateView Of(JourneyState state) =>
        state switch
        {
            JourneyState.Unentered => new("unentered", 0, null, Instant.MinValue, null, null, []),
            JourneyState.Waiting s => At("waiting", s.Course, s.Visit, s.Visit.EnteredAt, null),
            JourneyState.Performing s => At("performing", s.Course, s.Visit, s.Visit.EnteredAt, null),
            JourneyState.Held s => At("held", s.Course, s.Visit, s.Since, s.Because.ToString()),
            JourneyState.Finished s => new("finished", s.Course.Run, null, s.At, s.Outcome, null, Visits(s.Course))
            {
                Began = s.Course.EnteredAt,
            },
            JourneyState.Paused s => Of(s.Inner) with { Status = "paused", Since = s.Since, Because = null },
            _ => throw new UnreachableException($"{state.GetType().Name} has no words"),
        };

    private static StateView At(string status, Course course, Visit visit, Instant since, string? because) =>
        new(status, course.Run, visit.Step, since, null, because, Visits(course)) { Began = course.EnteredAt };

    private static IEnumerable<string> Visits(Course course) => course.Story.Steps.Select(result => result.Step);
}
