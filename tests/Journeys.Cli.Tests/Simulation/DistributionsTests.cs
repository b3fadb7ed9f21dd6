using Journeys.Cli.Simulation;
using Journeys.Orchestrations.Simulation.Behaviour;
using NodaTime;

namespace Journeys.Cli.Tests.Simulation;

public sealed class DistributionsTests
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public void Half_of_a_lognormal_lie_below_its_median_and_nine_of_ten_below_its_p90()
    {
        var quantile = Distributions.Of(new Spread.LogNormal(3 * Hour, Duration.FromDays(1)));

        Assert.Equal(3, quantile(0.5).TotalHours, 3);
        Assert.Equal(24, quantile(0.9).TotalHours, 2);
    }

    [Fact]
    public void An_exponential_has_its_mean_and_its_known_median()
    {
        var quantile = Distributions.Of(new Spread.Exponential(10 * Hour));

        Assert.Equal(10 * Math.Log(2), quantile(0.5).TotalHours, 4);
        Assert.Equal(10, Mean(quantile), 1);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_gamma_has_its_mean_whatever_its_shape(double shape) =>
        Assert.Equal(48, Mean(Distributions.Of(new Spread.Gamma(shape, Duration.FromDays(2)))), 0);

    [Fact]
    public void A_uniform_spreads_evenly_and_a_constant_not_at_all()
    {
        Assert.Equal(2.5, Distributions.Of(new Spread.Uniform(2 * Hour, 4 * Hour))(0.25).TotalHours, 6);
        Assert.Equal(Hour, Distributions.Of(new Spread.Constant(Hour))(0.99));
    }

    [Fact]
    public void What_takes_no_time_takes_none()
    {
        Assert.Equal(Duration.Zero, Distributions.Of(new Spread.Exponential(Duration.Zero))(0.7));
        Assert.Equal(Duration.Zero, Distributions.Of(new Spread.Gamma(2, Duration.Zero))(0.7));
    }

    private static double Mean(Orchestrations.Simulation.Crowd.Quantile quantile) =>
        Enumerable.Range(0, 20_000).Average(i => quantile((i + 0.5) / 20_000).TotalHours);
}
