using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>Reads one thing that happens.</summary>
internal sealed class HappeningReader(ScenarioScope scope)
{
    private static readonly string[] Verbs = ["event", "answer", "operator", "fails"];

    private static readonly string[] Actions =
    [
        .. Enum.GetNames<OperatorAction>().Select(name => name.ToLowerInvariant()),
    ];

    private static readonly string[] FailingWays =
    [
        .. Enum.GetNames<FailingWay>().Select(name => name.ToLowerInvariant()),
    ];

    public Happening? Read(JsonTree.Object item, Instant before)
    {
        var keys = new KeyReader(item, "what happens", scope.Bag);
        var at = scope.Times.From(keys.Has("at") ? keys.Text("at") : null, before);
        if (Verbs.Where(keys.Has).ToList() is not [var verb])
        {
            var guess = item
                .Members.Select(key => DidYouMean.For(key.Name, Verbs))
                .FirstOrDefault(text => text.Length > 0);
            scope.Bag.Error("J605", item.At, $"what happens has one of {string.Join(", ", Verbs)}.{guess}");
            return null;
        }

        if (keys.Text(verb) is not { } name)
        {
            return null;
        }

        return verb switch
        {
            "event" => Event(keys, name, at),
            "answer" => Answer(keys, name, at),
            "operator" => Operator(keys, at, item.At),
            _ => Failing(keys, name, at),
        };
    }

    private Happening.Event Event(KeyReader keys, JsonTree.Text type, Instant at)
    {
        keys.Only("at", "event", "of", "data", "contact", "account");
        keys.CheckEventType(type.Value, type.At);
        var of = keys.Has("of") ? keys.Text("of") : null;
        var contact = scope.Fields(keys, "contact", "contact");
        var account = scope.Fields(keys, "account", "account");
        if (of is not null)
        {
            scope.Step(of, "sends a mail", step => step is EmailStep);
        }

        // Consent, and what an event tells of the contact, matters even when nothing listens.
        var teaches = contact.Count + account.Count > 0 || HubRules.ChangesPermissions(type.Value);
        if (!scope.Definition.Concerns(type.Value) && !teaches)
        {
            scope.Bag.Warning(
                "J607",
                type.At,
                $"{scope.Definition.Name} does not listen for {type.Value}, so this changes nothing."
                    + DidYouMean.For(type.Value, scope.Definition.Concerning)
            );
        }

        return new(at, type.At, type.Value, of?.Value, scope.Fields(keys, "data"), contact, account);
    }

    private Happening.Answer? Answer(KeyReader keys, JsonTree.Text name, Instant at)
    {
        keys.Only("at", "answer", "outcome", "by", "answers");
        var outcome = keys.Text("outcome");
        var by = keys.Has("by") ? keys.Text("by")?.Value : null;
        var answers = scope.Fields(keys, "answers");
        if (scope.Step(name, "asks a person", step => step is PersonStep) is not PersonStep step || outcome is null)
        {
            return null;
        }

        var offered = step.Outcomes.Select(way => way.Label).ToList();
        if (!offered.Contains(outcome.Value))
        {
            scope.Bag.Error(
                "J606",
                outcome.At,
                $"\"{step.Name}\" does not offer \"{outcome.Value}\"; it offers {string.Join(", ", offered)}."
                    + DidYouMean.For(outcome.Value, offered)
            );
        }

        foreach (var stray in answers.Select(answer => answer.Key).Where(field => !step.Asks.Contains(field)))
        {
            var asked = step.Asks.IsEmpty ? "it asks for nothing" : $"it asks for {string.Join(", ", step.Asks)}";
            scope.Bag.Error("J609", name.At, $"\"{step.Name}\" does not ask for {stray}; {asked}");
        }

        return new(at, name.At, step.Name, outcome.Value, by, answers);
    }

    private static Happening.Operator? Operator(KeyReader keys, Instant at, Place place)
    {
        keys.Only("at", "operator", "by");
        var by = keys.Has("by") ? keys.Text("by")?.Value : null;
        return keys.OneOf("operator", Actions) is { } action
            ? new(at, place, Enum.Parse<OperatorAction>(action, ignoreCase: true), by ?? "operator@example.com")
            : null;
    }

    private Happening.Failing? Failing(KeyReader keys, JsonTree.Text name, Instant at)
    {
        keys.Only("at", "fails", "how", "why", "times");
        var how = Enum.Parse<FailingWay>(keys.OneOf("how", FailingWays) ?? "permanent", ignoreCase: true);
        var why = keys.Has("why") ? keys.Text("why")?.Value : null;
        var times = keys.Has("times") ? keys.Whole("times", 1, 100) : 1;
        return scope.Step(name, "can fail", step => step is EmailStep or WebhookStep or PersonStep) is { } step
            ? new(at, name.At, step.Name, how, why ?? "the scenario says so", times)
            : null;
    }
}
