using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Values;

namespace Journeys.Runtime.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="Next">Pass it as <c>?after=</c> for the next page; absent on the last.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next = null
);

/// <summary>What came of a request with one event or many.</summary>
public sealed record EventsAnswer(int Accepted, int Duplicate, int Rejected, IReadOnlyList<EventAnswer> Events);

/// <summary>What came of one event.</summary>
/// <param name="Id">The CloudEvent's id; null when it could not be read.</param>
/// <param name="Source">The CloudEvent's source; null when it could not be read.</param>
/// <param name="Result">What was done with it.</param>
/// <param name="Reason">Why it was rejected, and what to do; null otherwise.</param>
/// <param name="Instances">The instances it reached.</param>
public sealed record EventAnswer(
    string? Id,
    string? Source,
    EventResult Result,
    string? Reason,
    IReadOnlyList<string> Instances
)
{
    /// <summary>Whether it was rejected because its contact was erased; then what came is kept nowhere.</summary>
    [JsonIgnore]
    public bool IsOfErased { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<EventResult>))]
public enum EventResult
{
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    [JsonStringEnumMemberName("duplicate")]
    Duplicate,

    [JsonStringEnumMemberName("rejected")]
    Rejected,
}

/// <summary>A journey in the list: its live version, and how many contacts are where.</summary>
public sealed record JourneySummary(
    string Journey,
    string Title,
    string Version,
    DateTimeOffset PublishedAt,
    JourneyCounts Counts
);

/// <summary>How many instances stand how; <c>Held</c> and <c>Paused</c> are not in <c>Running</c>.</summary>
public sealed record JourneyCounts(int Running, int Held, int Paused, int Finished);

/// <summary>One journey: its funnel per step and its endings.</summary>
/// <param name="Outcomes">Finished instances by outcome.</param>
/// <param name="Definition">The live version's <c>journey.json</c>.</param>
/// <param name="By">Who published the live version.</param>
/// <param name="Moving">What became of those who were inside when it was published; null when they stayed.</param>
public sealed record JourneyDetail(
    JourneySummary Summary,
    IReadOnlyList<StepCounts> Steps,
    IReadOnlyDictionary<string, int> Outcomes,
    JsonElement Definition,
    string? By = null,
    MovingProgress? Moving = null
);

/// <summary>One step of the funnel.</summary>
/// <param name="Verb">The step's verb: <c>email</c>, <c>waitFor</c> …</param>
/// <param name="Came">How many instances have been at it.</param>
/// <param name="Standing">How many stand at it now.</param>
public sealed record StepCounts(string Step, string Verb, int Came, int Standing);

/// <summary>One instance in a list.</summary>
/// <param name="Status"><c>waiting</c>, <c>performing</c>, <c>paused</c>, <c>held</c> or <c>finished</c>.</param>
/// <param name="Because">Why it is held, in words; null otherwise.</param>
public sealed record InstanceSummary(
    string Id,
    string Journey,
    string Version,
    string Contact,
    int Run,
    string Status,
    string? Step,
    DateTimeOffset Since,
    DateTimeOffset? Due,
    string? Outcome,
    string? Because
);

/// <summary>One instance with everything that happened to it.</summary>
public sealed record InstanceDetail(
    InstanceSummary Summary,
    IReadOnlyList<HistoryEntry> History,
    IReadOnlyList<EffectEntry> Effects
);

/// <summary>One input that had a consequence.</summary>
/// <param name="Sequence">Its number within the instance, from 1.</param>
/// <param name="Happened">What happened, in words.</param>
/// <param name="Decisions">What was decided, in order.</param>
/// <param name="Looked">The facts the decisions looked at, by name; null where a fact was absent.</param>
/// <param name="Effects">The ids of the effects that followed.</param>
/// <param name="Version">The version of the journey that decided.</param>
public sealed record HistoryEntry(
    int Sequence,
    DateTimeOffset At,
    string Happened,
    IReadOnlyList<DecisionEntry> Decisions,
    IReadOnlyDictionary<string, FieldValue?> Looked,
    IReadOnlyList<string> Effects,
    string? Version = null
);

/// <summary>One decision, its reason in words, and where it led; <c>To</c> is null when the instance stays or ends.</summary>
/// <param name="Rule">The rule that decided, for programs: <c>NoEventCame</c>.</param>
public sealed record DecisionEntry(string Step, string Because, string? To, string? Rule = null);

/// <summary>What came of a batch of the provider's events about mails.</summary>
/// <param name="Accepted">How many were taken in.</param>
/// <param name="Duplicates">How many had been taken in before.</param>
/// <param name="Rejected">How many could not be understood; each is kept with its reason.</param>
/// <param name="Ignored">How many are about mails that are none of ours; nothing is kept of them.</param>
public sealed record DeliveryAnswer(int Accepted, int Duplicates, int Rejected, int Ignored);

