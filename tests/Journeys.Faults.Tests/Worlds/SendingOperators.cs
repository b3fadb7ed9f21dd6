using Journeys.Runtime;
using Journeys.Runtime.Effects;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>
/// Operators who pause the sending of journeys, and let it go on: their own pauses, and those of journeys that paused by themselves.
/// </summary>
internal sealed class SendingOperators(World world)
{
    // A mail that was let through before the pause was known everywhere, and then met a store that was away for some minutes.
    private static readonly TimeSpan UnderWay = new RuntimeSettings().CatalogAge + TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, DateTimeOffset> paused = new(StringComparer.Ordinal);

    public async Task LiveAsync()
    {
        var chance = world.Faults.Chance;
        for (var decisions = 1 + chance.Below(5); decisions > 0; decisions--)
        {
            await world.PassAsync(TimeSpan.FromHours(16));
            var journey = chance.Of<string>([.. People.JourneyNames]);
            if (chance.OneIn(3))
            {
                await ResumeAsync(journey);
            }
            else
            {
                await PauseAsync(journey);
            }
        }
    }

    /// <summary>Whatever is paused goes on.</summary>
    public async Task ResumeAllAsync()
    {
        foreach (var journey in People.JourneyNames)
        {
            await ResumeAsync(journey);
        }
    }

    /// <summary>No mail is let through that was not under way when its journey's sending was paused.</summary>
    public void Judge(LedgerEntry sending)
    {
        if (paused.TryGetValue(sending.Journey, out var since) && world.Wall.GetUtcNow() > since + UnderWay)
        {
            world.Tally.Break($"{sending.Id} is being sent although sending is paused since {since:O}");
        }
    }

    private async Task PauseAsync(string journey)
    {
        var (pause, already) = await world.AskAsync(doors =>
            doors.Pauses.PauseAsync(journey, "ops", "drawn", CancellationToken.None)
        );
        paused.TryAdd(journey, world.Wall.GetUtcNow());
        world.Tally.Count("SendingPauses");
        world.Tally.Tell(world.Wall.GetUtcNow(), () => $"ops pause sending of {journey}: {pause}, before: {already}");
    }

    private async Task ResumeAsync(string journey)
    {
        paused.Remove(journey);
        var (pause, already) = await world.AskAsync(doors =>
            doors.Pauses.ResumeAsync(journey, "ops", CancellationToken.None)
        );
        if (!already)
        {
            world.Tally.Count("SendingResumes");
        }

        world.Tally.Tell(world.Wall.GetUtcNow(), () => $"ops resume sending of {journey}: {pause}, before: {already}");
    }
}
