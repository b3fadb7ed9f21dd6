using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Erasure;

namespace Journeys.Runtime.Api;

/// <summary>
/// How the API's JSON is read and written: camelCase, every member present (null where there is nothing), unknown and
/// repeated members refused, required members required. A host reads requests with <see cref="Default"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(DeliveryAnswer))]
[JsonSerializable(typeof(Page<JourneySummary>))]
[JsonSerializable(typeof(JourneyDetail))]
[JsonSerializable(typeof(Page<InstanceSummary>))]
[JsonSerializable(typeof(InstanceDetail))]
[JsonSerializable(typeof(OperatorRequest))]
[JsonSerializable(typeof(DecisionAnswer))]
[JsonSerializable(typeof(Page<TaskDetail>))]
[JsonSerializable(typeof(TaskDetail))]
[JsonSerializable(typeof(TaskAnswerRequest))]
[JsonSerializable(typeof(ContactDetail))]
[JsonSerializable(typeof(Page<MailSummary>))]
[JsonSerializable(typeof(MailDetail))]
[JsonSerializable(typeof(PublishRequest))]
[JsonSerializable(typeof(PublishAnswer))]
[JsonSerializable(typeof(Page<VersionEntry>))]
[JsonSerializable(typeof(VersionDetail))]
[JsonSerializable(typeof(InstanceRecord))]
[JsonSerializable(typeof(WhyNotAnswer))]
[JsonSerializable(typeof(Page<KeySummary>))]
[JsonSerializable(typeof(KeySummary))]
[JsonSerializable(typeof(IssuedKey))]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(RotateKeyRequest))]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(Page<DeadLetterSummary>))]
[JsonSerializable(typeof(DeadLetterDetail))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(DiscardRequest))]
[JsonSerializable(typeof(ReplayAllRequest))]
[JsonSerializable(typeof(DiscardAllRequest))]
[JsonSerializable(typeof(DeadLetterAnswer))]
[JsonSerializable(typeof(DeadLettersAnswer))]
[JsonSerializable(typeof(Page<SendingSummary>))]
[JsonSerializable(typeof(SendingSummary))]
[JsonSerializable(typeof(SendingRequest))]
[JsonSerializable(typeof(ErasureDetail))]
[JsonSerializable(typeof(ErasurePreview))]
[JsonSerializable(typeof(ContactDocument))]
[JsonSerializable(typeof(ExportedJourney))]
[JsonSerializable(typeof(RecordedTouchpoint))]
[JsonSerializable(typeof(Fields))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(Problem))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// For answers: the same, but quotation marks and letters stand as they are. People read answers in a terminal, and
    /// nothing shows them as part of a page: their type says JSON, and that it must not be guessed.
    /// </summary>
    public static ApiJson Answers =>
        field ??= new(
            new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );

    /// <summary>
    /// For clients: the same, but members this version does not know are skipped, so that a client can talk to a newer
    /// host.
    /// </summary>
    public static ApiJson Lenient =>
        field ??= new(
            new JsonSerializerOptions(Default.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip }
        );
}
