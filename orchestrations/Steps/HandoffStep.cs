using System.Collections.Immutable;
using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "handoff": "account-manager", "within": "1 business day", "accepted": …, "declined": …, "late": … }</c>: a person
/// of the team takes the contact over, with a brief of everything known so far. Who accepts becomes its owner.
/// </summary>
public sealed class HandoffStep(
    StepSource source,
    Named team,
    TemplateText title,
    Deadline deadline,
    ImmutableArray<string> asks,
    Way late,
    Way accepted,
    Way declined
) : PersonStep(source, team, title, deadline, asks, late, [accepted, declined])
{
    /// <summary>The outcome that moves the ownership.</summary>
    public const string Accepted = "accepted";

    /// <summary>The outcome that leaves it where it was.</summary>
    public const string Declined = "declined";

    private const string Title = "Take over {{default contact.name \"this contact\"}}";

    public override string Verb => "handoff";

    protected override TaskKind Kind => TaskKind.Handoff;

    internal static HandoffStep Read(StepReader reader) =>
        new(
            reader.Source,
            reader.Name("handoff"),
            reader.OptionalTemplate("title") ?? new(Title, reader.Source.At),
            reader.Deadline(),
            reader.Asks(),
            reader.Way("late"),
            reader.Way(Accepted),
            reader.Way(Declined)
        );
}
