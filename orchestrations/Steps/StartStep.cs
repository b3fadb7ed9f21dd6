using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "start": "webinar-hand-raise", "data": { … }, "then": … }</c>: starts another journey for the same contact, if that
/// journey lets it in, and goes on at once.
/// </summary>
public sealed class StartStep(
    StepSource source,
    Named journey,
    Fields data,
    IReadOnlyList<TemplateText> texts,
    Way then
) : Step(source)
{
    public override string Verb => "start";

    /// <summary>The journey it starts.</summary>
    public Named Journey { get; } = journey;

    public override IEnumerable<Way> Ways => [then];

    public override IEnumerable<TemplateText> Templates => texts;

    internal static StartStep Read(StepReader reader)
    {
        var (data, texts) = reader.Data("data");
        return new(reader.Source, reader.Name("start"), data, texts, reader.Way("then"));
    }

    public override Decision Enter(Scene scene)
    {
        var start = new Effect.StartJourney(scene.EffectId(), Name, scene.Course.Story, Journey.Name, data);
        return new Decision.Proceed(
            new(ReasonCode.Performing, $"starts {Journey.Name}"),
            then.To,
            "started",
            Effects: [start]
        );
    }
}
