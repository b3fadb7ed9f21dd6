using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Steps;
using NodaTime;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>Reads one thing that is expected.</summary>
internal sealed class ExpectationReader(ScenarioScope scope)
{
    public Expectation? Read(JsonTree.Object item, Instant before)
    {
        var keys = new KeyReader(item, "what is expected", scope.Bag);
        var at = scope.Times.From(keys.Has("at") ? keys.Text("at") : null, before);
        // The first key that is a deed is the verb: "emit" takes an "event", and "start" a "journey".
        var verb = item.Members.Select(member => member.Name).FirstOrDefault(Deeds.ByWord.ContainsKey);
        if (verb is null)
        {
            var words = Deeds.ByWord.Keys.Order(StringComparer.Ordinal).ToList();
            var guess = item
                .Members.Select(key => DidYouMean.For(key.Name, words))
                .FirstOrDefault(text => text.Length > 0);
            scope.Bag.Error("J605", item.At, $"what is expected has one of {string.Join(", ", words)}.{guess}");
            return null;
        }

        var (deed, details) = (Deeds.ByWord[verb].Deed, Deeds.ByWord[verb].Details);
        keys.Only(["at", verb, .. details]);
        if (keys.Text(verb) is not { } name || !Fits(deed, verb, name))
        {
            return null;
        }

        return new(
            at,
            name.At,
            deed,
            name.Value,
            [.. details.Where(keys.Has).SelectMany(key => Detail(keys, key, at))]
        );
    }

    private bool Fits(Deed deed, string verb, JsonTree.Text name) =>
        deed switch
        {
            Deed.Ignore => true,
            Deed.Decide => scope.Step(name, "decides", _ => true) is not null,
            Deed.Remind => scope.Step(name, "asks a person", step => step is PersonStep) is not null,
            _ => scope.Step(name, $"is a {verb}", step => step.Verb == verb) is not null,
        };

    private IEnumerable<KeyValuePair<string, string>> Detail(KeyReader keys, string key, Instant at)
    {
        switch (key)
        {
            case "body" or "contact" or "data":
                return scope.Fields(keys, key).Select(field => Pair($"{key}.{field.Key}", field.Value.ToString()));
            case "due":
                var due = keys.Text(key) is { } text ? scope.Times.From(text, at) : at;
                return [Pair(key, ScenarioTime.Words(due, scope.Definition.TimeZone))];
            default:
                return keys.Text(key) is { } value ? [Pair(key, value.Value)] : [];
        }
    }

    private static KeyValuePair<string, string> Pair(string key, string value) => new(key, value);
}

/// <summary>Reads where the contact is expected to stand at the end.</summary>
internal sealed class EndReader(ScenarioScope scope)
{
    private static readonly string[] States = ["unentered", "waiting", "performing", "held", "paused", "finished"];

    private static readonly string[] Words = ["outcome", Deeds.Because];

    private static readonly string[] Times = ["at", "due"];

    /// <summary>Reads it.</summary>
    /// <param name="last">The last instant that was named before.</param>
    /// <param name="named">The last instant that is named here.</param>
    public ExpectedEnd Read(JsonTree.Object tree, Instant last, out Instant named)
    {
        var keys = new KeyReader(tree, "\"finally\"", scope.Bag);
        keys.Only("state", "step", "outcome", "at", "due", Deeds.Because, "contact");
        keys.Required("state");
        var details = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        if (keys.Has("step") && keys.Text("step") is { } step)
        {
            scope.Step(step, "is one", _ => true);
            details.Add(new("step", step.Value));
        }

        foreach (var key in Words.Where(keys.Has))
        {
            details.Add(new(key, keys.Text(key)?.Value ?? ""));
        }

        named = last;
        foreach (var key in Times.Where(keys.Has))
        {
            var from = key == "at" ? Instant.MinValue : last;
            var at = keys.Text(key) is { } text ? Time(text, from, last) : last;
            // What is due at the end has not happened yet.
            named = key == "at" ? Instant.Max(named, at) : named;
            details.Add(new(key, ScenarioTime.Words(at, scope.Definition.TimeZone)));
        }

        details.AddRange(
            scope
                .Fields(keys, "contact", "contact")
                .Select(field => KeyValuePair.Create($"contact.{field.Key}", field.Value.ToString()))
        );
        return new(tree.At, keys.OneOf("state", States) ?? "finished", details.ToImmutable());
    }

    // A run may have ended before the last thing that happens, so an absolute time may lie anywhere.
    private Instant Time(JsonTree.Text text, Instant from, Instant last) =>
        from == Instant.MinValue && text.Value.Length > 10 && char.IsAsciiDigit(text.Value[0])
            ? scope.Times.Absolute(text) ?? last
            : scope.Times.From(text, last);
}
