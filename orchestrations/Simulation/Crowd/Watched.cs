using System.Collections.Frozen;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>
/// What a journey's decisions may look at. What nothing looks at need not be kept up to date for a crowd of contacts, and
/// that is most of it.
/// </summary>
public sealed class Watched
{
    private const string LastTouchpoint = "contact.lastTouchpointAt";

    private readonly JourneyDefinition definition;
    private readonly FrozenSet<string> counted;
    private readonly bool lastTouchpoint;

    public Watched(JourneyDefinition definition)
    {
        this.definition = definition;
        var conditions = Conditions(definition).OfType<Condition>().ToList();
        counted = conditions.SelectMany(condition => condition.EventTypes).ToFrozenSet();
        lastTouchpoint =
            conditions.Any(condition => condition.Paths.Contains(LastTouchpoint))
            || definition
                .InOrder.OfType<WaitStep>()
                .Any(step => step.Until is WaitUntil.Date { Field: LastTouchpoint });
    }

    /// <summary>Whether an event of this type can change anything at all.</summary>
    public bool Matters(string type) => definition.Concerns(type) || Teaches(type);

    /// <summary>Whether a decision may look at what an event of this type teaches about the contact.</summary>
    public bool Teaches(string type) =>
        counted.Contains(type)
        || HubRules.ChangesPermissions(type)
        || (lastTouchpoint && HubRules.IsByContact(type, ""));

    private static IEnumerable<Condition?> Conditions(JourneyDefinition definition) =>
        definition
            .InOrder.OfType<BranchStep>()
            .SelectMany(step => step.Arms.Select(arm => arm.If))
            .Concat<Condition?>(
                definition.InOrder.OfType<WaitForStep>().SelectMany(step => step.Events.Select(waited => waited.If))
            )
            .Append(definition.Entry.If)
            .Append(definition.Goal?.If)
            .Concat(definition.Leave.Select(rule => rule.If));
}
