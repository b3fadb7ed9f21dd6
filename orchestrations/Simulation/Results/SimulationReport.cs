using System.Collections.Immutable;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Results;

/// <summary>What a simulation came to, in the figures that people read. Shares lie between 0 and 1, times are in seconds.</summary>
/// <param name="Journey">The journey's name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Version">The version that was simulated.</param>
/// <param name="From">The first day.</param>
/// <param name="Days">How many days were simulated.</param>
/// <param name="Seed">The seed of all draws; null when recorded contacts were lived again.</param>
/// <param name="Wanted">How many contacts were to be simulated.</param>
/// <param name="Contacts">How many were; fewer than wanted when somebody broke off.</param>
/// <param name="Total">All contacts together.</param>
/// <param name="Segments">The same for each segment.</param>
/// <param name="MailsPerDay">Mails by day.</param>
/// <param name="Teams">What each team had to do.</param>
/// <param name="Waits">How often what is waited for comes.</param>
public sealed record SimulationReport(
    string Journey,
    string Title,
    string Version,
    LocalDate From,
    int Days,
    ulong? Seed,
    long Wanted,
    long Contacts,
    SegmentReport Total,
    ImmutableArray<SegmentReport> Segments,
    DailyReport MailsPerDay,
    ImmutableArray<TeamReport> Teams,
    ImmutableArray<WaitReport> Waits
)
{
    /// <summary>Whether all contacts were simulated.</summary>
    public bool Complete => Contacts == Wanted;
}

/// <summary>What one kind of contact came to.</summary>
/// <param name="Entered">How many contacts entered the journey.</param>
/// <param name="Runs">How often; a contact may enter again.</param>
/// <param name="StillInside">Runs under way when the time simulated was over.</param>
/// <param name="Goal">Contacts who reached the goal, of those who entered; null when the journey has none.</param>
/// <param name="GoalAfterwards">How many of them did when their run was over already.</param>
/// <param name="Handovers">Runs that led to an accepted hand-over.</param>
/// <param name="Started">How many runs of other journeys it started.</param>
public sealed record SegmentReport(
    string Name,
    long Contacts,
    long Entered,
    long Runs,
    long StillInside,
    Rate? Goal,
    long GoalAfterwards,
    Rate Handovers,
    long Started,
    ImmutableArray<StepReport> Steps,
    ImmutableArray<EndReport> Ends,
    ImmutableArray<MailReport> Mails,
    ImmutableArray<ReasonReport> NotEntered,
    ImmutableArray<ReasonReport> Held
);

/// <summary>A share of all, with the bounds between which the true share lies in 95 of 100 cases (Wilson).</summary>
public sealed record Rate(long Count, long Of, double Share, double Low, double High)
{
    /// <summary>So many of so many.</summary>
    public static Rate Is(long count, long all)
    {
        var bounds = ConfidenceInterval.OfShare(count, all);
        return new(count, all, all == 0 ? 0 : (double)count / all, bounds.Low, bounds.High);
    }
}

/// <summary>What came of a step.</summary>
/// <param name="Came">How often somebody came.</param>
/// <param name="Standing">How many are still there.</param>
/// <param name="Late">How many deadlines passed there; nobody leaves a task by that.</param>
/// <param name="Ways">By which way they left.</param>
public sealed record StepReport(
    string Step,
    string Verb,
    long Came,
    long Standing,
    long Late,
    ImmutableArray<WayReport> Ways
);

/// <summary>One way out of a step.</summary>
/// <param name="Share">Of all who left the step.</param>
/// <param name="Median">Half of them left within this time, in seconds.</param>
/// <param name="P90">Nine of ten did.</param>
public sealed record WayReport(string Way, long Count, double Share, double Median, double P90);

/// <summary>How runs ended.</summary>
/// <param name="Rate">Of all runs.</param>
/// <param name="Median">Half of those took no longer, in seconds.</param>
public sealed record EndReport(string Outcome, Rate Rate, double Median, double P90);

/// <summary>What came of a mail.</summary>
/// <param name="Reactions">By the event's type.</param>
public sealed record MailReport(string Mail, long Sent, ImmutableSortedDictionary<string, long> Reactions);

/// <summary>Why something did not go on, and how often.</summary>
/// <param name="Step">Where; null: before the first step.</param>
public sealed record ReasonReport(string? Step, string Why, long Count);

/// <summary>Something that is done every day.</summary>
/// <param name="Limit">How much can be done in a day; null: not known.</param>
/// <param name="Peak">The most in one day.</param>
/// <param name="PeakDay">That day.</param>
/// <param name="DaysOver">On how many days it was more than the limit.</param>
/// <param name="Counts">Day by day, from the first.</param>
public sealed record DailyReport(
    double? Limit,
    long Total,
    long Peak,
    LocalDate PeakDay,
    int DaysOver,
    ImmutableArray<long> Counts
);

/// <summary>What a team had to do.</summary>
/// <param name="Tasks">Tasks and hand-overs by day; the limit is what its members can do.</param>
/// <param name="Answers">How they were answered.</param>
/// <param name="Late">Deadlines missed.</param>
/// <param name="Withdrawn">Taken back because the journey went on without them.</param>
/// <param name="Open">Neither answered nor withdrawn when the time was over.</param>
public sealed record TeamReport(
    string Team,
    DailyReport Tasks,
    long Handovers,
    ImmutableSortedDictionary<string, long> Answers,
    long Late,
    long Withdrawn,
    long Open
);

/// <summary>How often what a step waits for comes.</summary>
/// <param name="Hardly">Whether it hardly ever does: in less than one of a hundred cases, and that is no accident.</param>
public sealed record WaitReport(string Step, string Segment, Rate Came, bool Hardly);
