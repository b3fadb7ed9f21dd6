namespace Journeys.Orchestrations.Simulation.Results;

/// <summary>Between which bounds a true value lies, with 95 in 100 such intervals right.</summary>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    // The 97.5 % quantile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>
    /// The share of all of which so many were counted: Wilson's score interval, which holds for few and for extreme shares
    /// too (E. B. Wilson, "Probable inference", JASA 22, 1927).
    /// </summary>
    public static ConfidenceInterval OfShare(long counted, long all)
    {
        if (all == 0)
        {
            return new(0, 1);
        }

        var share = (double)counted / all;
        var z2 = Z * Z / all;
        var middle = share + (z2 / 2);
        var half = Z * Math.Sqrt((share * (1 - share) / all) + (z2 / (4 * all)));
        return new(counted == 0 ? 0 : (middle - half) / (1 + z2), counted == all ? 1 : (middle + half) / (1 + z2));
    }

    /// <summary>The mean of differences between pairs, from their sums; by the normal approximation.</summary>
    /// <param name="sum">The sum of the differences.</param>
    /// <param name="squares">The sum of their squares.</param>
    /// <param name="pairs">How many pairs there are.</param>
    public static ConfidenceInterval OfMeanDifference(long sum, long squares, long pairs)
    {
        if (pairs < 2)
        {
            return new(double.NegativeInfinity, double.PositiveInfinity);
        }

        var mean = (double)sum / pairs;
        var variance = Math.Max(0, (squares - (mean * sum)) / (pairs - 1));
        var half = Z * Math.Sqrt(variance / pairs);
        return new(mean - half, mean + half);
    }
}
