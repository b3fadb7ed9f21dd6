using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>What a scenario may refer to, and where findings go.</summary>
internal sealed class ScenarioScope(JourneyDefinition definition, ImmutableArray<string> fields, DiagnosticBag bag)
{
    public JourneyDefinition Definition => definition;

    public DiagnosticBag Bag => bag;

    public ScenarioTimes Times { get; } = new(definition, bag);

    /// <summary>The step of a name, if it is of a kind.</summary>
    /// <param name="what">What such a step does, for the message: <c>sends a mail</c>.</param>
    /// <param name="is">Whether a step is of that kind.</param>
    public Step? Step(JsonTree.Text name, string what, Func<Step, bool> @is)
    {
        var fitting = definition.InOrder.Where(@is).Select(step => step.Name).ToList();
        if (!definition.Steps.TryGetValue(name.Value, out var step))
        {
            bag.Error(
                "J603",
                name.At,
                $"there is no step \"{name.Value}\" in {definition.Name}.{DidYouMean.For(name.Value, fitting)}"
            );
            return null;
        }

        if (@is(step))
        {
            return step;
        }

        var choice = fitting.Count == 0 ? "no step does" : $"these do: {string.Join(", ", fitting)}";
        bag.Error("J604", name.At, $"step \"{name.Value}\" ({step.Verb}) is none that {what}; {choice}");
        return null;
    }

    /// <summary>The named values of a key; none when it is left out.</summary>
    /// <param name="root">What they are fields of: <c>contact</c>; null: of something that nothing declares.</param>
    public Fields Fields(KeyReader keys, string key, string? root = null)
    {
        if (!keys.Has(key) || keys.Object(key) is not { } values)
        {
            return Values.Fields.Empty;
        }

        var read = values.ToFields(bag);
        if (root is not null && fields.Length > 0)
        {
            Judge(values, root, read);
        }

        return read;
    }

    private void Judge(JsonTree.Object values, string root, Fields read)
    {
        foreach (var (name, _) in read.Where(field => !fields.Contains($"{root}.{field.Key}") && field.Key != "id"))
        {
            var at = values.Members.FirstOrDefault(member => name.StartsWith(member.Name, StringComparison.Ordinal));
            bag.Warning(
                "J608",
                at?.NameAt ?? values.At,
                $"no field {root}.{name} is declared, built in or in fields.json."
                    + DidYouMean.For($"{root}.{name}", fields)
            );
        }
    }
}
