using NodaTime;

namespace Journeys.Orchestrations.Simulation.Behaviour;

/// <summary>
/// How long something takes, as a distribution with a name. Only its shape: whoever simulates turns it into lengths of
/// time, with a library of distributions.
/// </summary>
public abstract record Spread
{
    private Spread() { }

    /// <summary>Always the same.</summary>
    public sealed record Constant(Duration Length) : Spread;

    /// <summary>Anything between two lengths alike.</summary>
    public sealed record Uniform(Duration From, Duration To) : Spread;

    /// <summary>As likely in the next minute as in any other: people who happen to come by.</summary>
    public sealed record Exponential(Duration Mean) : Spread;

    /// <summary>Most are quick and a few take very long: people who read their mail.</summary>
    /// <param name="Median">Half are quicker.</param>
    /// <param name="P90">Nine of ten are quicker; above the median.</param>
    public sealed record LogNormal(Duration Median, Duration P90) : Spread;

    /// <summary>Several things one after the other, each of which takes a while.</summary>
    /// <param name="Shape">About how many; above 0.</param>
    /// <param name="Mean">How long all of them take on average.</param>
    public sealed record Gamma(double Shape, Duration Mean) : Spread;
}
