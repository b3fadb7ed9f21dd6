using System.Text.Json.Serialization;
using Journeys.Orchestrations.Values;

namespace Journeys.Runtime.Effects;

/// <summary>What a webhook is sent whose step names no body: who, where, and what began it.</summary>
/// <param name="Effect">The id of the work, which is also the <c>Idempotency-Key</c>.</param>
/// <param name="Contact">The contact's profile with its key as <c>id</c>.</param>
/// <param name="Account">The account's profile; empty when it has none.</param>
/// <param name="Event">The type of the event that began the run.</param>
/// <param name="Data">That event's data.</param>
public sealed record WebhookBody(
    string Effect,
    string Journey,
    string Step,
    string Instance,
    Fields Contact,
    Fields Account,
    string Event,
    Fields Data
);

/// <summary>The JSON of webhooks.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookBody))]
public sealed partial class WebhookJson : JsonSerializerContext;
