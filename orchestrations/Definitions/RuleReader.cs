using System.Collections.Immutable;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Times;

namespace Journeys.Orchestrations.Definitions;

/// <summary>Reads the rules of a journey that are not steps: entering, goal and leaving.</summary>
internal sealed class RuleReader(KeyReader keys, ReadingScope scope)
{
    public Entry Entry()
    {
        if (keys.Object("enter") is not { } tree)
        {
            return new([], null, new Again.Never());
        }

        var enter = new KeyReader(tree, "\"enter\"", scope.Bag);
        enter.Only("on", "if", "again");
        return new(On(enter), If(tree, scope.AtEntry), ReadAgain(enter));
    }

    public Goal? Goal()
    {
        if (!keys.Has("goal") || keys.Object("goal") is not { } tree)
        {
            return null;
        }

        var goal = new KeyReader(tree, "\"goal\"", scope.Bag);
        goal.Only("on", "if", "within");
        var within = goal.Has("within") ? goal.Delay("within") : null;
        if (within is { IsBusiness: true })
        {
            scope.Bag.Error("J113", tree.At, "\"within\" of the goal counts all days; write it without \"business\"");
        }

        return new(On(goal), If(tree, scope.WithEvent), within);
    }

    public ImmutableArray<EventRule> Leave()
    {
        if (!keys.Has("leave"))
        {
            return [];
        }

        if (keys.Required("leave") is not JsonTree.List list)
        {
            scope.Bag.Error(
                "J103",
                keys.Required("leave")!.At,
                "\"leave\" takes a list such as [{ \"on\": \"contact.unsubscribed\" }]"
            );
            return [];
        }

        return [.. list.Items.Select(ReadLeave).OfType<EventRule>()];
    }

    private EventRule? ReadLeave(JsonTree item)
    {
        if (item is not JsonTree.Object tree)
        {
            scope.Bag.Error(
                "J103",
                item.At,
                $"expected an object such as {{ \"on\": \"contact.unsubscribed\" }}, found {item.Kind}"
            );
            return null;
        }

        var leave = new KeyReader(tree, "\"leave\"", scope.Bag);
        leave.Only("on", "if");
        return new(On(leave), If(tree, scope.WithEvent));
    }

    private Again ReadAgain(KeyReader enter)
    {
        if (!enter.Has("again") || enter.Text("again") is not { } text)
        {
            return new Again.Never();
        }

        switch (text.Value)
        {
            case "never":
                return new Again.Never();
            case "always":
                return new Again.Always();
            case var after
                when after.StartsWith("after ", StringComparison.Ordinal)
                    && Delay.TryParse(after[6..], out var delay, out _)
                    && !delay.IsBusiness:
                return new Again.After(delay);
            default:
                scope.Bag.Error(
                    "J126",
                    text.At,
                    "\"again\" is \"never\", \"always\" or a time such as \"after 90 days\""
                );
                return new Again.Never();
        }
    }

    private static ImmutableArray<string> On(KeyReader rule)
    {
        var types = rule.Texts("on").ToList();
        foreach (var type in types)
        {
            rule.CheckEventType(type.Value, type.At);
        }

        return [.. types.Select(type => type.Value).Distinct(StringComparer.Ordinal)];
    }

    private Condition? If(JsonTree.Object rule, ConditionScope where) =>
        rule.Find("if") is { } condition ? Condition.Read(condition.Value, where, scope.Bag) : null;
}
