using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.DeadLetters;

namespace Journeys.Cli.Api;

/// <summary>The HTTP API of a Journeys host, local or on Azure. Every call may throw <see cref="HostNotReachableException"/>.</summary>
/// <param name="http">Knows the host's address and sends the key along.</param>
internal sealed class JourneysClient(HttpClient http)
{
    private readonly Wire wire = new(http);

    private static ApiJson Json => ApiJson.Lenient;

    public Task<Reply<Health>> HealthAsync(CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, "health", null, Json.Health, cancelled);

    /// <summary>Sends events.</summary>
    /// <param name="events">One CloudEvent as JSON, or a list of them.</param>
    /// <param name="mediaType">Which of both it is.</param>
    public Task<Reply<EventsAnswer>> SendAsync(string events, string mediaType, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Post, "events", Body(events, mediaType), Json.EventsAnswer, cancelled);

    public Task<Reply<Page<JourneySummary>>> JourneysAsync(PageAt at, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"journeys{at.Query()}", null, Json.PageJourneySummary, cancelled);

    public Task<Reply<JourneyDetail>> JourneyAsync(string journey, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"journeys/{Part(journey)}", null, Json.JourneyDetail, cancelled);

    /// <summary>Publishes a journey.</summary>
    /// <param name="by">Who does, for the audit.</param>
    /// <param name="live">The version that must be live; null: none may be.</param>
    public Task<Reply<PublishAnswer>> PublishAsync(
        string journey,
        PublishRequest files,
        string by,
        string? live,
        CancellationToken cancelled
    ) =>
        wire.AskAsync(
            HttpMethod.Put,
            $"journeys/{Part(journey)}?by={Part(by)}",
            Body(files, Json.PublishRequest),
            Json.PublishAnswer,
            cancelled,
            live is null ? ("If-None-Match", "*") : ("If-Match", LiveCondition.Tag(live))
        );

    /// <summary>A page of who published what, the newest first.</summary>
    public Task<Reply<Page<VersionEntry>>> VersionsAsync(string journey, PageAt at, CancellationToken cancelled) =>
        wire.AskAsync(
            HttpMethod.Get,
            $"journeys/{Part(journey)}/versions{at.Query()}",
            null,
            Json.PageVersionEntry,
            cancelled
        );

    /// <summary>Why a contact is not in a journey.</summary>
    public Task<Reply<WhyNotAnswer>> WhyNotAsync(string contact, string journey, CancellationToken cancelled) =>
        wire.AskAsync(
            HttpMethod.Get,
            $"journeys/{Part(journey)}/why-not?contact={Part(contact)}",
            null,
            Json.WhyNotAnswer,
            cancelled
        );

    /// <summary>Everything that was recorded of an instance.</summary>
    public Task<Reply<InstanceRecord>> RecordAsync(string id, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"instances/{Part(id)}/record", null, Json.InstanceRecord, cancelled);

    /// <summary>The files of one version.</summary>
    public Task<Reply<VersionDetail>> VersionAsync(string journey, string version, CancellationToken cancelled) =>
        wire.AskAsync(
            HttpMethod.Get,
            $"journeys/{Part(journey)}/versions/{Part(version)}",
            null,
            Json.VersionDetail,
            cancelled
        );

    public Task<Reply<Page<InstanceSummary>>> InstancesAsync(
        string journey,
        string? status,
        string? step,
        PageAt at,
        CancellationToken cancelled
    ) =>
        wire.AskAsync(
            HttpMethod.Get,
            $"journeys/{Part(journey)}/instances{at.Query(("status", status), ("step", step))}",
            null,
            Json.PageInstanceSummary,
            cancelled
        );

    public Task<Reply<InstanceDetail>> InstanceAsync(string id, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"instances/{Part(id)}", null, Json.InstanceDetail, cancelled);

    /// <summary>Steers an instance.</summary>
    /// <param name="action"><c>pause</c>, <c>resume</c>, <c>cancel</c>, <c>retry</c> or <c>skip</c>.</param>
    public Task<Reply<DecisionAnswer>> OperateAsync(
        string id,
        string action,
        OperatorRequest request,
        CancellationToken cancelled
    ) =>
        wire.AskAsync(
            HttpMethod.Post,
            $"instances/{Part(id)}/{Part(action)}",
            Body(request, Json.OperatorRequest),
            Json.DecisionAnswer,
            cancelled
        );

