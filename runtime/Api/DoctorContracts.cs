namespace Journeys.Runtime.Api;

/// <summary>What the doctor found in a few of its steps. The steps together look at everything.</summary>
/// <param name="Findings">What is wrong, or waits for a person; those of the same kind are counted together.</param>
/// <param name="Done">How many steps are done.</param>
/// <param name="Total">Of how many.</param>
/// <param name="Next">Pass it as <c>?after=</c> for the next step; null when this was the last.</param>
public sealed record DoctorAnswer(IReadOnlyList<DoctorFinding> Findings, int Done, int Total, string? Next);

/// <summary>Something that is wrong, or waits for a person.</summary>
/// <param name="Code">Its stable code, such as <c>D103</c>.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="What">What is wrong in this case.</param>
/// <param name="Journey">Where; null when it concerns no journey.</param>
/// <param name="Count">How many.</param>
/// <param name="Subjects">Some of those it concerns: instances, effects, tasks, dead letters.</param>
/// <param name="Since">Since when the first of them; null when nobody knows.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="Todo">What to do.</param>
/// <param name="Repairable">Whether the doctor can mend it.</param>
/// <param name="Repaired">How many it has mended.</param>
public sealed record DoctorFinding(
    string Code,
    string Title,
    string What,
    string? Journey,
    int Count,
    IReadOnlyList<string> Subjects,
    DateTimeOffset? Since,
    string Why,
    string Todo,
    bool Repairable,
    int Repaired
);
