using System.Collections.Immutable;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;

namespace Journeys.Orchestrations.Steps;

/// <summary>Reads the events that a wait listens for: one, any or all of several.</summary>
internal sealed class WaitedReader(ReadingScope scope)
{
    private const int Most = 20;

    public (ImmutableArray<WaitedEvent> Events, bool All) Read(JsonTree.Object? waited)
    {
        if (waited is null)
        {
            return ([], false);
        }

        if (waited.Members is [{ Name: "any" or "all" } several])
        {
            return (Several(several), several.Name == "all");
        }

        return ([.. new[] { One(waited) }.OfType<WaitedEvent>()], false);
    }

    private ImmutableArray<WaitedEvent> Several(Member several)
    {
        if (several.Value is not JsonTree.List { Items: { Length: > 0 and <= Most } items })
        {
            scope.Bag.Error("J125", several.Value.At, $"\"{several.Name}\" needs a list of 1 to {Most} events");
            return [];
        }

        var events = ImmutableArray.CreateBuilder<WaitedEvent>();
        foreach (var item in items)
        {
            if (item is JsonTree.Object one)
            {
                events.AddRange(new[] { One(one) }.OfType<WaitedEvent>());
            }
            else
            {
                scope.Bag.Error(
                    "J103",
                    item.At,
                    $"expected an event such as {{ \"event\": \"email.clicked\" }}, found {item.Kind}"
                );
            }
        }

        return events.ToImmutable();
    }

    private WaitedEvent? One(JsonTree.Object one)
    {
        var keys = new KeyReader(one, "\"waitFor\"", scope.Bag);
        keys.Only("event", "of", "since", "if");
        var type = keys.Text("event");
        if (type is null)
        {
            return null;
        }

        keys.CheckEventType(type.Value, type.At);
        var condition = one.Find("if") is { } rule ? Condition.Read(rule.Value, scope.WithEvent, scope.Bag) : null;
        return new(type.Value, StepNamed(keys, "of"), StepNamed(keys, "since"), condition) { At = type.At };
    }

    private Named? StepNamed(KeyReader keys, string key)
    {
        if (!keys.Has(key) || keys.Text(key) is not { } text)
        {
            return null;
        }

        if (!scope.HasStep(text.Value))
        {
            scope.Bag.Error(
                "J107",
                text.At,
                $"\"{key}\" names step \"{text.Value}\", which does not exist.{DidYouMean.For(text.Value, scope.Steps)}"
            );
        }

        return new(text.Value, text.At);
    }
}
