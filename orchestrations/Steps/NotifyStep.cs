using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "notify": "sales-lead", "message": "…", "then": "stay" }</c>: tells a team something and goes on at once.
/// <c>stay</c> goes back to the task that is late.
/// </summary>
public sealed class NotifyStep(StepSource source, Named team, TemplateText message, Way then) : Step(source)
{
    public override string Verb => "notify";

    public override IEnumerable<Way> Ways => [then];

    public override IEnumerable<TemplateText> Templates => [message];

    public override IEnumerable<Named> Teams => [team];

    internal static NotifyStep Read(StepReader reader) =>
        new(reader.Source, reader.Name("notify"), reader.Template("message"), reader.Way("then"));

    public override Decision Enter(Scene scene)
    {
        var story = scene.Course.Story;
        var tell = new Effect.Notify(scene.EffectId(), Name, story, team.Name, message.Text, scene.Course.Task?.Id);
        return new Decision.Proceed(new(ReasonCode.Told, team.Name), then.To, "told", Effects: [tell]);
    }
}
