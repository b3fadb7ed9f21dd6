using System.Collections.Immutable;
using System.Diagnostics;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "split": [ { "arm": "a", "share": 50, "then": … }, … ] }</c>: an experiment. The arm is drawn by a hash of contact
/// and step, so a contact stays in its arm however often it comes by, and in every version of the journey.
/// </summary>
public sealed class SplitStep(StepSource source, ImmutableArray<SplitArm> arms) : Step(source)
{
    private readonly int total = arms.Sum(arm => arm.Share);

    public override string Verb => "split";

    public ImmutableArray<SplitArm> Arms { get; } = arms;

    public override IEnumerable<Way> Ways => Arms.Select(arm => arm.Then);

    internal static SplitStep Read(StepReader reader) => new(reader.Source, reader.Shares("split"));

    public override Decision Enter(Scene scene)
    {
        var drawn = (int)(StableHash.Number($"{scene.Course.Instance}\n{Name}") % (uint)total);
        foreach (var arm in Arms)
        {
            drawn -= arm.Share;
            if (drawn < 0)
            {
                return new Decision.Proceed(new(ReasonCode.ArmDrawn, null, arm.Name), arm.Then.To, arm.Name);
            }
        }

        throw new UnreachableException("the shares add up to the total");
    }
}

/// <summary>One arm of an experiment.</summary>
/// <param name="Name">The arm's name; the step's outcome.</param>
/// <param name="Share">Its weight beside the others'.</param>
public sealed record SplitArm(string Name, int Share, Way Then);