/// <summary>One effect in the ledger.</summary>
/// <param name="Kind"><c>sendEmail</c>, <c>openTask</c> …</param>
/// <param name="What">What it does, in words.</param>
/// <param name="Status">
/// <c>claimed</c>, <c>sending</c>, <c>done</c>, <c>failed</c> or <c>uncertain</c>; of a mail also
/// <c>confirmed</c>, <c>bounced</c> or <c>dropped</c>, once its provider has told.
/// </param>
/// <param name="Detail">What came of it, with the provider's words; null when there is nothing to say.</param>
/// <param name="Delivered">When the recipient's mail server took the mail, by the provider's word.</param>
public sealed record EffectEntry(
    string Id,
    string Kind,
    string What,
    string Status,
    string? Detail,
    DateTimeOffset? Delivered = null
);

/// <summary>A task or a hand-over in the sales inbox.</summary>
/// <param name="Kind"><c>task</c> or <c>handoff</c>.</param>
/// <param name="Owner">Who it is assigned to: a person's address.</param>
/// <param name="Status"><c>open</c>, <c>answered</c> or <c>withdrawn</c>.</param>
/// <param name="Outcome">The decision; null while it is open.</param>
/// <param name="Asks">The contact's fields the owner is asked to fill in.</param>
/// <param name="Brief">Everything known so far, in the order a person reads it.</param>
public sealed record TaskDetail(
    string Id,
    string Kind,
    string Title,
    string Journey,
    string Instance,
    string Contact,
    string ContactName,
    string Team,
    string Owner,
    DateTimeOffset OpenedAt,
    DateTimeOffset Due,
    bool Late,
    string Status,
    string? Outcome,
    string? By,
    IReadOnlyList<string> Outcomes,
    IReadOnlyList<string> Asks,
    IReadOnlyList<BriefLine> Brief
);

/// <summary>One line of a brief: <c>Company</c>, <c>Nordwind Energie GmbH</c>.</summary>
/// <param name="Section"><c>contact</c>, <c>interest</c>, <c>answers</c> or <c>activity</c>.</param>
public sealed record BriefLine(string Section, string Label, string Text);

/// <summary>The body of <c>POST /api/tasks/{id}/{outcome}</c>; every part may be left out.</summary>
/// <param name="By">Who decided; the task's owner when left out.</param>
/// <param name="Answers">The contact's fields that were asked for.</param>
public sealed record TaskAnswerRequest(string? By = null, Fields? Answers = null);

/// <summary>What an answer or an operator's decision did.</summary>
/// <param name="Done">False when it changed nothing.</param>
/// <param name="Reason">In words: what follows from it, or why nothing does.</param>
public sealed record DecisionAnswer(bool Done, string Reason, InstanceSummary Instance);

/// <summary>The body of <c>POST /api/instances/{id}/{action}</c>; every part may be left out.</summary>
/// <param name="By">Who decided.</param>
/// <param name="Visit">The visit they were looking at; a decision for an earlier one does nothing.</param>
public sealed record OperatorRequest(string? By = null, int? Visit = null);

/// <summary>How fast and whether the mails of a journey go.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Paused">Whether its sending is paused.</param>
/// <param name="Since">Since when it is paused, or goes on; null: it was never paused.</param>
/// <param name="By">Who decided that; <c>journeys</c> when too many mails failed.</param>
/// <param name="Why">Why it is paused; null when it is not.</param>
/// <param name="PerSecond">The most mails in a second; null: as many as come.</param>
/// <param name="PerDay">The most mails in a day; null: as many as come.</param>
/// <param name="WaitingUntil">Until when turns were drawn; null when nobody waits for one.</param>
/// <param name="PauseAfterFailed">How many failures pause it; null: none do.</param>
/// <param name="PauseAfterOf">Among how many of the newest mails.</param>
/// <param name="Failed">How many of those failed and count, as far as that is stored.</param>
public sealed record SendingSummary(
    string Journey,
    bool Paused,
    DateTimeOffset? Since,
    string? By,
    string? Why,
    int? PerSecond,
    int? PerDay,
    DateTimeOffset? WaitingUntil,
    int? PauseAfterFailed,
    int? PauseAfterOf,
    int Failed
);

/// <summary>The body of <c>POST /api/journeys/{journey}/sending/{action}</c>; every part may be left out.</summary>
/// <param name="By">Who decided.</param>
/// <param name="Why">Why it is paused, for those who look later.</param>
public sealed record SendingRequest(string? By = null, string? Why = null);

/// <summary>Whether the host works, and how its clock stands.</summary>
/// <param name="Status"><c>healthy</c>, or <c>degraded</c> with a problem.</param>
/// <param name="Now">The host's clock; ahead of the wall's when it runs fast.</param>
/// <param name="Speed">Seconds of the host's clock per second of the wall's: 1 is real time, 0 a clock that is moved by hand.</param>
/// <param name="Problems">What is wrong and what to do.</param>
/// <param name="Mail">Where mails go: <c>captured, not sent</c>, or who sends them; null while the host starts.</param>
public sealed record Health(
    string Status,
    string Version,
    DateTimeOffset Now,
    double Speed,
    IReadOnlyList<string> Problems,
    string? Mail = null
);
