using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "webhook": "https://…", "body": { … }, "then": …, "failed": … }</c>: calls another system and waits for its
/// answer.
/// </summary>
public sealed class WebhookStep(
    StepSource source,
    string method,
    TemplateText url,
    Fields body,
    IReadOnlyList<TemplateText> texts,
    Way then,
    Way? failed
) : EffectStep(source, then, failed)
{
    public static readonly IReadOnlyList<string> Methods = ["POST", "PUT", "PATCH"];

    public override string Verb => "webhook";

    public override IEnumerable<TemplateText> Templates => texts.Prepend(url);

    internal static WebhookStep Read(StepReader reader)
    {
        var (body, texts) = reader.Data("body");
        return new(
            reader.Source,
            reader.OneOf("method", Methods) ?? "POST",
            reader.Address("webhook"),
            body,
            texts,
            reader.Way("then"),
            reader.OptionalWay("failed")
        );
    }

    public override Decision Enter(Scene scene) =>
        new Decision.Perform(
            new(ReasonCode.Performing, $"calls {url.Text}"),
            new Effect.CallWebhook(scene.EffectId(), Name, scene.Course.Story, method, url.Text, body)
        );

    public override Decision Succeeded(Scene scene, JourneyInput.EffectSucceeded result) =>
        new Decision.Proceed(
            new(ReasonCode.Done, null, result.Result["status"]?.ToString()),
            Then.To,
            "done",
            Answers: result.Result
        );
}
