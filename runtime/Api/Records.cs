using System.Text.Json;
using Journeys.Orchestrations.Values;

namespace Journeys.Runtime.Api;

/// <summary>
/// Everything that was recorded of an instance: enough to make each decision again, elsewhere and years later, and to take the
/// same contact through another version. <c>State</c>, <c>Input</c>, <c>Path</c> and <c>Looked</c> are in the shapes in which
/// the rows keep them; they name what happened and change only by addition.
/// </summary>
/// <param name="State">What it is doing.</param>
/// <param name="Complete">False when the beginning of the history is gone: it is removed some time after a run has ended.</param>
/// <param name="Now">The host's clock.</param>
/// <param name="Moves">What happened, from the first on.</param>
/// <param name="Versions">The files of the versions that decided.</param>
/// <param name="Account">What is known of the contact's account now.</param>
/// <param name="Touchpoints">What the contact did and what was done for it, oldest first; at most the newest 1,000.</param>
public sealed record InstanceRecord(
    InstanceSummary Summary,
    JsonElement State,
    bool Complete,
    DateTimeOffset Now,
    IReadOnlyList<RecordedMove> Moves,
    IReadOnlyList<VersionDetail> Versions,
    Fields Account,
    IReadOnlyList<RecordedTouchpoint> Touchpoints
);

/// <summary>One input that had a consequence.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="At">The instant of the decision.</param>
/// <param name="Version">The version that decided.</param>
/// <param name="Input">What happened: <c>{"input": "eventArrived", …}</c>.</param>
/// <param name="Path">What was decided, in order.</param>
/// <param name="Looked">The facts that the decisions looked at, in order.</param>
/// <param name="Effects">The ids of the effects that followed.</param>
public sealed record RecordedMove(
    int Sequence,
    DateTimeOffset At,
    string Version,
    JsonElement Input,
    JsonElement Path,
    JsonElement Looked,
    IReadOnlyList<string> Effects
);

/// <summary>A touchpoint in full.</summary>
/// <param name="Id">What identifies it.</param>
/// <param name="About">The effect it answers, or null.</param>
/// <param name="Contact">What it told of the contact.</param>
public sealed record RecordedTouchpoint(
    string Id,
    string Type,
    DateTimeOffset Time,
    string Source,
    string? About,
    Fields Data,
    Fields Contact
);

/// <summary>Why a contact is not in a journey, or that it is; judged with what is known now, and without changing anything.</summary>
/// <param name="Version">The live version, which judged.</param>
/// <param name="Now">The instant it was judged at.</param>
/// <param name="Answer">The answer in a sentence.</param>
/// <param name="Instance">How the contact stands in it, or stood when it was over; null when it never was in it.</param>
/// <param name="Enters">The events that start the journey.</param>
/// <param name="If">The condition on them in words; null when there is none.</param>
/// <param name="Events">The newest of those events that came from the contact; none while it is inside.</param>
/// <param name="Note">What to bear in mind when reading it.</param>
public sealed record WhyNotAnswer(
    string Journey,
    string Contact,
    string Version,
    DateTimeOffset Now,
    string Answer,
    InstanceSummary? Instance,
    IReadOnlyList<string> Enters,
    string? If,
    IReadOnlyList<WhyNotEvent> Events,
    string Note
);

/// <summary>What one event would do now.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Enters">Whether it would start a run.</param>
/// <param name="Because">The reason in words.</param>
/// <param name="Rule">The rule that decided, for programs: <c>EntryConditionFalse</c>.</param>
/// <param name="Looked">The facts it looked at, by name; null where a fact was absent.</param>
public sealed record WhyNotEvent(
    DateTimeOffset At,
    string Type,
    bool Enters,
    string Because,
    string Rule,
    IReadOnlyDictionary<string, FieldValue?> Looked
);