    /// <summary>A page of the dead letters, the newest first.</summary>
    /// <param name="over">Those that wait no longer.</param>
    public Task<Reply<Page<DeadLetterSummary>>> DeadLettersAsync(
        DeadLetterChoice choice,
        bool over,
        PageAt at,
        CancellationToken cancelled
    ) =>
        wire.AskAsync(
            HttpMethod.Get,
            "dead-letters"
                + at.Query(
                    ("kind", choice.Kind is { } kind ? DeadLetterRows.Word(kind) : null),
                    ("since", choice.Since?.ToString("O")),
                    ("until", choice.Until?.ToString("O")),
                    ("reason", choice.Reason),
                    ("source", choice.Source),
                    ("type", choice.Type),
                    ("contact", choice.Contact),
                    ("journey", choice.Journey),
                    ("status", over ? "over" : null)
                ),
            null,
            Json.PageDeadLetterSummary,
            cancelled
        );

    public Task<Reply<DeadLetterDetail>> DeadLetterAsync(string id, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"dead-letters/{Part(id)}", null, Json.DeadLetterDetail, cancelled);

    /// <summary>Replays a dead letter, or asks what would come of it.</summary>
    public Task<Reply<DeadLetterAnswer>> ReplayAsync(string id, ReplayRequest request, CancellationToken cancelled) =>
        wire.AskAsync(
            HttpMethod.Post,
            $"dead-letters/{Part(id)}/replay",
            Body(request, Json.ReplayRequest),
            Json.DeadLetterAnswer,
            cancelled
        );

    public Task<Reply<DeadLetterAnswer>> DiscardAsync(string id, DiscardRequest request, CancellationToken cancelled) =>
        wire.AskAsync(
            HttpMethod.Post,
            $"dead-letters/{Part(id)}/discard",
            Body(request, Json.DiscardRequest),
            Json.DeadLetterAnswer,
            cancelled
        );

    /// <summary>Replays a portion of those that are meant.</summary>
    public Task<Reply<DeadLettersAnswer>> ReplayAllAsync(ReplayAllRequest request, CancellationToken cancelled) =>
        wire.AskAsync(
            HttpMethod.Post,
            "dead-letters/replay",
            Body(request, Json.ReplayAllRequest),
            Json.DeadLettersAnswer,
            cancelled
        );

    /// <summary>Discards a portion of those that are meant.</summary>
    public Task<Reply<DeadLettersAnswer>> DiscardAllAsync(DiscardAllRequest request, CancellationToken cancelled) =>
        wire.AskAsync(
            HttpMethod.Post,
            "dead-letters/discard",
            Body(request, Json.DiscardAllRequest),
            Json.DeadLettersAnswer,
            cancelled
        );

    /// <summary>Looks at the next parts of the store.</summary>
    /// <param name="repairs">Whether what can be mended is.</param>
    /// <param name="after">Where the request before ended; null for the first.</param>
    public Task<Reply<DoctorAnswer>> ExamineAsync(bool repairs, string? after, CancellationToken cancelled) =>
        wire.AskAsync(
            repairs ? HttpMethod.Post : HttpMethod.Get,
            (repairs ? "doctor/repair" : "doctor") + new PageAt(null, after).Query(),
            null,
            Json.DoctorAnswer,
            cancelled
        );

    /// <summary>How fast and whether the mails of each journey go.</summary>
    public Task<Reply<Page<SendingSummary>>> SendingAsync(CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, "sending", null, Json.PageSendingSummary, cancelled);

    /// <summary>Steers the sending of a journey.</summary>
    /// <param name="action"><c>pause</c> or <c>resume</c>.</param>
    public Task<Reply<SendingSummary>> OperateSendingAsync(
        string journey,
        string action,
        SendingRequest request,
        CancellationToken cancelled
    ) =>
        wire.AskAsync(
            HttpMethod.Post,
            $"journeys/{Part(journey)}/sending/{Part(action)}",
            Body(request, Json.SendingRequest),
            Json.SendingSummary,
            cancelled
        );

