using System.Text.Json;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Erasure;

namespace Journeys.Runtime.Api;

/// <summary>How an erasure stands, and when it is done its receipt. It names nobody.</summary>
/// <param name="Receipt">The id of the receipt.</param>
/// <param name="Status">
/// <c>removing</c>; <c>watching</c> when everything is gone, and it is only watched until <c>done</c> that nothing which was
/// under way comes after; then <c>done</c>.
/// </param>
/// <param name="Contact">A keyed hash of the contact's id: proves to this host, and to nobody else, who it was.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="At">When.</param>
/// <param name="Done">When it was done, or will be; null while rows are being removed.</param>
/// <param name="Rows">How many rows and messages of each kind there were; empty until they are counted.</param>
/// <param name="Removed">How many of these are gone.</param>
public sealed record ErasureDetail(
    string Receipt,
    string Status,
    string Contact,
    string By,
    DateTimeOffset At,
    DateTimeOffset? Done,
    IReadOnlyDictionary<string, int> Rows,
    int Removed
);

/// <summary>What an erasure would remove.</summary>
/// <param name="Rows">How many rows and messages of each kind there are.</param>
/// <param name="Erasure">The erasure that is under way, or was before; null when the contact was not erased.</param>
public sealed record ErasurePreview(IReadOnlyDictionary<string, int> Rows, ErasureDetail? Erasure);

/// <summary>
/// Everything that is kept about a contact. Members are only ever added while <c>Format</c> stays the same; the last one is
/// <c>Complete</c>, and a document without it broke off.
/// </summary>
/// <param name="Format"><c>journeys.contact/1</c>.</param>
/// <param name="Contact">The contact's id.</param>
/// <param name="Profile">What is known of it.</param>
/// <param name="Consent">What it permits, by class and channel with source and time, and what stands in the way of writing to it.</param>
/// <param name="Touchpoints">What it did and what was done for it, newest first.</param>
/// <param name="Journeys">Its way through every journey, with the reasons.</param>
/// <param name="Tasks">What our people were to do for it, open or not, with their briefs.</param>
/// <param name="Mails">The mails that were captured, on hosts that capture them.</param>
/// <param name="RejectedEvents">What was refused and names it; the texts as they were kept.</param>
/// <param name="PoisonMessages">The messages that were given up and name it.</param>
/// <param name="Other">What else is kept in its place.</param>
/// <param name="Complete">True.</param>
public sealed record ContactDocument(
    string Format,
    string Contact,
    DateTimeOffset ExportedAt,
    Fields Profile,
    JsonElement Consent,
    IReadOnlyList<RecordedTouchpoint> Touchpoints,
    IReadOnlyList<ExportedJourney> Journeys,
    IReadOnlyList<TaskDetail> Tasks,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Mails,
    IReadOnlyList<IReadOnlyDictionary<string, string>> RejectedEvents,
    IReadOnlyList<IReadOnlyDictionary<string, string>> PoisonMessages,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Other,
    bool Complete
);
