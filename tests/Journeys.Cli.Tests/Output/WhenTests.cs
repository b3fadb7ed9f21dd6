using Journeys.Cli.Output;

namespace Journeys.Cli.Tests.Output;

public class WhenTests
{
    [Theory]
    [InlineData(0, "now")]
    [InlineData(-44, "now")]
    [InlineData(60, "in 1 min")]
    [InlineData(-5_400, "90 min ago")]
    [InlineData(3 * 3600 - 1, "in 3 h")]
    [InlineData(-36 * 3600, "36 h ago")]
    [InlineData(5 * 86_400, "in 5 d")]
    [InlineData(-90 * 86_400, "2025-12-04")]
    public void Instants_are_told_by_their_distance_from_the_hosts_clock(int seconds, string told) =>
        Assert.Equal(told, new When(FakeHost.Now, TimeZoneInfo.Utc).Ago(FakeHost.Now.AddSeconds(seconds)));

    [Fact]
    public void Without_the_hosts_clock_instants_are_dates_in_the_readers_zone()
    {
        var when = new When(null, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal("2026-03-04 11:00", when.Ago(FakeHost.Now));
        Assert.Equal("Europe/Berlin", when.Zone);
    }
}
