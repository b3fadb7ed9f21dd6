using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Instances;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>Operators: they pause, resume, retry, skip and cancel, also twice and also what stands elsewhere by then.</summary>
internal sealed class Operators(World world)
{
    public async Task LiveAsync()
    {
        var chance = world.Faults.Chance;
        for (var decisions = 2 + chance.Below(6); decisions > 0; decisions--)
        {
            await world.PassAsync(TimeSpan.FromHours(16));
            string[] instances =
            [
                .. world.People.Instances.Where(instance => world.Tables.StateOf(instance) is not null),
            ];
            if (instances.Length == 0)
            {
                continue;
            }

            var action = chance.Below(8) switch
            {
                0 => OperatorAction.Cancel,
                1 => OperatorAction.Skip,
                2 or 3 => OperatorAction.Retry,
                4 or 5 => OperatorAction.Resume,
                _ => OperatorAction.Pause,
            };
            await DecideAsync(instances[chance.Below(instances.Length)], action);
        }
    }

    /// <summary>Whoever is paused is let go on.</summary>
    public async Task ResumeAllAsync()
    {
        foreach (var instance in world.People.Instances.ToList())
        {
            if (world.Tables.StateOf(instance) is JourneyState.Paused)
            {
                await DecideAsync(instance, OperatorAction.Resume);
            }
        }
    }

    private async Task DecideAsync(string instance, OperatorAction action)
    {
        if (action == OperatorAction.Retry)
        {
            // From here on a mail of it may be sent once more.
            world.Provider.AskedAgain.Add(instance);
        }

        world.Tally.Count($"Operator{action}");
        var answers = await world.AskAsync(doors =>
            doors.Instances.TellAsync(
                new Telling(instance, null, new JourneyInput.OperatorDecided(action, "ops")),
                CancellationToken.None
            )
        );
        world.Tally.Tell(world.Wall.GetUtcNow(), () => $"ops {action} {instance}: {string.Join(", ", answers)}");
    }
}
