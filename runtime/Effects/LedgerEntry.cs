using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Steps;
using NodaTime;

namespace Journeys.Runtime.Effects;

/// <summary>One effect in the ledger: what is to be done, and how far it has come.</summary>
/// <param name="Id">The effect's id.</param>
/// <param name="Contact">The key of the contact it concerns.</param>
/// <param name="Version">The version of the journey that decided it.</param>
/// <param name="ClaimedAt">When it was decided.</param>
/// <param name="Effect">What is to be done; null once it is over, when only the words are kept.</param>
/// <param name="Kind">The effect's name: <c>sendEmail</c>.</param>
/// <param name="What">What it does, in words.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Detail">What came of it: a message id, the provider's words; null when there is nothing to say.</param>
public sealed record LedgerEntry(
    string Id,
    string Contact,
    string Version,
    Instant ClaimedAt,
    Effect? Effect,
    string Kind,
    string What,
    EffectStatus Status,
    string? Detail
)
{
    /// <summary>How often it failed for now, when nobody but its performer tries it again (<see cref="Orchestrations.Machine.Effect.Awaited"/>).</summary>
    public int Tries { get; init; }

    /// <summary>When it is tried again; null: now.</summary>
    public Instant? NotBefore { get; init; }

    /// <summary>Who is performing it, where several processes may (<see cref="Signatures"/>); null where nobody is, or only one may.</summary>
    public string? By { get; init; }

    /// <summary>When the recipient's mail server took the mail, by the provider's word; null: no word came yet.</summary>
    public Instant? DeliveredAt { get; init; }

    /// <summary>The provider's words about a mail that is late or did not arrive; null when there are none.</summary>
    public string? Word { get; init; }

    /// <summary>The newest clicks in the mail, whoever made them; a scanner is known by them (<see cref="MailClick"/>).</summary>
    public ImmutableArray<MailClick> Clicks { get; init; } = [];

    /// <summary>
    /// The mark of its row as it was read or written, by which two processes that both want to perform it are told apart.
    /// Null where one process alone writes.
    /// </summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>The entry of an effect that was just decided.</summary>
    public static LedgerEntry Claim(Effect effect, string contact, string version, Instant now) =>
        new(
            effect.Id,
            contact,
            version,
            now,
            effect,
            EffectWords.Kind(effect),
            EffectWords.What(effect),
            EffectStatus.Claimed,
            null
        );

    /// <summary>The entry as it stands from now on.</summary>
    public LedgerEntry As(EffectStatus status, string? detail = null) =>
        this with
        {
            Status = status,
            Detail = detail,
            By = null,
        };

    /// <summary>The entry after it failed for now, to be tried again; null when it was tried often enough.</summary>
    /// <param name="why">What stood in the way.</param>
    /// <param name="now">When that was.</param>
    /// <param name="pause">How long its target asked to be left alone; null when it did not.</param>
    public LedgerEntry? Again(string why, Instant now, Duration? pause) =>
        Tries >= EffectStep.Retries.Count
            ? null
            : As(EffectStatus.Claimed, why) with
            {
                Tries = Tries + 1,
                NotBefore = now + Duration.Max(EffectStep.Retries[Tries], pause ?? Duration.Zero),
            };

    /// <summary>What came of it, in words for people; null when there is nothing to say.</summary>
    [JsonIgnore]
    public string? Told => (Detail, Word) is ({ } detail, { } word) ? $"{detail}; {word}" : Detail ?? Word;

    /// <summary>Whether nobody knows yet what became of it, so that its instance still waits for word.</summary>
    [JsonIgnore]
    public bool Unsettled => Open || Status == EffectStatus.Uncertain;

    /// <summary>The id of the instance whose effect it is.</summary>
    [JsonIgnore]
    public string Instance => Id[..Id.LastIndexOf('~')];

    /// <summary>The name of the journey.</summary>
    [JsonIgnore]
    public string Journey => Id[..Id.IndexOf('~')];

    /// <summary>Whether something is left to do for whoever performs effects.</summary>
    [JsonIgnore]
    public bool Open => Status is EffectStatus.Claimed or EffectStatus.Sending;
}

/// <summary>How far an effect has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EffectStatus>))]
public enum EffectStatus
{
    /// <summary>It is decided and written down; nothing was done yet, or it does no harm to do it again.</summary>
    Claimed,

    /// <summary>It is being done, and must not be done twice.</summary>
    Sending,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was not done, and certainly so.</summary>
    Failed,

    /// <summary>Nobody knows whether it was done.</summary>
    Uncertain,

    /// <summary>It was done, and somebody else says so: the mail arrived.</summary>
    Confirmed,

    /// <summary>The mail was sent and came back.</summary>
    Bounced,

    /// <summary>The provider took the mail and did not send it.</summary>
    Dropped,

    /// <summary>It was not done, because it may not be done now. Never stored: its row is removed, and another effect follows.</summary>
    Deferred,
}