    /// <summary>A page of the sales inbox.</summary>
    /// <param name="status"><c>open</c> or <c>closed</c>.</param>
    public Task<Reply<Page<TaskDetail>>> TasksAsync(
        string status,
        string? team,
        string? owner,
        PageAt at,
        CancellationToken cancelled
    ) =>
        wire.AskAsync(
            HttpMethod.Get,
            $"tasks{at.Query(("status", status), ("team", team), ("owner", owner))}",
            null,
            Json.PageTaskDetail,
            cancelled
        );

    public Task<Reply<TaskDetail>> TaskAsync(string id, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"tasks/{Part(id)}", null, Json.TaskDetail, cancelled);

    public Task<Reply<DecisionAnswer>> AnswerAsync(
        string task,
        string outcome,
        TaskAnswerRequest request,
        CancellationToken cancelled
    ) =>
        wire.AskAsync(
            HttpMethod.Post,
            $"tasks/{Part(task)}/{Part(outcome)}",
            Body(request, Json.TaskAnswerRequest),
            Json.DecisionAnswer,
            cancelled
        );

    /// <summary>A contact with a page of its touchpoints.</summary>
    /// <param name="after">The touchpoints after this; null for the newest.</param>
    public Task<Reply<ContactDetail>> ContactAsync(string id, string? after, CancellationToken cancelled) =>
        wire.AskAsync(
            HttpMethod.Get,
            $"contacts/{Part(id)}{new PageAt(null, after).Query()}",
            null,
            Json.ContactDetail,
            cancelled
        );

    /// <summary>Everything that is kept about a contact.</summary>
    public Task<Reply<ContactDocument>> ExportAsync(string id, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"contacts/{Part(id)}/export", null, Json.ContactDocument, cancelled);

    /// <summary>What erasing a contact would remove.</summary>
    public Task<Reply<ErasurePreview>> ErasurePreviewAsync(string id, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"contacts/{Part(id)}/erasure", null, Json.ErasurePreview, cancelled);

    /// <summary>Orders a contact to be erased.</summary>
    /// <param name="by">Who wants it, for the receipt.</param>
    public Task<Reply<ErasureDetail>> EraseAsync(string id, string by, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Delete, $"contacts/{Part(id)}?by={Part(by)}", null, Json.ErasureDetail, cancelled);

    /// <summary>How far an erasure is, by its receipt.</summary>
    public Task<Reply<ErasureDetail>> ErasureAsync(string receipt, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"erasures/{Part(receipt)}", null, Json.ErasureDetail, cancelled);

    public Task<Reply<Page<MailSummary>>> MailsAsync(string? to, PageAt at, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"mail{at.Query(("to", to))}", null, Json.PageMailSummary, cancelled);

    public Task<Reply<MailDetail>> MailAsync(string id, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, $"mail/{Part(id)}", null, Json.MailDetail, cancelled);

    public Task<Reply<Page<KeySummary>>> KeysAsync(CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Get, "keys", null, Json.PageKeySummary, cancelled);

    /// <summary>Makes an API key; the answer holds it.</summary>
    public Task<Reply<IssuedKey>> CreateKeyAsync(CreateKeyRequest request, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Post, "keys", Body(request, Json.CreateKeyRequest), Json.IssuedKey, cancelled);

    /// <summary>Makes an API key in the place of another.</summary>
    public Task<Reply<IssuedKey>> RotateKeyAsync(string id, RotateKeyRequest request, CancellationToken cancelled) =>
        wire.AskAsync(
            HttpMethod.Post,
            $"keys/{Part(id)}/rotate",
            Body(request, Json.RotateKeyRequest),
            Json.IssuedKey,
            cancelled
        );

    public Task<Reply<KeySummary>> RevokeKeyAsync(string id, string by, CancellationToken cancelled) =>
        wire.AskAsync(HttpMethod.Delete, $"keys/{Part(id)}?by={Part(by)}", null, Json.KeySummary, cancelled);

    private static string Part(string text) => Uri.EscapeDataString(text);

    private static StringContent Body<T>(T value, JsonTypeInfo<T> type) =>
        Body(JsonSerializer.Serialize(value, type), MediaTypeNames.Application.Json);

    private static StringContent Body(string json, string mediaType) =>
        new(json, Encoding.UTF8, new MediaTypeHeaderValue(mediaType, "utf-8"));
}
