using Journeys.Functions.Instances;
using Journeys.Functions.Tests.Durable;
using Microsoft.DurableTask.Client;
using static Journeys.Functions.Tests.Instances.ScriptedWorld;

namespace Journeys.Functions.Tests.Instances;

/// <summary>What happens where the orchestration begins its history anew.</summary>
public sealed class NewHistoryTests
{
    private readonly ScriptedWorld world = new();

    [Fact]
    public void After_fifty_turns_the_history_begins_anew_and_knows_what_was_known()
    {
        world.Answer = turn => Waiting(turn, null);
        world.Begin();
        for (var sequence = 2; sequence <= JourneyOrchestration.TurnsARun; sequence++)
        {
            world.Wake(sequence);
            world.Hub.Settle();
        }

        Assert.Equal(1, world.Run.Execution);
        Assert.Equal(50, world.Turns.Count);
        Assert.InRange(world.Run.Length, 150, 500);

        // The new run is given the newest waking, and makes its first turn by it.
        world.Answer = _ => Waiting(51, null);
        world.Hub.BeforeActivity = () =>
        {
            Assert.Equal("""{"status":"waiting","step":"engaged","sequence":50}""", world.Run.CustomStatus);
            return Task.CompletedTask;
        };
        world.Wake(51);
        world.Hub.Settle();
        Assert.Equal(2, world.Run.Execution);
        Assert.Equal(51, world.Turns.Count);
        Assert.Equal("00:00:00 51", world.Turns[^1]);
        Assert.Equal(
            """{"instance":"nurture~abcdefghijklmnop","sequence":51,"shown":{"status":"waiting","step":"engaged","sequence":50},"settled":50}""",
            world.Run.Input
        );
        Assert.InRange(world.Run.Length, 1, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    public void Wakings_that_come_together_where_the_history_begins_anew_are_all_answered(int together)
    {
        var moves = JourneyOrchestration.TurnsARun;
        // The first turn of the new run reads the rows before the moves that came with its waking are there.
        world.Answer = turn => Waiting(turn == JourneyOrchestration.TurnsARun + 1 ? turn : moves, null);
        world.Begin();
        for (var turn = 2; turn <= JourneyOrchestration.TurnsARun; turn++)
        {
            world.Wake(moves);
            world.Hub.Settle();
        }

        for (var more = 1; more <= together; more++)
        {
            world.Wake(++moves);
        }

        world.Hub.Settle();
        Assert.Equal(2, world.Run.Execution);
        Assert.Equal($"00:00:00 {moves}", world.Turns[^1]);
    }

    // Whatever the interleaving: once nothing is left to do, the last turn began after the last move, so it saw everything.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void However_wakings_fall_no_move_stays_unseen(int seed)
    {
        var chance = new Chance(seed);
        var moves = 1;
        var seen = 0;
        world.Answer = turn =>
        {
            seen = moves;
            if (chance.Under(4) == 0)
            {
                var again = chance.Under(2);
                world.Hub.AfterActivity = () => MoveAsync(1 + again);
            }

            return Waiting(seen, chance.Under(3) == 0 ? world.Now + TimeSpan.FromMinutes(chance.Under(10)) : null);
        };
        world.Begin();
        for (var act = 0; act < 200; act++)
        {
            world.Hub.Expect((Fate)chance.Under(4));
            world.Hub.Do(() => MoveAsync(chance.Under(4)));
            world.Hub.Settle();
            Assert.Equal(moves, seen);
            if (chance.Under(3) > 0)
            {
                world.Hub.Pass(TimeSpan.FromMinutes(chance.Under(15)));
            }
        }

        Assert.InRange(world.Run.Execution, 3, 20);
        Assert.Equal(OrchestrationRuntimeStatus.Running, world.Run.Status);

        // Each move is stored first and then wakes: once, twice, or after the next one's waking.
        async Task MoveAsync(int count)
        {
            var first = moves;
            moves += count;
            for (var sequence = moves; sequence > first; sequence--)
            {
                await world.WakeAsync(sequence);
                if (chance.Under(3) == 0)
                {
                    await world.WakeAsync(sequence);
                }
            }
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];
}
