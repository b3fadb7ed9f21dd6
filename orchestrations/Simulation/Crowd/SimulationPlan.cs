using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Simulation.Behaviour;
using Journeys.Orchestrations.Simulation.Results;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>A journey and a behaviour model, worked out for a simulation: everything that is the same for all contacts.</summary>
public sealed class SimulationPlan
{
    private readonly FrozenDictionary<string, int> stepNumbers;
    private readonly FrozenDictionary<string, int> mailNumbers;
    private readonly FrozenDictionary<string, int> teamNumbers;
    private readonly ImmutableArray<Instant> days;
    private readonly ImmutableArray<string> standing;

    internal SimulationPlan(
        SimulationSetting setting,
        ImmutableArray<string> types,
        ImmutableArray<SegmentPlan> segments
    )
    {
        var zone = setting.Definition.TimeZone;
        Definition = setting.Definition;
        Watched = new Watched(Definition);
        Start = zone.AtStartOfDay(setting.From).ToInstant();
        End = zone.AtStartOfDay(setting.From.PlusDays(setting.Days)).ToInstant();
        days =
        [
            .. Enumerable
                .Range(0, setting.Days + 1)
                .Select(day => zone.AtStartOfDay(setting.From.PlusDays(day)).ToInstant()),
        ];
        From = setting.From;
        Steps = [.. Definition.InOrder.Select(step => step.Name)];
        standing = [.. Steps.Select(step => $"still at {step}")];
        Mails = MailsOf(Definition);
        Teams = TeamsOf(Definition);
        ReactionTypes = types;
        Segments = segments;
        HasEvents = segments.Any(segment => !segment.OnEntering.IsEmpty || segment.OnStep.Any(step => !step.IsEmpty));
        SegmentNames = [.. segments.Select(segment => segment.Name)];
        (stepNumbers, mailNumbers, teamNumbers) = (Numbered(Steps), Numbered(Mails), Numbered(Teams));
        var arrivals = setting.Model.Arrivals ?? UsualBehaviour.Arrivals;
        Arrivals = new ArrivalPlan(
            Start,
            Instant.Min(Start + arrivals.Over, End),
            arrivals.During is { } during ? setting.Calendars.GetValueOrDefault(during) : null
        );
    }

    public JourneyDefinition Definition { get; }

    /// <summary>The first day, in the journey's time zone.</summary>
    public LocalDate From { get; }

    /// <summary>When the first day begins.</summary>
    public Instant Start { get; }

    /// <summary>When the last day ends.</summary>
    public Instant End { get; }

    /// <summary>How many days are simulated.</summary>
    public int Days => days.Length - 1;

    /// <summary>The steps' names in the order of the file.</summary>
    public ImmutableArray<string> Steps { get; }

    /// <summary>The names of the mails that it sends.</summary>
    public ImmutableArray<string> Mails { get; }

    /// <summary>The names of the teams that it asks.</summary>
    public ImmutableArray<string> Teams { get; }

    /// <summary>The types of events about mails that are counted.</summary>
    public ImmutableArray<string> ReactionTypes { get; }

    /// <summary>The names of the segments.</summary>
    public ImmutableArray<string> SegmentNames { get; }

    /// <summary>Whether nobody can come: no hour of the time simulated is open.</summary>
    public bool NobodyComes => Arrivals.IsEmpty;

    /// <summary>How much a tally of it counts.</summary>
    internal TallyShape Shape => new(Steps.Length, Mails.Length, Teams.Length, ReactionTypes.Length, Days);

    /// <summary>The type of the events that bring contacts in.</summary>
    internal string EntryType => Definition.Entry.On[0];

    /// <summary>Whether anything may happen besides reactions to mails.</summary>
    internal bool HasEvents { get; }

    internal Watched Watched { get; }

    internal ArrivalPlan Arrivals { get; }

    internal ImmutableArray<SegmentPlan> Segments { get; }

    /// <summary>The names of the mails a journey sends, in the order of its steps.</summary>
    internal static ImmutableArray<string> MailsOf(JourneyDefinition definition) =>
        [.. definition.InOrder.OfType<EmailStep>().Select(step => step.Template.Name).Distinct()];

    /// <summary>The number of a day, from 0; the last one for what comes after it.</summary>
    internal int DayOf(Instant at)
    {
        // Days differ in length by an hour or so: the guess is never off by more than one.
        var guess = Math.Clamp((int)((at - Start).TotalDays), 0, Days - 1);
        return at < days[guess] ? guess - 1
            : guess < Days - 1 && at >= days[guess + 1] ? guess + 1
            : guess;
    }

    /// <summary>How it is told that somebody is still at a step.</summary>
    internal string StandsAt(string step) => standing[StepNumber(step)];

    internal int StepNumber(string step) => stepNumbers[step];

    internal int MailNumber(string mail) => mailNumbers[mail];

    internal int TeamNumber(string team) => teamNumbers[team];

    private static ImmutableArray<string> TeamsOf(JourneyDefinition definition) =>
        [
            .. definition
                .InOrder.OfType<PersonStep>()
                .SelectMany(step => step.Teams)
                .Select(team => team.Name)
                .Distinct(),
        ];

    private static FrozenDictionary<string, int> Numbered(ImmutableArray<string> names) =>
        names.Select(KeyValuePair.Create<string, int>).ToFrozenDictionary();
}

/// <summary>What a plan is made from.</summary>
/// <param name="Definition">The journey.</param>
/// <param name="Model">How everybody behaves.</param>
/// <param name="Calendars">The workspace's calendars by name.</param>
/// <param name="From">The first day.</param>
/// <param name="Days">How many days are simulated, from 1.</param>
/// <param name="Only">The segments that are simulated; empty: all.</param>
/// <param name="Quantiles">Turns distributions into lengths of time.</param>
public sealed record SimulationSetting(
    JourneyDefinition Definition,
    BehaviourModel Model,
    FrozenDictionary<string, BusinessCalendar> Calendars,
    LocalDate From,
    int Days,
    ImmutableArray<string> Only,
    QuantileOf Quantiles
);
