using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Simulation;

/// <summary>Which way out of a step a decision took.</summary>
public static class WayTaken
{
    /// <summary>The way; null when the decision stays at the step, ends the run, or an operator made it.</summary>
    public static Way? By(Step step, Passage passage)
    {
        if (passage.Step != step.Name || LabelOf(step, passage.Because) is not { } label)
        {
            return null;
        }

        foreach (var way in step.Ways)
        {
            if (way.Label == label)
            {
                return way;
            }
        }

        // A way that is left out is "then": no consent, a date that has passed.
        return step.Ways.FirstOrDefault(way => way.Label == "then" && way.To == passage.To);
    }

    private static string? LabelOf(Step step, Reason because) =>
        (step, because.Code) switch
        {
            (BranchStep, ReasonCode.ConditionTrue) => because.Detail,
            (BranchStep, ReasonCode.NoConditionTrue) => "otherwise",
            (SplitStep, ReasonCode.ArmDrawn) => because.Detail,
            (PersonStep, ReasonCode.Answered) => because.Detail,
            (PersonStep, ReasonCode.Late) => PersonStep.LateKey,
            (WaitForStep, ReasonCode.EventCame) => "then",
            (WaitForStep, ReasonCode.NoEventCame) => "otherwise",
            (WaitStep, ReasonCode.WaitOver) => "then",
            (WaitStep, ReasonCode.DatePassed) => "past",
            (WaitStep, ReasonCode.DateMissing) => "missing",
            (EffectStep, ReasonCode.Sent or ReasonCode.Confirmed or ReasonCode.Done) => "then",
            (EffectStep, ReasonCode.NoConsent) => "noConsent",
            (EffectStep, ReasonCode.Failed or ReasonCode.GaveUp) => "failed",
            (NotifyStep, ReasonCode.Told) or (EmitStep or StartStep, ReasonCode.Performing) => "then",
            _ => null,
        };
}
