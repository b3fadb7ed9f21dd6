using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Simulation.Behaviour;

/// <summary>What a behaviour model may speak of: the journeys it is for, and what their workspace has.</summary>
/// <param name="Journeys">The journeys; one, for a journey's own file.</param>
/// <param name="Teams">The names of the workspace's teams.</param>
/// <param name="Calendars">The names of its calendars.</param>
/// <param name="Segments">The segments that the file may refine: those of the workspace's model.</param>
public sealed record BehaviourScope(
    ImmutableArray<JourneyDefinition> Journeys,
    ImmutableArray<string> Teams,
    ImmutableArray<string> Calendars,
    ImmutableArray<Segment> Segments
)
{
    /// <summary>Every step's name.</summary>
    public IEnumerable<string> Steps => AllSteps.Select(step => step.Name).Distinct();

    /// <summary>Every mail's name.</summary>
    public IEnumerable<string> Mails => AllSteps.OfType<EmailStep>().Select(step => step.Template.Name).Distinct();

    /// <summary>The steps at which a person decides.</summary>
    public IEnumerable<PersonStep> People => AllSteps.OfType<PersonStep>();

    /// <summary>Whether any of the journeys is told of this type of event.</summary>
    public bool Concerns(string type) => Journeys.Any(journey => journey.Concerns(type));

    private IEnumerable<Step> AllSteps => Journeys.SelectMany(journey => journey.InOrder);
}
