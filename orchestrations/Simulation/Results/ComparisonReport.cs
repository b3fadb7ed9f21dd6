using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Results;

/// <summary>What differs between two versions of a journey, and for whom.</summary>
/// <param name="Before">What the older version is called.</param>
/// <param name="After">What the newer version is called.</param>
/// <param name="Diff">What the author changed.</param>
/// <param name="Simulated">What it does to the same contacts; null when one of the versions cannot run.</param>
public sealed record ComparisonReport(
    string Journey,
    string Title,
    string Before,
    string After,
    JourneyDiff Diff,
    PairReport? Simulated
);

/// <summary>What two versions do to the same contacts, who behave alike wherever both are alike.</summary>
/// <param name="Wanted">How many contacts were to be simulated.</param>
/// <param name="Elsewhere">How many take another path.</param>
/// <param name="Figures">What changes in mails, tasks, hand-overs and goal.</param>
/// <param name="Ends">How many came where before and come where now; only where it differs, the most first.</param>
/// <param name="Partings">Where their paths part, the most first.</param>
public sealed record PairReport(
    LocalDate From,
    int Days,
    ulong Seed,
    long Wanted,
    long Contacts,
    Rate Elsewhere,
    ImmutableArray<FigureReport> Figures,
    ImmutableArray<MoveReport> Ends,
    ImmutableArray<PartingReport> Partings
)
{
    /// <summary>The report of what was counted.</summary>
    public static PairReport Of(PairTally tally, LocalDate from, int days, ulong seed, long wanted) =>
        new(
            from,
            days,
            seed,
            wanted,
            tally.Pairs,
            Rate.Is(tally.Elsewhere, tally.Pairs),
            [
                FigureReport.Of("entered", tally.Entered, tally.Pairs),
                FigureReport.Of("goal", tally.Goal, tally.Pairs),
                FigureReport.Of("hand-overs", tally.Handovers, tally.Pairs),
                FigureReport.Of("mails", tally.Mails, tally.Pairs),
                FigureReport.Of("tasks", tally.Tasks, tally.Pairs),
            ],
            [
                .. tally
                    .Stands.OrderByDescending(entry => entry.Value)
                    .ThenBy(entry => entry.Key)
                    .Select(entry => new MoveReport(entry.Key.Before, entry.Key.After, entry.Value)),
            ],
            [
                .. tally
                    .Partings.OrderByDescending(entry => entry.Value)
                    .ThenBy(entry => entry.Key)
                    .Select(entry => new PartingReport(entry.Key.Step, entry.Key.Before, entry.Key.After, entry.Value)),
            ]
        );
}

/// <summary>How one figure changes.</summary>
/// <param name="Before">Of all contacts, before.</param>
/// <param name="After">Of all contacts, now.</param>
/// <param name="Difference">Of one contact on average.</param>
/// <param name="Low">The true difference of one contact lies above this in 95 of 100 cases, and below <paramref name="High"/>.</param>
/// <param name="Certain">Whether it differs at all, as far as chance is concerned.</param>
public sealed record FigureReport(
    string Figure,
    long Before,
    long After,
    double Difference,
    double Low,
    double High,
    bool Certain
)
{
    internal static FigureReport Of(string figure, PairSum sum, long pairs)
    {
        var bounds = ConfidenceInterval.OfMeanDifference(sum.After - sum.Before, sum.Squares, pairs);
        return pairs < 2
            ? new(figure, sum.Before, sum.After, 0, 0, 0, Certain: false)
            : new(
                figure,
                sum.Before,
                sum.After,
                (double)(sum.After - sum.Before) / pairs,
                bounds.Low,
                bounds.High,
                bounds.Low > 0 || bounds.High < 0
            );
    }
}

/// <summary>How many came to one end before and come to another now.</summary>
public sealed record MoveReport(string Before, string After, long Count);

/// <summary>How many left a step one way before and another now, having come the same way until then.</summary>
public sealed record PartingReport(string Step, string Before, string After, long Count);
