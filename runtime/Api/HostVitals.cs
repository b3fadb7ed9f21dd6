using System.Collections.Concurrent;

namespace Journeys.Runtime.Api;

/// <summary>What a host knows about its own health; its parts report here, and <see cref="HealthEndpoint"/> tells it.</summary>
public sealed class HostVitals
{
    private readonly ConcurrentDictionary<string, Func<string?>> parts = new(StringComparer.Ordinal);

    /// <summary>Tells how fast the host's clock runs: its seconds per second of the wall's.</summary>
    public Func<double> Pace { get; set; } = () => 1;

    /// <summary>Seconds of the host's clock per second of the wall's.</summary>
    public double Speed => Pace();

    /// <summary>Where the host's mails go, in a few words; null when it has not said so yet.</summary>
    public string? Mail { get; set; }

    /// <summary>What is wrong and what to do.</summary>
    public IReadOnlyList<string> Problems =>
        [.. parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => part.Value()).OfType<string>()];

    /// <summary>Says how a part of the host is, until it says something else.</summary>
    /// <param name="part">The part: <c>queue</c>.</param>
    /// <param name="problem">What is wrong and what to do; null when it works.</param>
    public void Report(string part, string? problem) => parts[part] = () => problem;

    /// <summary>Has a part of the host asked whenever somebody wants to know.</summary>
    /// <param name="part">The part.</param>
    /// <param name="ask">What is wrong and what to do; null when it works.</param>
    public void Watch(string part, Func<string?> ask) => parts[part] = ask;
}
