using System.Text.Json;
using Journeys.Runtime.DeadLetters;

namespace Journeys.Runtime.Api;

/// <summary>A dead letter in the list.</summary>
/// <param name="Kind"><c>event</c>, <c>message</c> or <c>effect</c>.</param>
/// <param name="At">When it was given up.</param>
/// <param name="Reason">Why, and how to mend it.</param>
/// <param name="Source">The system it comes from; of a message the queue or topic; of an effect the journey.</param>
/// <param name="Type">The event's type; of an effect its kind, such as <c>sendEmail</c>.</param>
/// <param name="Instance">Whose effect it is; null for events and messages.</param>
/// <param name="Standing"><c>held</c> while the effect's instance waits for an operator, <c>gone on</c> when it does not.</param>
/// <param name="Tries">How often it was replayed in vain.</param>
/// <param name="Ending">What became of it; null while it waits.</param>
public sealed record DeadLetterSummary(
    string Id,
    DeadKind Kind,
    DateTimeOffset At,
    string Reason,
    string? Source,
    string? EventId,
    string? Type,
    string? Contact,
    string? Instance,
    string? Standing,
    int Tries,
    DeadLetterEnding? Ending
);

/// <summary>What became of a dead letter.</summary>
/// <param name="Outcome"><c>replayed</c> or <c>discarded</c>.</param>
/// <param name="Result">What came of the replay, or why it was discarded.</param>
public sealed record DeadLetterEnding(string Outcome, string By, DateTimeOffset At, string Result);

/// <summary>One dead letter with the whole of what came.</summary>
/// <param name="Raw">What came, as text; of an effect what it does. Null when it was not kept.</param>
/// <param name="TriedAt">When it was last replayed in vain.</param>
public sealed record DeadLetterDetail(DeadLetterSummary Letter, string? Raw, DateTimeOffset? TriedAt);

/// <summary>The body of <c>POST /api/dead-letters/{id}/replay</c>; every part may be left out.</summary>
/// <param name="By">Who decided.</param>
/// <param name="DryRun">Only say what would come of it.</param>
/// <param name="Text">Another text altogether.</param>
/// <param name="Set">Values by their place in the event, such as <c>data.topic</c>; null removes what stands there.</param>
public sealed record ReplayRequest(
    string? By = null,
    bool DryRun = false,
    string? Text = null,
    IReadOnlyDictionary<string, JsonElement>? Set = null
);

/// <summary>The body of <c>POST /api/dead-letters/{id}/discard</c>.</summary>
/// <param name="Reason">Why nobody needs it.</param>
/// <param name="By">Who decided.</param>
public sealed record DiscardRequest(string Reason, string? By = null);

/// <summary>Which dead letters are meant; every part may be left out, but not all of them.</summary>
/// <param name="Reason">Only those whose reason holds this text.</param>
/// <param name="All">All there are; needed when nothing else is said.</param>
public sealed record DeadLetterChoice(
    DeadKind? Kind = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    string? Reason = null,
    string? Source = null,
    string? Type = null,
    string? Contact = null,
    string? Journey = null,
    bool All = false
);

/// <summary>The body of <c>POST /api/dead-letters/replay</c>.</summary>
/// <param name="Choice">Which ones.</param>
/// <param name="By">Who decided.</param>
/// <param name="DryRun">Only say what would come of it.</param>
/// <param name="Set">Values by their place in each event.</param>
/// <param name="Top">The most in one request, 1 to 200; 50 when left out.</param>
/// <param name="After">Where the request before ended: its <c>next</c>.</param>
public sealed record ReplayAllRequest(
    DeadLetterChoice Choice,
    string? By = null,
    bool DryRun = false,
    IReadOnlyDictionary<string, JsonElement>? Set = null,
    int? Top = null,
    string? After = null
);

/// <summary>The body of <c>POST /api/dead-letters/discard</c>.</summary>
/// <param name="Choice">Which ones.</param>
/// <param name="Reason">Why nobody needs them.</param>
/// <param name="Top">The most in one request, 1 to 200; 50 when left out.</param>
/// <param name="After">Where the request before ended: its <c>next</c>.</param>
public sealed record DiscardAllRequest(
    DeadLetterChoice Choice,
    string Reason,
    string? By = null,
    int? Top = null,
    string? After = null
);

/// <summary>What came of one dead letter.</summary>
/// <param name="Done">Whether it left the list, or would.</param>
/// <param name="Result"><c>accepted</c>, <c>duplicate</c>, <c>retried</c>, <c>discarded</c> or <c>refused</c>.</param>
/// <param name="Reason">What follows, or why nothing does.</param>
/// <param name="Instances">The instances it reached.</param>
public sealed record DeadLetterAnswer(
    string Id,
    bool Done,
    string Result,
    string Reason,
    IReadOnlyList<string> Instances
);

/// <summary>What came of those that were meant, as far as this request went.</summary>
/// <param name="Done">How many left the list, or would.</param>
/// <param name="Refused">How many stay on it.</param>
/// <param name="Next">Pass it as <c>after</c> to go on; null when all were dealt with.</param>
public sealed record DeadLettersAnswer(int Done, int Refused, IReadOnlyList<DeadLetterAnswer> Letters, string? Next);
