using System.Collections.Immutable;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "branch": [ { "if": …, "then": … } ], "otherwise": … }</c>: takes the first way whose condition holds, judged when
/// the run comes here. A condition that cannot be judged holds the run; it never counts as "no".
/// </summary>
public sealed class BranchStep(StepSource source, ImmutableArray<BranchArm> arms, Way otherwise) : Step(source)
{
    public override string Verb => "branch";

    public ImmutableArray<BranchArm> Arms { get; } = arms;

    public override IEnumerable<Way> Ways => Arms.Select(arm => arm.Then).Append(otherwise);

    public override Way? Main => otherwise;

    internal static BranchStep Read(StepReader reader) =>
        new(reader.Source, reader.Arms("branch"), reader.Way("otherwise"));

    public override Decision Enter(Scene scene)
    {
        foreach (var arm in Arms)
        {
            switch (arm.If.Holds(scene.Sight, out var missing))
            {
                case Truth.True:
                    return new Decision.Proceed(
                        new(ReasonCode.ConditionTrue, null, arm.If.Words),
                        arm.Then.To,
                        arm.Then.Label
                    );
                case Truth.Unknown:
                    return new Decision.Hold(new(ReasonCode.ConditionUnknown, null, missing?.ToString()));
                default:
                    continue;
            }
        }

        return new Decision.Proceed(new(ReasonCode.NoConditionTrue), otherwise.To, "otherwise");
    }
}

/// <summary>One way of a branch.</summary>
public sealed record BranchArm(Condition If, Way Then);
