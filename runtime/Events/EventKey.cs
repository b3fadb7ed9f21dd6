using Journeys.Orchestrations.Values;

namespace Journeys.Runtime.Events;

/// <summary>What identifies an event inside: <c>source</c> and <c>id</c> together, as CloudEvents 1.0 demands, in 20 letters.</summary>
public static class EventKey
{
    /// <summary>How many letters a key has: 100 bits, so that two events never share one by chance.</summary>
    public const int Length = 20;

    /// <summary>The key of an event. Neither part may contain a line break, or two events could share one.</summary>
    public static string Of(string source, string id) => StableHash.Base32($"{source}\n{id}", Length);
}
