using System.Globalization;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Doctor;

/// <summary>
/// Goes through the whole store in steps, so that no request takes long however much is stored: each shard twice, each
/// journey, each team, the dead letters. A step is named by its key, and the steps are sorted by their keys, so whoever asks
/// for the next one needs nothing but the last key.
/// </summary>
public sealed class Physician(
    JourneyCatalog catalog,
    Workspace workspace,
    TimerCheck timers,
    EffectCheck effects,
    RecordCheck records,
    JourneyCheck journeys,
    TaskCheck tasks,
    DeadLetterCheck deadLetters
)
{
    /// <summary>Takes one step.</summary>
    /// <param name="after">Where the step before ended; null for the first.</param>
    /// <param name="into">Gathers what is found.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How many steps are done of how many, and where this one ended; null when it was the last.</returns>
    /// <exception cref="PageTokenException"><paramref name="after"/> is no step's end.</exception>
    public async Task<(int Done, int Total, string? Next)> StepAsync(
        string? after,
        Examination into,
        CancellationToken cancellation
    )
    {
        var steps = await StepsAsync(cancellation);
        var (last, row) = after is null ? ("", "") : PageToken.Read(after);
        // A step that is not finished is gone on with; otherwise the one behind the last is next.
        var at = steps.FindIndex(step => string.CompareOrdinal(step.Key, last) >= (row.Length > 0 ? 0 : 1));
        if (at < 0)
        {
            return (steps.Count, steps.Count, null);
        }

        var step = steps[at];
        var rest = await step.Look(step.Key == last ? row : "", into, cancellation);
        var done = rest is null ? at + 1 : at;
        return (done, steps.Count, done == steps.Count ? null : PageToken.Of(step.Key, rest ?? ""));
    }

    private async Task<List<Step>> StepsAsync(CancellationToken cancellation)
    {
        var steps = new List<Step>();
        foreach (var journey in (await catalog.LiveAsync(cancellation)).Values)
        {
            for (var shard = 0; shard < journey.Shards; shard++)
            {
                steps.AddRange(OfShard(journey.Journey, InstanceRows.Partition(journey.Journey, shard)));
            }

            steps.Add(new($"3~{journey.Journey}", Whole((into, stop) => journeys.CheckAsync(journey, into, stop))));
        }

        foreach (var team in (await workspace.TeamsAsync(cancellation)).ByName.Keys)
        {
            steps.Add(new($"4~{team}", Whole((into, stop) => tasks.CheckAsync(team, into, stop))));
        }

        steps.Add(new("5~dead", Whole(deadLetters.CheckAsync)));
        steps.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        return steps;
    }

    private IEnumerable<Step> OfShard(string journey, string partition)
    {
        yield return new(
            string.Create(CultureInfo.InvariantCulture, $"1~{partition}"),
            Whole(
                async (into, stop) =>
                {
                    await timers.CheckAsync(journey, partition, into, stop);
                    await effects.CheckAsync(journey, partition, into, stop);
                }
            )
        );
        yield return new(
            $"2~{partition}",
            (from, into, stop) => records.CheckAsync(journey, partition, from, into, stop)
        );
    }

    private static Func<string, Examination, CancellationToken, Task<string?>> Whole(
        Func<Examination, CancellationToken, Task> look
    ) =>
        async (_, into, stop) =>
        {
            await look(into, stop);
            return null;
        };

    /// <summary>One step.</summary>
    /// <param name="Key">Its name, and its place among the others.</param>
    /// <param name="Look">Looks from a row on; answers with the row where it ended, null when it is done.</param>
    private sealed record Step(string Key, Func<string, Examination, CancellationToken, Task<string?>> Look);
}
