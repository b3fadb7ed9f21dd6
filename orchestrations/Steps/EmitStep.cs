using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "emit": "lead.qualified", "data": { … }, "then": … }</c>: publishes an event of this contact, which other systems
/// and other journeys hear, and goes on at once.
/// </summary>
public sealed class EmitStep(StepSource source, Named type, Fields data, IReadOnlyList<TemplateText> texts, Way then)
    : Step(source)
{
    public override string Verb => "emit";

    /// <summary>The event's type.</summary>
    public string Type => type.Name;

    public override IEnumerable<Way> Ways => [then];

    public override IEnumerable<TemplateText> Templates => texts;

    internal static EmitStep Read(StepReader reader)
    {
        var (data, texts) = reader.Data("data");
        return new(reader.Source, reader.EventType("emit"), data, texts, reader.Way("then"));
    }

    public override Decision Enter(Scene scene)
    {
        var publish = new Effect.PublishEvent(scene.EffectId(), Name, scene.Course.Story, type.Name, data);
        return new Decision.Proceed(
            new(ReasonCode.Performing, $"publishes {type.Name}"),
            then.To,
            "published",
            Effects: [publish]
        );
    }
}
