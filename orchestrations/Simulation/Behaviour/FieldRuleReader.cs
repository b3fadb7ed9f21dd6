using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Simulation.Behaviour;

/// <summary>
/// Reads fields of invented contacts: a value, <c>{ "oneOf": […] }</c>, <c>{ "ago": … }</c> or <c>{ "in": … }</c>; other
/// objects are groups, as everywhere.
/// </summary>
internal sealed class FieldRuleReader(DiagnosticBag bag)
{
    public ImmutableArray<FieldRule> Read(JsonTree.Object tree) => [.. Read(tree, "", 1)];

    private IEnumerable<FieldRule> Read(JsonTree.Object tree, string group, int depth)
    {
        if (depth > Fields.DepthLimit)
        {
            bag.Error("J010", tree.At, $"\"{group}\" is nested deeper than {Fields.DepthLimit} levels");
            return [];
        }

        return tree.Members.SelectMany(member => Read(member, $"{group}{member.Name}", depth));
    }

    private IEnumerable<FieldRule> Read(Member member, string name, int depth)
    {
        switch (member.Value)
        {
            case JsonTree.Object { Members: [{ Name: "oneOf" } several] }:
                return Several(several) is { } values ? [new(name, new FieldSource.OneOf(values))] : [];
            case JsonTree.Object { Members: [{ Name: "ago" or "in" } date] }:
                var distance = new SpreadReader(bag).Read(date.Value);
                return [new(name, new FieldSource.Date(distance, date.Name == "ago"))];
            case JsonTree.Object group:
                return Read(group, $"{name}.", depth + 1);
            case var value:
                return value.ToFieldValue() is { } known ? [new(name, new FieldSource.Fixed(known))] : [];
        }
    }

    private ImmutableArray<FieldValue>? Several(Member several)
    {
        if (several.Value is JsonTree.List { Items.IsEmpty: false } list)
        {
            return [.. list.Items.Select(item => item.ToFieldValue()).OfType<FieldValue>()];
        }

        bag.Error("J125", several.Value.At, "\"oneOf\" needs a list with at least one value");
        return null;
    }
}
