using Journeys.Faults.Tests.Published;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>Somebody who publishes other versions of a journey while it runs, and moves or ends those inside.</summary>
internal sealed class Publishers(World world)
{
    private static readonly Dictionary<string, string> AroundTheWait = new(StringComparer.Ordinal)
    {
        ["engaged"] = "score",
        ["again"] = "score",
        ["night"] = "score",
    };

    public async Task LiveAsync(string by)
    {
        var chance = world.Faults.Chance;
        for (var times = 1 + chance.Below(3); times > 0; times--)
        {
            await world.PassAsync(TimeSpan.FromHours(24));
            var inside = chance.Below(6) switch
            {
                0 => InsideChoice.Finish,
                1 => InsideChoice.Stay,
                _ => InsideChoice.Move,
            };
            var (definition, steps) = chance.Below(3) switch
            {
                0 => (Pursuit.Longer, (string[])[]),
                1 => (Pursuit.Shorter, ["engaged", "again", "night"]),
                _ => (Pursuit.First, ["night"]),
            };
            var sending = SendingKeys.All[chance.Below(SendingKeys.All.Count)];
            await PublishAsync(by, SendingKeys.In(definition, sending), inside, steps);
        }
    }

    private async Task PublishAsync(string by, string definition, InsideChoice inside, string[] gone)
    {
        // Who moves people names the steps that are gone, as far as the live version has them.
        var map = gone.Where(step => world.Tables.LiveHas(Pursuit.Name, step))
            .ToDictionary(step => step, step => AroundTheWait[step]);
        var request = Files.Request(definition, inside, inside == InsideChoice.Move ? map : null);
        world.Tally.Count("Publications");
        var publication = await world.AskAsync(doors =>
            doors.Publisher.PublishAsync(Pursuit.Name, request, by, LiveCondition.None, CancellationToken.None)
        );
        world.Tally.Tell(world.Wall.GetUtcNow(), () => $"{by} publishes, {inside}: {publication}");
    }
}
