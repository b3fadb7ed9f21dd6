using Journeys.Runtime.Api;

namespace Journeys.Cli.Api;

/// <summary>What the host answered: what was asked for, or why not.</summary>
internal abstract record Reply<T>
{
    private Reply() { }

    /// <summary>The host did it, or has it.</summary>
    /// <param name="Value">The answer.</param>
    /// <param name="Json">The same as the host wrote it.</param>
    public sealed record Done(T Value, string Json) : Reply<T>;

    /// <summary>The host will not, or cannot.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Problem">What the host objects to.</param>
    /// <param name="Json">The same as the host wrote it.</param>
    public sealed record Refused(int Status, Problem Problem, string Json) : Reply<T>;
}
