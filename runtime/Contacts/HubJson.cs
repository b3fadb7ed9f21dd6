using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Runtime.Contacts;

/// <summary>The persisted shapes of the hub, as strict JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    Converters = [typeof(InstantJson)]
)]
[JsonSerializable(typeof(Fields))]
[JsonSerializable(typeof(Permissions))]
[JsonSerializable(typeof(ImmutableDictionary<string, ImmutableArray<Instant>>), TypeInfoPropertyName = "Newest")]
public sealed partial class HubJson : JsonSerializerContext;
