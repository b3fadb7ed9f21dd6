namespace Journeys.Orchestrations.Steps;

/// <summary>The verbs of the language: adding one is adding a file and a line here.</summary>
internal static class Verbs
{
    public static readonly IReadOnlyList<Verb> All =
    [
        new("email", EmailStep.Read, ["class", "then", "noConsent", "failed"]),
        new("wait", WaitStep.Read, ["then", "missing", "past", "calendar"]),
        new("waitFor", WaitForStep.Read, ["upTo", "then", "otherwise", "calendar"]),
        new("branch", BranchStep.Read, ["otherwise"]),
        new("split", SplitStep.Read, []),
        new("task", TaskStep.Read, ["team", "within", "remind", "calendar", "outcomes", "asks", "late"]),
        new(
            "handoff",
            HandoffStep.Read,
            ["title", "within", "remind", "calendar", "accepted", "declined", "asks", "late"]
        ),
        new("notify", NotifyStep.Read, ["message", "then"]),
        new("webhook", WebhookStep.Read, ["method", "body", "then", "failed"]),
        new("update", UpdateStep.Read, ["then"]),
        new("emit", EmitStep.Read, ["data", "then"]),
        new("start", StartStep.Read, ["data", "then"]),
        new("end", EndStep.Read, []),
    ];

    public static Verb? Find(string name) => All.FirstOrDefault(verb => verb.Name == name);
}

/// <summary>One verb.</summary>
/// <param name="Name">The key that makes a step of this kind.</param>
/// <param name="Read">Reads the step.</param>
/// <param name="Keys">The other keys it takes.</param>
internal sealed record Verb(string Name, Func<StepReader, Step> Read, IReadOnlyList<string> Keys);
