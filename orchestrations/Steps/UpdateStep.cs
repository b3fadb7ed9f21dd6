using System.Collections.Immutable;
using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "update": { "contact.stage": "mql", "contact.score": { "add": 10 } }, "then": … }</c>: changes the contact's
/// profile, and goes on when the change can be seen.
/// </summary>
public sealed class UpdateStep(
    StepSource source,
    ImmutableArray<FieldChange> changes,
    IReadOnlyList<TemplateText> texts,
    Way then
) : EffectStep(source, then, failed: null)
{
    public override string Verb => "update";

    public override IEnumerable<TemplateText> Templates => texts;

    /// <summary>The fields it changes, in words.</summary>
    public string Words { get; } = string.Join(", ", changes.Select(change => $"contact.{change.Field}"));

    internal static UpdateStep Read(StepReader reader)
    {
        var (changes, texts) = reader.Changes("update");
        return new(reader.Source, changes, texts, reader.Way("then"));
    }

    public override Decision Enter(Scene scene) =>
        new Decision.Perform(
            new(ReasonCode.Performing, $"updates {Words}"),
            new Effect.UpdateContact(scene.EffectId(), Name, scene.Course.Story, changes)
        );

    public override Decision Succeeded(Scene scene, JourneyInput.EffectSucceeded result) =>
        new Decision.Proceed(new(ReasonCode.Done), Then.To, "done");
}
