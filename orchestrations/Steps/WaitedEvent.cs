using System.Diagnostics;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Machine;
using NodaTime;

namespace Journeys.Orchestrations.Steps;

/// <summary>One event that a wait listens for.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Of">The email step whose newest mail it must be about; null: any.</param>
/// <param name="Since">The step from whose newest visit on it counts; null: the last lasting step before the wait.</param>
/// <param name="If">The condition on it; null: always.</param>
public sealed record WaitedEvent(string Type, Named? Of, Named? Since, Condition? If)
{
    /// <summary>Where its type is written.</summary>
    public Place At { get; init; } = Place.Start;

    /// <summary>Looks for it in the run's memory, up to the instant the wait is over.</summary>
    internal Finding Find(Scene scene, Instant due)
    {
        var from = scene.Course.Since;
        StepResult? reference = null;
        if ((Of ?? Since) is { } named)
        {
            reference = scene.Course.Story.Of(named.Name);
            if (reference is null)
            {
                return new Finding.Unknown(new(ReasonCode.StepNotVisited, named.Name));
            }

            from = reference.EnteredAt;
        }

        var finding = Finding.None;
        foreach (var remembered in scene.Course.Memory)
        {
            if (
                remembered.Type != Type
                || remembered.Time < from
                || remembered.Time > due
                || (Of is not null && !IsAbout(remembered, scene.Course, reference!))
            )
            {
                continue;
            }

            switch (Holds(scene, remembered, out var missing))
            {
                case Truth.True:
                    return new Finding.Found(remembered);
                // A later event may still be the one.
                case Truth.Unknown:
                    finding = new Finding.Unknown(new(ReasonCode.ConditionUnknown, null, missing?.ToString()));
                    break;
                case Truth.False:
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return finding;
    }

    public override string ToString() => Of is null ? Type : $"{Type} of \"{Of.Name}\"";

    // An event that does not say which mail it is about is taken for the newest: some systems cannot tell.
    private static bool IsAbout(EventFact remembered, Course course, StepResult reference) =>
        remembered.About is null
        || (
            EffectId.TryParse(remembered.About, out var id)
            && id.Instance == course.Instance
            && id.Run == course.Run
            && id.Visit == reference.Visit
        );

    private Truth Holds(Scene scene, EventFact remembered, out Unresolved? missing)
    {
        missing = null;
        if (If is null)
        {
            return Truth.True;
        }

        scene.Sight.Judged = remembered;
        var truth = If.Holds(scene.Sight, out missing);
        scene.Sight.Judged = null;
        return truth;
    }

    /// <summary>What the search came to.</summary>
    internal abstract record Finding
    {
        public static readonly Finding None = new NotFound();

        public sealed record Found(EventFact Event) : Finding;

        public sealed record NotFound : Finding;

        public sealed record Unknown(Reason Because) : Finding;
    }
}
