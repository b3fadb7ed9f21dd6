using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Times;

namespace Journeys.Orchestrations.Definitions;

/// <summary>What the parts of a journey may refer to while it is read.</summary>
/// <param name="Steps">The names of its steps.</param>
/// <param name="Calendars">The calendars there are, by name; null for one that is broken.</param>
/// <param name="Fields">The declared fields of contact and account; empty: not judged.</param>
internal sealed record ReadingScope(
    ImmutableArray<string> Steps,
    FrozenDictionary<string, BusinessCalendar?> Calendars,
    ImmutableArray<string> Fields,
    DiagnosticBag Bag
)
{
    private readonly FrozenSet<string> steps = Steps.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The calendar of the journey's sending; null when it names none.</summary>
    public BusinessCalendar? SendingCalendar { get; set; }

    /// <summary>Whether the journey's sending names a calendar, even one that is missing or broken.</summary>
    public bool SendingNamesCalendar { get; set; }

    /// <summary>Whether a step is called so.</summary>
    public bool HasStep(string name) => steps.Contains(name);

    /// <summary>What a condition in a step may look at.</summary>
    public ConditionScope InSteps { get; } = new(true, Steps, Fields);

    /// <summary>What a condition on an arriving event may look at while a run is under way.</summary>
    public ConditionScope WithEvent => InSteps;

    /// <summary>What a condition may look at before a run began.</summary>
    public ConditionScope AtEntry { get; } = new(true, [], Fields);

    /// <summary>The calendar that business durations count in: the object's own, or the one of the journey's sending.</summary>
    /// <param name="needed">Whether there is a business duration to count.</param>
    public BusinessCalendar? CalendarFor(KeyReader keys, Place at, bool needed)
    {
        if (keys.Has("calendar") && keys.Text("calendar") is { } text)
        {
            if (Calendars.TryGetValue(text.Value, out var calendar))
            {
                return calendar;
            }

            Bag.Error(
                "J114",
                text.At,
                $"there is no calendar \"{text.Value}\" in calendars/.{DidYouMean.For(text.Value, Calendars.Keys)}"
            );
            return null;
        }

        if (needed && !SendingNamesCalendar)
        {
            Bag.Error(
                "J113",
                at,
                "business hours and days are counted in a calendar; add \"calendar\", here or under \"sending\""
            );
        }

        return SendingCalendar;
    }
}
