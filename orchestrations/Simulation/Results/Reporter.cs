using System.Collections.Immutable;
using Journeys.Orchestrations.Simulation.Crowd;
using Journeys.Orchestrations.Steps;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Results;

/// <summary>Makes a report of tallies.</summary>
/// <param name="plan">What was simulated.</param>
/// <param name="limits">How much can be done in a day.</param>
public sealed class Reporter(SimulationPlan plan, DailyLimits limits)
{
    /// <summary>What all segments together are called.</summary>
    public const string All = "all";

    // Fewer say nothing about how rare something is.
    private const int EnoughToJudge = 100;
    private const double HardlyEver = 0.01;

    /// <summary>The report.</summary>
    /// <param name="segments">What each segment came to, in the order of the plan.</param>
    /// <param name="seed">The seed; null for recorded contacts.</param>
    /// <param name="wanted">How many contacts were to be simulated.</param>
    public SimulationReport Report(IReadOnlyList<Tally> segments, ulong? seed, long wanted)
    {
        var total = new Tally(plan.Shape);
        foreach (var segment in segments)
        {
            total.Add(segment);
        }

        return new(
            plan.Definition.Name,
            plan.Definition.Title,
            plan.Definition.Version,
            plan.From,
            plan.Days,
            seed,
            wanted,
            total.Contacts,
            Segment(All, total),
            seed is null ? [] : [.. plan.SegmentNames.Zip(segments, Segment)],
            Daily(Sum(total.Mails.Select(mail => mail.Sent)), limits.MailsPerDay),
            [.. plan.Teams.Zip(total.Teams, Team)],
            [.. Waits(seed is null ? [] : segments, total)]
        );
    }

    private SegmentReport Segment(string name, Tally tally) =>
        new(
            name,
            tally.Contacts,
            tally.Entered,
            tally.Runs,
            tally.Steps.Sum(step => step.Standing),
            plan.Definition.Goal is null ? null : Rate.Is(tally.Goal, tally.Entered),
            tally.GoalAfterwards,
            Rate.Is(Math.Min(tally.Handovers, tally.Runs), tally.Runs),
            tally.Started,
            [.. plan.Definition.InOrder.Zip(tally.Steps, Step)],
            [
                .. tally
                    .Ends.OrderByDescending(end => end.Value.Count)
                    .ThenBy(end => end.Key, StringComparer.Ordinal)
                    .Select(end => End(end.Key, end.Value, tally.Runs)),
            ],
            [.. plan.Mails.Zip(tally.Mails, Mail)],
            [.. Reasons(tally.NotEntered.Select(entry => new ReasonReport(null, entry.Key, entry.Value)))],
            [.. Reasons(tally.Held.Select(entry => new ReasonReport(entry.Key.Step, entry.Key.Why, entry.Value)))]
        );

    private static StepReport Step(Step step, StepTally tally)
    {
        var late = tally.Ways.Where(way => way.Name == PersonStep.LateKey).Sum(way => way.Lengths.Count);
        var left = tally.Ways.Sum(way => way.Lengths.Count) - late;
        var ways = tally
            .Ways.Where(way => way.Name != PersonStep.LateKey)
            .OrderByDescending(way => way.Lengths.Count)
            .ThenBy(way => way.Name, StringComparer.Ordinal)
            .Select(way => new WayReport(
                way.Name,
                way.Lengths.Count,
                (double)way.Lengths.Count / left,
                Seconds(way.Lengths, 0.5),
                Seconds(way.Lengths, 0.9)
            ));
        return new(step.Name, step.Verb, tally.Came, tally.Standing, late, [.. ways]);
    }

    private static EndReport End(string outcome, Lengths lengths, long runs) =>
        new(outcome, Rate.Is(lengths.Count, runs), Seconds(lengths, 0.5), Seconds(lengths, 0.9));

    private MailReport Mail(string mail, MailTally tally) =>
        new(
            mail,
            tally.Sent.Sum(),
            plan.ReactionTypes.Zip(tally.Reactions)
                .Where(entry => entry.Second > 0)
                .ToImmutableSortedDictionary(entry => entry.First, entry => entry.Second, StringComparer.Ordinal)
        );

    private TeamReport Team(string team, TeamTally tally)
    {
        var answers = tally.Answers.ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new(
            team,
            Daily(tally.Opened, limits.TasksPerDay.GetValueOrDefault(team)),
            tally.Handovers,
            answers,
            tally.Late,
            tally.Withdrawn,
            tally.Opened.Sum() - answers.Values.Sum() - tally.Withdrawn
        );
    }

    private DailyReport Daily(long[] counts, double? limit)
    {
        var peak = counts.Max();
        return new(
            limit,
            counts.Sum(),
            peak,
            plan.From.PlusDays(Array.IndexOf(counts, peak)),
            limit is null ? 0 : counts.Count(count => count > limit),
            [.. counts]
        );
    }

    private IEnumerable<WaitReport> Waits(IReadOnlyList<Tally> segments, Tally total)
    {
        foreach (var (name, tally) in plan.SegmentNames.Zip(segments).Prepend((All, total)))
        {
            foreach (
                var (step, counts) in plan.Definition.InOrder.Zip(tally.Steps).Where(pair => pair.First is WaitForStep)
            )
            {
                var came = counts.Ways.Where(way => way.Name == WaitForStep.Came).Sum(way => way.Lengths.Count);
                var rate = Rate.Is(
                    came,
                    came + counts.Ways.Where(way => way.Name == WaitForStep.NotCame).Sum(way => way.Lengths.Count)
                );
                yield return new(step.Name, name, rate, rate.Of >= EnoughToJudge && rate.Share < HardlyEver);
            }
        }
    }

    private static IEnumerable<ReasonReport> Reasons(IEnumerable<ReasonReport> reasons) =>
        reasons
            .OrderByDescending(reason => reason.Count)
            .ThenBy(reason => reason.Step, StringComparer.Ordinal)
            .ThenBy(reason => reason.Why, StringComparer.Ordinal);

    private long[] Sum(IEnumerable<long[]> all)
    {
        var sum = new long[plan.Days];
        foreach (var one in all)
        {
            Tally.Sum(sum, one);
        }

        return sum;
    }

    private static double Seconds(Lengths lengths, double share) =>
        Math.Round((lengths.Quantile(share) ?? Duration.Zero).TotalSeconds);
}

/// <summary>How much can be done in a day.</summary>
/// <param name="MailsPerDay">Mails that may be sent; null: not known.</param>
/// <param name="TasksPerDay">Tasks that each team can do, by its name; null: not known.</param>
public sealed record DailyLimits(double? MailsPerDay, IReadOnlyDictionary<string, double?> TasksPerDay);
