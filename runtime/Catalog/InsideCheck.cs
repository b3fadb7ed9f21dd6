using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Steps;
using Journeys.Runtime.Api;

namespace Journeys.Runtime.Catalog;

/// <summary>
/// Whether those inside can be moved as somebody chose: everybody must have a place to go to. A step that keeps its name must
/// keep its verb, because whoever stands there goes on with what the old one began.
/// </summary>
internal static class InsideCheck
{
    /// <summary>Puts what is wrong with the choice into the bag of the new version's <c>journey.json</c>.</summary>
    /// <param name="live">The version that is live now.</param>
    /// <param name="next">The version to be published.</param>
    /// <param name="request">The choice.</param>
    /// <param name="standing">How many stand at each step, in whatever version.</param>
    /// <param name="bag">Where the findings go.</param>
    public static void Check(
        JourneyDefinition live,
        JourneyDefinition next,
        PublishRequest request,
        IReadOnlyDictionary<string, int> standing,
        DiagnosticBag bag
    )
    {
        var map = request.Map ?? new Dictionary<string, string>();
        CheckMap(live, next, map, standing, bag);
        // Nobody ever stands at an end.
        foreach (var step in live.InOrder.Where(step => step is not EndStep && !map.ContainsKey(step.Name)))
        {
            CheckStep(step, next, standing, bag);
        }

        foreach (var (step, count) in standing)
        {
            if (!live.Steps.ContainsKey(step) && !next.Steps.ContainsKey(step) && !map.ContainsKey(step))
            {
                bag.Error(
                    "J452",
                    Place.Start,
                    $"step \"{step}\" of an older version is not here, and {People(count)} there: say where it leads (map)"
                );
            }
        }
    }

    private static void CheckMap(
        JourneyDefinition live,
        JourneyDefinition next,
        IReadOnlyDictionary<string, string> map,
        IReadOnlyDictionary<string, int> standing,
        DiagnosticBag bag
    )
    {
        foreach (var (from, to) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!next.Steps.ContainsKey(to))
            {
                bag.Error(
                    "J450",
                    Place.Start,
                    $"\"{from}\" is to lead to \"{to}\", which does not exist.{DidYouMean.For(to, next.Steps.Keys)}"
                );
            }

            // Whoever publishes the same once more, because some could not be moved, may name steps that nobody has any more.
            if (live.Version != next.Version && !live.Steps.ContainsKey(from) && !standing.ContainsKey(from))
            {
                bag.Error(
                    "J451",
                    Place.Start,
                    $"\"{from}\" is to lead to \"{to}\", but the live version has no step \"{from}\"."
                        + DidYouMean.For(from, live.Steps.Keys)
                );
            }
        }
    }

    private static void CheckStep(
        Step step,
        JourneyDefinition next,
        IReadOnlyDictionary<string, int> standing,
        DiagnosticBag bag
    )
    {
        var people = People(standing.GetValueOrDefault(step.Name));
        if (!next.Steps.TryGetValue(step.Name, out var after))
        {
            bag.Error(
                "J452",
                Place.Start,
                $"step \"{step.Name}\" of the live version is not here, and {people} there: say where it leads (map)"
            );
        }
        else if (after.Verb != step.Verb)
        {
            bag.Error(
                "J453",
                after.At,
                $"step \"{step.Name}\" is \"{after.Verb}\" here and \"{step.Verb}\" in the live version, and {people} there: "
                    + "say where it leads (map), maybe to itself, to begin it anew"
            );
        }
    }

    private static string People(int count) => count == 1 ? "1 contact stands" : $"{count} contacts stand";
}
