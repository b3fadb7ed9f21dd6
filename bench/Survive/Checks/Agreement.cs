using Journeys.Orchestrations.Machine;
using Journeys.Runtime;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Bench.Survive.Checks;

/// <summary>Whether states, histories, ledger, due index and tasks tell the same story. Each complaint is a sentence.</summary>
internal sealed class Agreement(Evidence evidence, ITables tables)
{
    private readonly JourneyCatalog catalog = new(
        tables,
        new CompiledJourneys(),
        new RuntimeSettings { SingleWriter = true },
        TimeProvider.System
    );

    /// <summary>Everything that does not agree; empty when all does.</summary>
    public async Task<IReadOnlyList<string>> ComplaintsAsync()
    {
        var complaints = new List<string>();
        foreach (var standing in evidence.Standings)
        {
            complaints.AddRange(OfRows(standing));
            if (await ReplayedAsync(standing) is { } difference)
            {
                complaints.Add($"{standing.Instance}: replay differs at input {difference}");
            }
        }

        complaints.AddRange(OfEffects());
        complaints.AddRange(OfTasks());
        return complaints;
    }

    private IEnumerable<string> OfRows(Standing standing)
    {
        var history = evidence.Histories[standing.Instance].ToList();
        if (!history.Select(record => record.Sequence).SequenceEqual(Enumerable.Range(1, standing.Sequence)))
        {
            yield return $"{standing.Instance}: {history.Count} rows of history, and its state is the {standing.Sequence}th";
        }

        string[] expected = standing.Timer is { } timer ? [InstanceRows.DueKey(timer.Due, standing.Instance)] : [];
        var found = evidence.Due[standing.Instance].ToList();
        if (!found.SequenceEqual(expected))
        {
            yield return $"{standing.Instance}: the due index has [{string.Join(' ', found)}], its state [{string.Join(' ', expected)}]";
        }
    }

    private async Task<string?> ReplayedAsync(Standing standing)
    {
        var history = evidence.Histories[standing.Instance].ToList();
        var versions = new Dictionary<string, PublishedJourney>(StringComparer.Ordinal);
        foreach (var version in history.Select(record => record.Version).Distinct(StringComparer.Ordinal))
        {
            var journey = InstanceId.Parse(standing.Instance).Journey;
            versions[version] = await catalog.GetAsync(journey, version, CancellationToken.None);
        }

        return Replay
            .Compare(standing.Instance, history, version => versions[version].Definition, standing.State)
            ?.ToString();
    }

    private IEnumerable<string> OfEffects()
    {
        var decided = evidence
            .Histories.SelectMany(records => records)
            .SelectMany(record => record.Effects)
            .ToHashSet();
        // Of a mail that was put off nothing is kept: another one is decided when its time comes.
        var deferred = evidence
            .Histories.SelectMany(records => records)
            .Select(record => (record.Input as JourneyInput.EffectDeferred)?.Effect)
            .OfType<string>();
        var known = evidence.Ledger.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        return evidence
            .Ledger.Where(entry => entry.Open)
            .Select(entry => $"{entry.Id}: {entry.What} is {entry.Status} and was never finished")
            .Concat(
                decided.Except(known).Except(deferred).Select(effect => $"{effect}: decided, and not in the ledger")
            )
            .Concat(known.Except(decided).Select(effect => $"{effect}: in the ledger, and never decided"));
    }

    // An open task is one that its instance waits for, or is held at.
    private IEnumerable<string> OfTasks()
    {
        var asked = evidence.Standings.Select(standing => TaskOf(standing.State)).OfType<string>().ToHashSet();
        return evidence
            .OpenTasks.Where(task => !asked.Contains(task.Id))
            .Select(task => $"{task.Id}: the task is open, and nobody waits for its answer");
    }

    private static string? TaskOf(JourneyState state) =>
        state switch
        {
            JourneyState.Waiting waiting => waiting.Course.Task?.Id,
            JourneyState.Performing performing => performing.Course.Task?.Id,
            JourneyState.Held held => held.Course.Task?.Id,
            JourneyState.Paused paused => TaskOf(paused.Inner),
            _ => null,
        };
}
