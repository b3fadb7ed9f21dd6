using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;

namespace Journeys.Orchestrations.Definitions;

/// <summary>What an author changed between two versions of a journey, as the author wrote it.</summary>
/// <param name="Rules">Changes of what is not a step: entering, goal, leaving, sending, title.</param>
/// <param name="Steps">Changes of steps, in the order of the newer file; what is gone comes last.</param>
/// <param name="Mails">The files under <c>emails/</c> that differ, each with how.</param>
/// <param name="Calendars">The calendars that differ, each with how.</param>
public sealed record JourneyDiff(
    ImmutableArray<KeyChange> Rules,
    ImmutableArray<StepChange> Steps,
    ImmutableArray<FileChange> Mails,
    ImmutableArray<FileChange> Calendars
)
{
    /// <summary>Whether nothing differs that anybody would notice; blanks and comments do not count.</summary>
    public bool IsEmpty => Rules.IsEmpty && Steps.IsEmpty && Mails.IsEmpty && Calendars.IsEmpty;

    /// <summary>The steps that there are in the older version only, and that no step of the newer one took the place of.</summary>
    public IEnumerable<string> Gone =>
        Steps.Where(change => change.Kind == StepChangeKind.Removed).Select(change => change.Step);

    /// <summary>What was changed. A version that cannot be read counts as one without steps.</summary>
    public static JourneyDiff Between(JourneySources before, JourneySources after)
    {
        var (old, changed) = (Parse(before), Parse(after));
        return new(
            Rule(old, changed),
            StepDiff.Between(StepsOf(old), StepsOf(changed)),
            Files(before.Emails, after.Emails, string.Equals),
            Files(before.Calendars, after.Calendars, SayTheSame)
        );
    }

    private static JsonTree.Object? Parse(JourneySources sources) => Parse(sources.Definition);

    private static JsonTree.Object? Parse(string? file) =>
        file is null ? null : JsonTree.Parse(file, new DiagnosticBag("file")) as JsonTree.Object;

    // Where an editor finds the schema, how it is indented: that changes no calendar.
    private static bool SayTheSame(string? before, string? after) =>
        before is not null && after is not null && KeyDiff.Between(Parse(before), Parse(after), "$schema").IsEmpty;

    private static JsonTree.Object? StepsOf(JsonTree.Object? journey) => journey?.Get("steps") as JsonTree.Object;

    private static ImmutableArray<KeyChange> Rule(JsonTree.Object? before, JsonTree.Object? after) =>
        KeyDiff.Between(before, after, "steps", "$schema");

    private static ImmutableArray<FileChange> Files(
        ImmutableSortedDictionary<string, string> before,
        ImmutableSortedDictionary<string, string> after,
        Func<string?, string?, bool> same
    ) =>
        [
            .. before
                .Keys.Union(after.Keys)
                .Order(StringComparer.Ordinal)
                .Where(name => !same(before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
                .Select(name => new FileChange(
                    name,
                    !before.ContainsKey(name) ? FileChangeKind.Added
                        : !after.ContainsKey(name) ? FileChangeKind.Removed
                        : FileChangeKind.Changed
                )),
        ];
}

/// <summary>One file that differs.</summary>
public sealed record FileChange(string Name, FileChangeKind Kind);

/// <summary>How a file differs.</summary>
public enum FileChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>One step that differs.</summary>
/// <param name="Step">Its name; where it was renamed, the new one.</param>
/// <param name="Was">The name it had; null unless it was renamed.</param>
/// <param name="Keys">What differs in it; of a step that is new or gone, everything it has.</param>
public sealed record StepChange(string Step, StepChangeKind Kind, string? Was, ImmutableArray<KeyChange> Keys);

/// <summary>How a step differs.</summary>
public enum StepChangeKind
{
    Added,
    Removed,

    /// <summary>It says the same under another name.</summary>
    Renamed,

    /// <summary>It leads elsewhere; other things may differ too.</summary>
    Rewired,

    /// <summary>It says something else.</summary>
    Changed,
}

/// <summary>One thing that an author wrote otherwise.</summary>
/// <param name="Key">Where: <c>upTo</c>, <c>outcomes.qualified</c>, <c>branch.1.then</c>.</param>
/// <param name="About">What it is about.</param>
/// <param name="Before">What stood there; null: nothing.</param>
/// <param name="After">What stands there now; null: nothing.</param>
public sealed record KeyChange(string Key, KeyKind About, string? Before, string? After);

/// <summary>What a key of a journey is about.</summary>
public enum KeyKind
{
    /// <summary>Where a step leads.</summary>
    Way,

    /// <summary>How long, or until when.</summary>
    Time,

    /// <summary>Which mail, and under which class.</summary>
    Mail,

    /// <summary>A condition, or an event that is waited for.</summary>
    Rule,

    /// <summary>Who is asked or told.</summary>
    Team,

    /// <summary>Anything else: texts, data, addresses.</summary>
    Other,
}
