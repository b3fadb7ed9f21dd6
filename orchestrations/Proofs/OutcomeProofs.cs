using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Proofs;

/// <summary>Finds conditions that ask a step for an outcome that it never has.</summary>
internal sealed class OutcomeProofs(JourneyDraft draft, DiagnosticBag bag)
{
    public void Run()
    {
        foreach (var leaf in Conditions().SelectMany(condition => condition.Leaves).OfType<Comparison>())
        {
            if (
                leaf.Path.Split('.') is ["steps", var name, "outcome"]
                && leaf.Test is Test.Is { Values: var values }
                && draft.Graph.Number(name) is >= 0 and var number
                && Outcomes(draft.Graph.Steps[number]) is { } outcomes
            )
            {
                foreach (var value in values)
                {
                    Prove(leaf, name, value.ToString(), outcomes);
                }
            }
        }
    }

    private void Prove(Comparison leaf, string step, string outcome, IReadOnlyList<string> outcomes)
    {
        if (!outcomes.Contains(outcome, StringComparer.OrdinalIgnoreCase))
        {
            bag.Warning(
                "J135",
                leaf.At,
                $"step \"{step}\" never has the outcome \"{outcome}\"; it has {string.Join(", ", outcomes)}."
                    + DidYouMean.For(outcome, outcomes)
            );
        }
    }

    private IEnumerable<Condition> Conditions() =>
        draft
            .Graph.Steps.OfType<BranchStep>()
            .SelectMany(branch => branch.Arms.Select(arm => arm.If))
            .Concat(draft.Graph.Steps.OfType<WaitForStep>().SelectMany(wait => wait.Events).Select(waited => waited.If))
            .Concat(draft.Journey.Leave.Prepend<EventRule?>(draft.Journey.Goal).Select(rule => rule?.If))
            .OfType<Condition>();

    // Null: not a matter of a few words.
    private static IReadOnlyList<string>? Outcomes(Step step) =>
        step switch
        {
            PersonStep person => [.. person.Outcomes.Select(way => way.Label), PersonStep.Withdrawn],
            SplitStep split => [.. split.Arms.Select(arm => arm.Name)],
            WaitForStep => ["event", "no event"],
            WaitStep => ["waited", "past", "missing"],
            EmailStep => ["sent", "no consent", "failed"],
            _ => null,
        };
}
