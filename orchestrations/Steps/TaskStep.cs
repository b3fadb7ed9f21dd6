using System.Collections.Immutable;
using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "task": "Qualify {{contact.name}}", "team": "inside-sales", "within": "4 business hours", "outcomes": { … }, "late":
/// … }</c>: a person of the team decides one of several outcomes.
/// </summary>
public sealed class TaskStep(
    StepSource source,
    Named team,
    TemplateText title,
    Deadline deadline,
    ImmutableArray<string> asks,
    Way late,
    ImmutableArray<Way> outcomes
) : PersonStep(source, team, title, deadline, asks, late, outcomes)
{
    public override string Verb => "task";

    protected override TaskKind Kind => TaskKind.Task;

    internal static TaskStep Read(StepReader reader) =>
        new(
            reader.Source,
            reader.Name("team"),
            reader.Template("task"),
            reader.Deadline(),
            reader.Asks(),
            reader.Way("late"),
            reader.Outcomes("outcomes")
        );
}
