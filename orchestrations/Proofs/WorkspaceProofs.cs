using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Proofs;

/// <summary>What can be proved of the journeys of a workspace together: who starts whom.</summary>
public static class WorkspaceProofs
{
    /// <summary>Finds starts of journeys that there are not, and journeys that start one another in a circle.</summary>
    /// <param name="journeys">The journeys that could be read, and the file that each is in.</param>
    /// <param name="names">The names of all journeys, also of those that could not be read.</param>
    public static ImmutableArray<Diagnostic> Run(
        IReadOnlyList<(string File, JourneyDefinition Journey)> journeys,
        IReadOnlyCollection<string> names
    )
    {
        var byName = journeys.ToDictionary(
            one => one.Journey.Name,
            one => new Started(one.Journey.Entry.Again, [.. Starts(one.Journey)]),
            StringComparer.Ordinal
        );
        var findings = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var (file, journey) in journeys)
        {
            var bag = new DiagnosticBag(file);
            foreach (
                var start in journey.InOrder.OfType<StartStep>().Where(start => !names.Contains(start.Journey.Name))
            )
            {
                bag.Warning(
                    "J140",
                    start.Journey.At,
                    $"there is no journey \"{start.Journey.Name}\" in this workspace.{DidYouMean.For(start.Journey.Name, names)}"
                );
            }

            foreach (var start in byName[journey.Name].Starts)
            {
                ProveCircle(journey.Name, start, byName, bag);
            }

            findings.AddRange(bag.Items);
        }

        return findings.ToImmutable();
    }

    // Told once of every journey in the circle, at the step that goes on round it.
    private static void ProveCircle(string journey, Start start, Dictionary<string, Started> byName, DiagnosticBag bag)
    {
        if (Way(start, journey, byName, hurried: true) is { } spinning)
        {
            bag.Error(
                "J141",
                start.At,
                $"this starts {string.Join(", which starts ", spinning)} again, and no time passes on the way; put a \"wait\" into one of them, or say \"again\": \"after 30 days\""
            );
        }
        else if (Way(start, journey, byName, hurried: false) is { } circle)
        {
            bag.Warning(
                "J142",
                start.At,
                $"this starts {string.Join(", which starts ", circle)} again, so a contact may go round for ever; say \"again\": \"never\" in one of them"
            );
        }
    }

    // The shortest way from a start back to its journey, as names; null when there is none.
    private static List<string>? Way(Start start, string journey, Dictionary<string, Started> byName, bool hurried)
    {
        var before = new Dictionary<string, string?>(StringComparer.Ordinal);
        var open = new Queue<string>();
        Go(start, from: null);
        while (open.TryDequeue(out var name))
        {
            if (name == journey)
            {
                var way = new List<string>();
                for (string? at = name; at is not null; at = before[at])
                {
                    way.Insert(0, $"\"{at}\"");
                }

                return way;
            }

            foreach (var next in byName[name].Starts)
            {
                Go(next, name);
            }
        }

        return null;

        void Go(Start next, string? from)
        {
            if (
                byName.TryGetValue(next.Journey, out var started)
                && started.Again is not Again.Never
                && (!hurried || (next.AtOnce && started.Again is Again.Always))
                && before.TryAdd(next.Journey, from)
            )
            {
                open.Enqueue(next.Journey);
            }
        }
    }

    private static IEnumerable<Start> Starts(JourneyDefinition journey)
    {
        var starts = journey.InOrder.OfType<StartStep>().ToList();
        if (starts.Count == 0)
        {
            return [];
        }

        var graph = new StepGraph(journey.InOrder);
        var quick = graph.Reached([0], (step, way) => !step.TakesTime(way));
        return starts.Select(step => new Start(step.Journey.Name, step.Journey.At, quick[graph.Number(step.Name)]));
    }

    private sealed record Started(Again Again, ImmutableArray<Start> Starts);

    // A journey that is started; at once when no time need pass between entering and starting it.
    private sealed record Start(string Journey, Place At, bool AtOnce);
}
