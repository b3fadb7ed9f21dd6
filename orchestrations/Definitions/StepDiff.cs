using System.Collections.Immutable;
using Journeys.Orchestrations.Json;

namespace Journeys.Orchestrations.Definitions;

/// <summary>Compares the steps of two versions by their names; a step that says the same under another name was renamed.</summary>
internal static class StepDiff
{
    public static ImmutableArray<StepChange> Between(JsonTree.Object? before, JsonTree.Object? after)
    {
        var (old, now) = (Named(before), Named(after));
        var added = now.Where(step => !Has(before, step.Name)).ToList();
        var removed = old.Where(step => !Has(after, step.Name)).ToList();
        var renamed = Renamed(removed, added);
        var changes = now.Select(step =>
                renamed.FirstOrDefault(pair => pair.Now == step.Name) is { Now: not null } pair
                    ? new StepChange(step.Name, StepChangeKind.Renamed, pair.Was, [])
                : added.Contains(step) ? new(step.Name, StepChangeKind.Added, null, KeyDiff.Between(null, step.Value))
                : Changed(step.Name, before, step.Value)
            )
            .OfType<StepChange>();
        var gone = removed
            .Where(step => !renamed.Exists(pair => pair.Was == step.Name))
            .Select(step => new StepChange(step.Name, StepChangeKind.Removed, null, KeyDiff.Between(step.Value, null)));
        return [.. changes, .. gone];
    }

    private static StepChange? Changed(string name, JsonTree.Object? before, JsonTree.Object? now)
    {
        var keys = KeyDiff.Between(before?.Get(name) as JsonTree.Object, now);
        return keys.IsEmpty
            ? null
            : new(
                name,
                keys.Any(key => key.About == KeyKind.Way) ? StepChangeKind.Rewired : StepChangeKind.Changed,
                null,
                keys
            );
    }

    private static List<(string Was, string Now)> Renamed(List<Listed> removed, List<Listed> added)
    {
        var pairs = new List<(string Was, string Now)>();
        foreach (var step in added)
        {
            var says = Says(step);
            var match = removed.Find(old => !pairs.Exists(pair => pair.Was == old.Name) && Says(old) == says);
            if (match is not null)
            {
                pairs.Add((match.Name, step.Name));
            }
        }

        return pairs;
    }

    private static string Says(Listed step) =>
        string.Join('\n', KeyDiff.Flat(step.Value).Select(entry => $"{entry.Key} {entry.Value}"));

    private static List<Listed> Named(JsonTree.Object? steps) =>
        [.. (steps?.Members ?? []).Select(member => new Listed(member.Name, member.Value as JsonTree.Object))];

    private static bool Has(JsonTree.Object? steps, string name) => steps?.Find(name) is not null;

    private sealed record Listed(string Name, JsonTree.Object? Value);
}
