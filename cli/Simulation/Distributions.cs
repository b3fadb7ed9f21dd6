using System.Diagnostics;
using Journeys.Orchestrations.Simulation.Behaviour;
using Journeys.Orchestrations.Simulation.Crowd;
using MathNet.Numerics.Distributions;
using NodaTime;

namespace Journeys.Cli.Simulation;

/// <summary>
/// The inverse of each distribution, from MathNet.Numerics. Some take long to work out, so the middle of each is a table
/// with straight lines between its entries, off by far less than a minute in an hour; the tails are worked out each time.
/// </summary>
internal static class Distributions
{
    private const int Cells = 2048;

    // The longest that anything takes: what would take longer happens after every simulation.
    private const double LongestHours = 24 * 366 * 20;

    // The 90 % quantile of the standard normal distribution.
    private static readonly double Z90 = Normal.InvCDF(0, 1, 0.9);

    /// <summary>The lengths of time of a distribution.</summary>
    public static Quantile Of(Spread spread)
    {
        if (spread is Spread.Constant(var always))
        {
            return _ => always;
        }

        var exact = Hours(spread);
        var table = new double[Cells + 1];
        for (var i = 1; i < Cells; i++)
        {
            table[i] = exact((double)i / Cells);
        }

        return share => Length(At(share, table, exact));
    }

    private static double At(double share, double[] table, Func<double, double> exact)
    {
        var place = share * Cells;
        var cell = (int)place;
        return cell is 0 or Cells - 1 ? exact(share) : table[cell] + ((place - cell) * (table[cell + 1] - table[cell]));
    }

    private static Duration Length(double hours) =>
        Duration.FromTicks((long)(Math.Clamp(hours, 0, LongestHours) * NodaConstants.TicksPerHour));

    private static Func<double, double> Hours(Spread spread) =>
        spread switch
        {
            Spread.Uniform(var from, var to) => share => from.TotalHours + (share * (to.TotalHours - from.TotalHours)),
            Spread.Exponential(var mean) when mean > Duration.Zero => share =>
                Exponential.InvCDF(1 / mean.TotalHours, share),
            Spread.LogNormal(var median, var p90) => LogNormalOf(Math.Log(median.TotalHours), Math.Log(p90 / median)),
            Spread.Gamma(var shape, var mean) when mean > Duration.Zero => share =>
                Gamma.InvCDF(shape, shape / mean.TotalHours, share),
            Spread.Exponential or Spread.Gamma => static _ => 0,
            _ => throw new UnreachableException($"no such distribution: {spread.GetType().Name}"),
        };

    private static Func<double, double> LogNormalOf(double mu, double toP90) =>
        share => LogNormal.InvCDF(mu, toP90 / Z90, share);
}
