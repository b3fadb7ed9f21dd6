using System.Collections.Immutable;
using Journeys.Orchestrations.Scenarios;
using NodaTime;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>Something that happened while a scenario was played.</summary>
/// <param name="At">When.</param>
/// <param name="Deed">What the journey did; null for what happened to it.</param>
/// <param name="Name">The step that did it.</param>
/// <param name="Words">What happened, in words, for what has no details.</param>
/// <param name="Details">What is known of it, by the names a scenario uses.</param>
internal sealed record Note(
    Instant At,
    Deed? Deed,
    string Name,
    string Words,
    ImmutableSortedDictionary<string, string> Details
)
{
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<
        string,
        string
    >(StringComparer.Ordinal);

    /// <summary>Whether it goes without saying, unless a scenario expects it.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Whether a scenario must expect it.</summary>
    public bool IsCounted => Deed is { } deed && Deeds.IsCounted(deed);

    /// <summary>What happened to the journey.</summary>
    public static Note Of(Instant at, string words) => new(at, null, "", words, None);

    /// <summary>What the journey did.</summary>
    public static Note Of(
        Instant at,
        Deed deed,
        string name,
        params IEnumerable<(string Name, string? Value)> details
    ) =>
        new(
            at,
            deed,
            name,
            "",
            None.AddRange(
                from detail in details
                where detail.Value is not null
                select KeyValuePair.Create(detail.Name, detail.Value)
            )
        );
}
