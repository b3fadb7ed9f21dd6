using Journeys.Orchestrations.Simulation.Results;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Simulation.Results;

public sealed class FiguresTests
{
    // The textbook's example: 10 of 20 lies between 0.299 and 0.701; none of 10 still leaves room up to 0.278.
    [Theory]
    [InlineData(10, 20, 0.2993, 0.7007)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(0, 0, 0, 1)]
    public void The_interval_of_a_share_is_wilsons(long counted, long all, double low, double high)
    {
        var interval = ConfidenceInterval.OfShare(counted, all);

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void The_interval_of_a_difference_comes_from_the_pairs()
    {
        // Of 100 contacts 20 get one mail more: mean 0.2, deviation 0.402, a standard error of 0.0402.
        var interval = ConfidenceInterval.OfMeanDifference(20, 20, 100);

        Assert.Equal(0.2 - (1.96 * 0.0402), interval.Low, 3);
        Assert.Equal(0.2 + (1.96 * 0.0402), interval.High, 3);
    }

    [Fact]
    public void Quantiles_are_near_and_exact_where_all_took_the_same()
    {
        var lengths = new Lengths();
        for (var minute = 1; minute <= 10_000; minute++)
        {
            lengths.Add(Duration.FromMinutes(minute));
        }

        Assert.InRange(lengths.Quantile(0.5)!.Value.TotalMinutes, 4_950, 5_050);
        Assert.InRange(lengths.Quantile(0.9)!.Value.TotalMinutes, 8_910, 9_090);

        var same = new Lengths();
        same.Add(Duration.FromDays(3));
        same.Add(same);
        Assert.Equal((2, Duration.FromDays(3)), (same.Count, same.Quantile(0.9)));
        Assert.Null(new Lengths().Quantile(0.5));
    }
}
