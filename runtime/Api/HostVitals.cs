using System.Collections.Concurrent;

namespace Journeys.Runtime.Api;

/// <summary>What a host knows about its own health; its parts report here, and <see cref="HealthEndpoint"/> tells it.</summary>
public sealed class HostVitals
{
    private readonly ConcurrentDictionary<string, string> problems = new(StringComparer.Ordinal);

    /// <summary>Seconds of the host's clock per second of the wall's.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>What is wrong and what to do.</summary>
    public IReadOnlyList<string> Problems =>
        [.. problems.OrderBy(problem => problem.Key, StringComparer.Ordinal).Select(problem => problem.Value)];

    /// <summary>Says how a part of the host is.</summary>
    /// <param name="part">The part: <c>queue</c>.</param>
    /// <param name="problem">What is wrong and what to do; null when it works.</param>
    public void Report(string part, string? problem)
    {
        if (problem is null)
        {
            problems.TryRemove(part, out _);
        }
        else
        {
            problems[part] = problem;
        }
    }
}
