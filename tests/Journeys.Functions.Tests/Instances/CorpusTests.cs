using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Functions.Tests.Instances;

/// <summary>
/// The shipped journeys lived through on Durable Functions and without a scheduler: whatever the tale, both hosts send the
/// same mails and leave the same rows.
/// </summary>
public sealed class CorpusTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_tale_goes_the_same_way_on_Durable_Functions_as_without(int seed)
    {
        var direct = new DirectWorld(await World.StartAsync(steps: null, singleWriter: false));
        var durable = DurableWorld.Start(steps: null);
        await new Tale(direct, seed).TellAsync();
        await new Tale(durable, seed).TellAsync();
        var remains = Remains.Of(direct);
        Assert.InRange(remains.Count(line => line.StartsWith("mail", StringComparison.Ordinal)), 3, 500);
        Assert.Equal(remains, Remains.Of(durable));
        // Nobody is left behind: an instance that is not over has an orchestration, one that is over has none that lives.
        foreach (var run in durable.Hub.Runs.Values)
        {
            var standing = durable.Do(() => durable.Get<Runtime.Instances.Advance>().LoadAsync(run.Instance, default));
            Assert.Equal(!standing.TakesLiveVersion, run.IsLive);
        }
    }
}
