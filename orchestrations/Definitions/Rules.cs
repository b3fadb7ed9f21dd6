using System.Collections.Immutable;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Times;

namespace Journeys.Orchestrations.Definitions;

/// <summary>An event that matters, and when.</summary>
/// <param name="On">The event types, any of which will do.</param>
/// <param name="If">The condition on it; null: always.</param>
public record EventRule(ImmutableArray<string> On, Condition? If);

/// <summary>How a run begins.</summary>
/// <param name="Again">Whether a contact that was here before may enter again.</param>
public sealed record Entry(ImmutableArray<string> On, Condition? If, Again Again) : EventRule(On, If);

/// <summary>Whether a contact that was in the journey before may enter again; never while it is still inside.</summary>
public abstract record Again
{
    private Again() { }

    /// <summary>Once and never again.</summary>
    public sealed record Never : Again;

    /// <summary>As soon as the run before is finished.</summary>
    public sealed record Always : Again;

    /// <summary>When the run before is finished and was entered at least this long ago.</summary>
    public sealed record After(Delay Delay) : Again;
}

/// <summary>The event that a journey is for.</summary>
/// <param name="Within">How long after entering it counts; null: as long as the run lasts.</param>
public sealed record Goal(ImmutableArray<string> On, Condition? If, Delay? Within) : EventRule(On, If);

/// <summary>The rules of a journey's mail.</summary>
/// <param name="Class">The consent class, unless a step names another: <c>marketing</c>, <c>requested</c> or <c>service</c>.</param>
/// <param name="QuietHours">When no mail is sent; null: it is sent at any hour.</param>
/// <param name="Calendar">The calendar whose closed days are quiet; null: every day is alike.</param>
public sealed record Sending(string Class, QuietHours? QuietHours, BusinessCalendar? Calendar);
