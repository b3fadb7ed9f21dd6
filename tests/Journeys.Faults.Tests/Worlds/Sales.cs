using Journeys.Orchestrations.Values;
using Journeys.Runtime.Tasks;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>The team: looks at its list now and then, and decides some of what is there.</summary>
internal sealed class Sales(World world)
{
    private static readonly string[] Teams = ["sales", "managers"];

    public async Task LiveAsync()
    {
        var chance = world.Faults.Chance;
        while (true)
        {
            await world.PassAsync(TimeSpan.FromMinutes(150));
            // Nobody looks at an empty list: it would only cost time.
            if (!world.Tables.HasTasks)
            {
                continue;
            }

            var (tasks, _) = await world.AskAsync(doors =>
                doors.Tasks.ReadAsync(Teams, open: true, null, 50, null, CancellationToken.None)
            );
            foreach (var task in tasks)
            {
                if (chance.OneIn(2))
                {
                    continue;
                }

                // Sometimes two of them decide at once, and differently.
                await Task.WhenAll(AnswerAsync(task), chance.OneIn(6) ? AnswerAsync(task) : Task.CompletedTask);
            }
        }
    }

    private async Task AnswerAsync(StoredTask task)
    {
        var outcome = task.Effect.Outcomes[world.Faults.Chance.OneIn(3) ? 1 : 0];
        var answer = await world.AskAsync(doors =>
            doors.Answers.AnswerAsync(task.Id, outcome, null, Fields.Empty, CancellationToken.None)
        );
        world.Tally.Count("Answers");
        world.Tally.Tell(world.Wall.GetUtcNow(), () => $"{task.Id} answered {outcome}: {answer}");
    }
}
