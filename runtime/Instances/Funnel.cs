using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Instances;

/// <summary>How many instances of a journey stand how, and where.</summary>
/// <param name="Counts">By status.</param>
/// <param name="Came">By step, how many have been at it in their newest run.</param>
/// <param name="Standing">By step, how many stand at it.</param>
/// <param name="Outcomes">Finished ones by outcome.</param>
/// <param name="Versions">By version, how many are on it and not finished.</param>
public sealed record Funnel(
    JourneyCounts Counts,
    IReadOnlyDictionary<string, int> Came,
    IReadOnlyDictionary<string, int> Standing,
    IReadOnlyDictionary<string, int> Outcomes,
    IReadOnlyDictionary<string, int> Versions
)
{
    /// <summary>What counting needs of a state row.</summary>
    public static readonly IReadOnlyList<string> Properties = ["status", "step", "visited", "outcome", "version"];

    /// <summary>Counts state rows.</summary>
    public static Funnel Of(IEnumerable<TableRow> rows)
    {
        var statuses = new Dictionary<string, int>(StringComparer.Ordinal);
        var came = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var standing = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            Count(versions, row.Text("status") == "finished" ? null : row.Text("version"));
            Count(statuses, row.Text("status"));
            Count(standing, row.Text("step"));
            Count(outcomes, row.Text("outcome"));
            foreach (var step in (row.Text("visited") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Count(came, step);
            }
        }

        var counts = new JourneyCounts(
            Running: statuses.GetValueOrDefault("waiting") + statuses.GetValueOrDefault("performing"),
            Held: statuses.GetValueOrDefault("held"),
            Paused: statuses.GetValueOrDefault("paused"),
            Finished: statuses.GetValueOrDefault("finished")
        );
        return new(counts, came, standing, outcomes, versions);
    }

    /// <summary>How many are inside another version than this one, without those who cannot be moved.</summary>
    /// <param name="version">The version.</param>
    /// <param name="refused">How many cannot be moved, by reason.</param>
    public int OutsideOf(string version, IReadOnlyDictionary<string, int>? refused = null)
    {
        var outside = Versions.Where(pair => pair.Key != version).Sum(pair => pair.Value);
        return Math.Max(0, outside - (refused?.Values.Sum() ?? 0));
    }

    /// <summary>
    /// The steps of the live version in the order of the file; steps that only older versions have follow, while anybody
    /// has been there.
    /// </summary>
    public IReadOnlyList<StepCounts> Steps(JourneyDefinition definition) =>
        [
            .. definition.InOrder.Select(step => Step(step.Name, step.Verb)),
            .. Came
                .Keys.Except(definition.InOrder.Select(step => step.Name))
                .Select(name => Step(name, "(older version)")),
        ];

    private StepCounts Step(string name, string verb) =>
        new(name, verb, Came.GetValueOrDefault(name), Standing.GetValueOrDefault(name));

    private static void Count(IDictionary<string, int> counts, string? name)
    {
        if (name is not null)
        {
            counts[name] = counts.TryGetValue(name, out var count) ? count + 1 : 1;
        }
    }
}
