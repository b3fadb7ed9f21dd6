using Journeys.Bench.Survive;
using Journeys.Bench.Survive.Provider;
using Journeys.Local.Tests.Azurite;
using Xunit.Abstractions;

namespace Journeys.Local.Tests.RealFaults;

/// <summary>
/// A short run of what <c>dotnet run -c Release --project bench -- survive</c> does at length: the host's own process, killed
/// again and again, on a real Azurite and over real HTTP.
/// </summary>
[Trait("Needs", "azurite")]
public sealed class SurvivalTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whenever_the_host_is_killed_nothing_is_lost_nothing_comes_twice_and_everything_is_finished()
    {
        var scenario = new Scenario("host killed", 40, Trouble.KillHost, 8, new Moods(0.05, 0, 0.03, 0.03));

        var outcome = await new Trial(scenario, AzuriteFixture.Modules(), seed: 1, output.WriteLine).PlayAsync(default);

        output.WriteLine($"{Outcome.Header}\n{outcome.Row}");
        Assert.True(outcome.IsGood, string.Join('\n', outcome.Problems));
        Assert.Equal(8, outcome.Kills);
        Assert.True(outcome is { Journeys: > 20, Mails: > 20 }, "a run in which little happens shows little");
    }
}
