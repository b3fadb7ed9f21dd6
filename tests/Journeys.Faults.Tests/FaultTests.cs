using Journeys.Faults.Tests.Worlds;
using Journeys.Runtime;
using Journeys.Runtime.Tables;
using Xunit.Abstractions;

namespace Journeys.Faults.Tests;

/// <summary>
/// The whole product in memory, where any call of a port may fail, be delayed, lose its answer or end the process. To look at one
/// seed again: <c>JOURNEYS_SEED=417 dotnet test --filter Whatever_goes_wrong</c>; see <c>docs/faults.md</c>.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int Worlds = 1_000;

    [Fact]
    public void Whatever_goes_wrong_on_the_local_host_its_promises_hold() => Live(HostKind.Local);

    [Fact]
    public void Whatever_goes_wrong_on_the_Azure_host_its_promises_hold() => Live(HostKind.Azure);

    [Theory]
    [InlineData("Local")]
    [InlineData("Azure")]
    public void The_same_seed_tells_the_same_story_twice(string host)
    {
        var kind = Enum.Parse<HostKind>(host);
        Assert.Equal(Story(3, kind), Story(3, kind));
        Assert.NotEqual(Story(3, kind), Story(2, kind));
    }

    private void Live(HostKind kind)
    {
        var asked = Seeds.Asked(Worlds);
        var seeds = new Seeds(kind, output.WriteLine);
        seeds.Live(asked);
        Assert.True(
            asked.Count < Worlds || seeds.Of("Deaths") > asked.Count,
            "a test of crashes in which little crashed shows little"
        );
    }

    // Every row of the store, with its mark: the marks number the writes, so they tell their order too.
    private static List<string> Story(int seed, HostKind kind)
    {
        using var world = new World(seed, kind);
        world.Live();
        return
        [
            .. from table in RuntimeServices.Tables
            from row in world.Tables.Store.QueryAllAsync(table, new RowQuery(), default).Result
            let properties = row.Properties.Select(property => $"{property.Key}={property.Value}")
            select $"{table} {row.Partition} {row.Row} {row.ETag} {string.Join(' ', properties)}",
        ];
    }
}
