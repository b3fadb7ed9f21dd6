using System.Collections.Immutable;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>What one kind of contact is made of and does, worked out for one journey so that no name is looked up again.</summary>
/// <param name="Name">The segment's name.</param>
/// <param name="UpTo">The segments up to this one have this share of all contacts.</param>
/// <param name="Mails">What contacts do with each mail, by the mail's number.</param>
/// <param name="OnEntering">What may happen once they have entered.</param>
/// <param name="OnStep">What may happen once they have come to a step, by the step's number.</param>
/// <param name="Answers">How tasks are answered, by the step's number; null where nobody is asked.</param>
internal sealed record SegmentPlan(
    string Name,
    double UpTo,
    FieldPlan Contact,
    FieldPlan Account,
    FieldPlan Event,
    ImmutableArray<ImmutableArray<ReactionPlan>> Mails,
    ImmutableArray<ReactionPlan> OnEntering,
    ImmutableArray<ImmutableArray<ReactionPlan>> OnStep,
    ImmutableArray<AnswerPlan?> Answers
);

/// <summary>Something that may happen.</summary>
/// <param name="Type">The event's type.</param>
/// <param name="Number">The type's number among all that are counted.</param>
/// <param name="Matters">Whether the journey can tell the difference; what it cannot is only counted.</param>
internal sealed record ReactionPlan(
    string Type,
    int Number,
    ulong Purpose,
    double Chance,
    Quantile After,
    bool Matters
);

/// <summary>How a task is answered.</summary>
/// <param name="Calendar">In whose open hours it is done; null: at any hour.</param>
/// <param name="By">Who answers.</param>
internal sealed record AnswerPlan(
    ulong Purpose,
    ImmutableArray<OutcomePlan> Outcomes,
    BusinessCalendar? Calendar,
    FieldPlan Fills,
    string By
)
{
    /// <summary>The outcome that a draw chooses; null: nobody ever answers.</summary>
    public OutcomePlan? Chosen(double chance)
    {
        foreach (var outcome in Outcomes)
        {
            if (chance < outcome.UpTo)
            {
                return outcome;
            }
        }

        return null;
    }

    /// <summary>When work that was begun at an instant is done.</summary>
    /// <param name="work">How long it takes, in working hours.</param>
    public Instant DoneBy(Instant from, Duration work) =>
        Calendar is null ? from + work
        : work <= Duration.Zero ? Calendar.NextOpen(from)
        : Calendar.AddOpenTime(from, work);
}

/// <summary>One outcome.</summary>
/// <param name="UpTo">The outcomes up to this one have this chance together.</param>
internal sealed record OutcomePlan(string Outcome, double UpTo, Quantile After);
