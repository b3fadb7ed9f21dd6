using System.Text.Json.Serialization;

namespace Journeys.Runtime.Api;

/// <summary>A journey to publish: the files of its folder as they are.</summary>
/// <param name="Definition">The text of <c>journey.json</c>.</param>
/// <param name="Emails">The texts under <c>emails/</c> by file name: <c>thank-you.html</c>, <c>thank-you.txt</c>.</param>
/// <param name="Calendars">The texts of the calendars by name.</param>
/// <param name="Teams">The text of <c>teams.json</c>; null leaves the teams as they are.</param>
/// <param name="Fields">The text of <c>fields.json</c>, the workspace's own fields; null when it has none.</param>
/// <param name="Inside">What becomes of those who are inside an older version; they stay on it unless told.</param>
/// <param name="Map">
/// For those who are moved: which step follows which. A step that is not named keeps its name, and must be there under the
/// same verb.
/// </param>
public sealed record PublishRequest(
    string Definition,
    IReadOnlyDictionary<string, string> Emails,
    IReadOnlyDictionary<string, string> Calendars,
    string? Teams = null,
    string? Fields = null,
    InsideChoice Inside = InsideChoice.Stay,
    IReadOnlyDictionary<string, string>? Map = null
);

/// <summary>What becomes of those who are inside a journey when another version of it is published.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InsideChoice>))]
public enum InsideChoice
{
    /// <summary>They go on as they began.</summary>
    [JsonStringEnumMemberName("stay")]
    Stay,

    /// <summary>They go on by the new version from where they stand.</summary>
    [JsonStringEnumMemberName("move")]
    Move,

    /// <summary>They are ended, as if an operator had cancelled each.</summary>
    [JsonStringEnumMemberName("finish")]
    Finish,
}

/// <summary>What publishing did.</summary>
/// <param name="Changed">False when this very content was live already.</param>
/// <param name="Moving">The order for those inside; null when they stay, or when nobody is inside an older version.</param>
public sealed record PublishAnswer(
    string Journey,
    string Version,
    bool Changed,
    IReadOnlyList<string> Warnings,
    MovingProgress? Moving = null
);

/// <summary>How far moving, or finishing, those inside older versions has come.</summary>
/// <param name="Version">The version they are moved to, or that was published when they were finished.</param>
/// <param name="Inside"><c>move</c> or <c>finish</c>.</param>
/// <param name="Map">Which step follows which.</param>
/// <param name="By">Who chose it.</param>
/// <param name="At">When.</param>
/// <param name="Done">Whether nobody is left but those who could not be moved.</param>
/// <param name="Moved">How many were moved, or finished.</param>
/// <param name="Left">How many are still to be.</param>
/// <param name="Refused">How many could not be, by reason; they stay on their version.</param>
/// <param name="Overtaken">Whether something else was published before everybody was moved, and put an end to it.</param>
public sealed record MovingProgress(
    string Version,
    InsideChoice Inside,
    IReadOnlyDictionary<string, string> Map,
    string By,
    DateTimeOffset At,
    bool Done,
    int Moved,
    int Left,
    IReadOnlyList<MovingRefusal> Refused,
    bool Overtaken = false
);

/// <summary>How many instances could not be moved for the same reason.</summary>
/// <param name="Reason">In words.</param>
public sealed record MovingRefusal(string Reason, int Count);

/// <summary>One publication of a journey.</summary>
/// <param name="Live">Whether this version is live now.</param>
/// <param name="Instances">How many instances are on this version and not finished.</param>
/// <param name="Inside">What was chosen for those inside.</param>
/// <param name="Map">Which step followed which.</param>
/// <param name="Moving">What became of those inside; null when they stayed.</param>
public sealed record VersionEntry(
    string Version,
    DateTimeOffset At,
    string By,
    bool Live,
    int Instances,
    InsideChoice Inside,
    IReadOnlyDictionary<string, string> Map,
    MovingProgress? Moving
);

/// <summary>The files of one version as they were published.</summary>
/// <param name="Definition">The text of <c>journey.json</c>.</param>
/// <param name="Emails">The texts under <c>emails/</c> by file name.</param>
/// <param name="Calendars">The texts of the calendars by name.</param>
/// <param name="Fields">The workspace's fields that its templates were checked against; null when it had none.</param>
public sealed record VersionDetail(
    string Journey,
    string Version,
    string Definition,
    IReadOnlyDictionary<string, string> Emails,
    IReadOnlyDictionary<string, string> Calendars,
    string? Fields
);
