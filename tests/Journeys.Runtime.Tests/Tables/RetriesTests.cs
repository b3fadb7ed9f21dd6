using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Tables;

public sealed class RetriesTests
{
    [Fact]
    public async Task Each_pause_is_twice_the_one_before_up_to_the_longest()
    {
        // So short that none of them takes any time.
        var retries = new Retries(TimeSpan.FromTicks(1), TimeSpan.FromTicks(5));
        var told = new List<(string, long)>();
        var asked = 0;

        var answer = await retries.UntilAnsweredAsync(
            () => ++asked < 6 ? throw new StorageUnavailableException($"away {asked}") : Task.FromResult(asked),
            (fault, pause) => told.Add((fault.Message, pause.Ticks)),
            TimeProvider.System,
            default
        );

        Assert.Equal(6, answer);
        Assert.Equal([("away 1", 1), ("away 2", 2), ("away 3", 4), ("away 4", 5), ("away 5", 5)], told);
    }
}
