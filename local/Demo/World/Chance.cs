using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Local.Demo.World;

/// <summary>
/// What looks like chance in the demo. Every draw is a hash of who and what it is about, so it comes out the same however
/// often, and in whatever order, it is asked.
/// </summary>
internal static class Chance
{
    /// <summary>A number from 0, inclusive, to 1.</summary>
    /// <param name="who">A contact, a mail or a task.</param>
    /// <param name="what">What is drawn for it.</param>
    public static double Of(string who, string what) => StableHash.Number($"{who}\n{what}") / (uint.MaxValue + 1.0);

    /// <summary>One of several, each as likely as its weight.</summary>
    public static string Pick(string who, string what, params ReadOnlySpan<(string Value, int Weight)> choices)
    {
        var sum = 0;
        foreach (var (_, weight) in choices)
        {
            sum += weight;
        }

        var left = Of(who, what) * sum;
        foreach (var (value, weight) in choices)
        {
            left -= weight;
            if (left < 0)
            {
                return value;
            }
        }

        return choices[^1].Value;
    }

    /// <summary>Some whole minutes between two numbers of hours.</summary>
    public static Duration Hours(string who, string what, double least, double most) =>
        Duration.FromMinutes((long)Math.Ceiling(60 * (least + (Of(who, what) * (most - least)))));
}
