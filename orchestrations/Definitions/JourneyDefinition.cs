using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Definitions;

/// <summary>
/// A journey as published: checked, immutable, and complete with the calendars it uses, so that a decision can be made
/// again years later. Named by the hash of its sources.
/// </summary>
public sealed class JourneyDefinition
{
    /// <summary>The journey's name, as in its folder: <c>whitepaper-nurture</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The hash of its sources: <see cref="JourneySources.Version"/>.</summary>
    public required string Version { get; init; }

    /// <summary>The zone of contacts whose own is not known.</summary>
    public required DateTimeZone TimeZone { get; init; }

    /// <summary>How a run begins.</summary>
    public required Entry Entry { get; init; }

    /// <summary>What it is for; null when it has no goal.</summary>
    public required Goal? Goal { get; init; }

    /// <summary>What ends it early.</summary>
    public required ImmutableArray<EventRule> Leave { get; init; }

    /// <summary>The rules of its mail.</summary>
    public required Sending Sending { get; init; }

    /// <summary>The steps in the order of the file; a run begins at the first.</summary>
    public required ImmutableArray<Step> InOrder { get; init; }

    /// <summary>The steps by name.</summary>
    public required FrozenDictionary<string, Step> Steps { get; init; }

    /// <summary>The types of events that its waits listen for: these a run remembers, and no others.</summary>
    public required FrozenSet<string> Listening { get; init; }

    /// <summary>The types of events that it must be told of: those that start, satisfy, end or confirm something.</summary>
    public required FrozenSet<string> Concerning { get; init; }

    /// <summary>Whether an event of this type concerns the journey at all.</summary>
    public bool Concerns(string eventType) => Concerning.Contains(eventType);
}
